import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunsListener } from '../../src/adapters/runs/followRuns.ts';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import type { RunOptions } from '../../src/model/event.ts';
import type { ApiIngestionInput, IngestionWorkflowInput } from '../../src/model/generated/types.ts';
import { toProblem } from '../../src/model/problem.ts';
import { runDefaults } from '../../src/model/runDefaults.ts';
import { foldRun } from '../../src/model/runState.ts';
import type { TemporalPlace } from '../../src/model/temporal/place.ts';
import type { RunSummary, SourceView } from '../../src/model/view.ts';
import type { TemporalBackEnd } from '../../src/temporal/backEnd.ts';
import { createNamespace } from '../../src/temporal/createNamespace.ts';
import { createTemporalClient } from '../../src/temporal/client.ts';
import { openTemporal } from '../../src/temporal/openTemporal.ts';
import { orSkip } from '../servers/required.ts';
import { serveDays } from './api/days.ts';
import { openBench, type Working } from './ingestion/bench.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const UNTIL = { timeout: 60_000, interval: 100 };
const folder = mkdtempSync(path.join(tmpdir(), 'iw-client-'));
const bench = orSkip('temporal', await openBench({ dbFile: path.join(folder, 'temporal.sqlite') }));
const QUIET: RunsListener = {
  onRuns: () => undefined,
  onSources: () => undefined,
  onEnded: () => undefined,
  onProblem: () => undefined,
};
const onAway = () => undefined;
const options: RunOptions = { ...runDefaults('test'), inputFile: null, currentFolder: '/' };

describe.skipIf(!bench)('a Temporal server as a back end', () => {
  let site: PracticeSite;
  let root: string;
  let worker: Working;
  let place: TemporalPlace;
  let backEnd: TemporalBackEnd;
  const heard = { sources: new Map<string, SourceView[]>(), ended: [] as RunSummary[], away: [] as (string | null)[] };

  beforeAll(async () => {
    site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
    root = bench!.newRoot();
    worker = await bench!.work({ root });
    place = {
      ...{ address: bench!.server.address, namespace: bench!.server.namespace, taskQueue: worker.queue },
      ...{ tls: false, tlsCa: null, tlsCert: null, tlsKey: null, apiKey: '' },
    };
    backEnd = await openTemporal({
      ...{ place, workDir: path.join(root, '.ingestion-workshop') },
      listener: {
        onRuns: () => undefined,
        onSources: (runId, sources) => heard.sources.set(runId, [...(heard.sources.get(runId) ?? []), ...sources]),
        onEnded: run => heard.ended.push(run),
        onProblem: (runId, problem) => expect.fail(`${runId}: ${problem.code}`),
      },
      onAway: problem => heard.away.push(problem?.code ?? null),
    });
  });
  afterEach(() => {
    for (const { name } of site.faults.list()) site.faults.set(name, 0);
  });
  afterAll(async () => {
    await backEnd?.close();
    await site?.close();
    await bench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const inputOf = (names: readonly string[], more: Partial<IngestionWorkflowInput> = {}): IngestionWorkflowInput => ({
    sources: names.map(name => ({ uri: new URL(name, site.url).href })),
    ...more,
  });
  const summaryOf = (runId: string) => backEnd.follower.summaries().find(run => run.runId === runId);
  const ended = (runId: string, status = 'COMPLETED') =>
    // The list of runs may know of its end before its history is read: then it has no figures yet.
    vi.waitFor(() => {
      expect(summaryOf(runId)?.status).toBe(status);
      expect(summaryOf(runId)?.figures).toBeUndefined();
    }, UNTIL);
  const PAGES = ['/', '/vie-pratique/tarifs', '/nulle-part'];

  test('a run is followed to its end, and told in the words of a local one', async () => {
    const { runId } = await backEnd.start({ input: inputOf(PAGES), options });
    await vi.waitFor(() => expect(heard.ended.map(run => run.runId)).toContain(runId), UNTIL);
    const counts = { discovered: 3, completed: 2, error: 1 };
    expect(summaryOf(runId)).toMatchObject({ backEnd: 'temporal', status: 'COMPLETED', counts });
    const views = backEnd.follower.sources(runId) ?? [];
    expect(views.map(({ outcome }) => outcome)).toEqual(['COMPLETED', 'COMPLETED', 'ERROR']);
    expect(views[2]?.reason).toMatchObject({ code: 'http_status', params: { status: 404 } });
    expect(views[0]?.stages[1]?.artifact).toMatch(/^runs\/.*\/scraping\/.*\.html$/);
    const events = await backEnd.journal(runId);
    expect(events.map(({ eventId }) => eventId)).toEqual(events.map((_, at) => at + 1));
    const folded = foldRun(events);
    expect(folded?.status).toBe('COMPLETED');
    expect([...(folded?.sources[0]?.activities.values() ?? [])].map(({ key }) => key.key.length)).toEqual([
      64, 64, 64, 64, 64,
    ]);
    const tail = backEnd.history(runId);
    await tail.refresh();
    expect(tail.batch(0).total).toBe(events.length);
    expect((await tail.lines([1]))[0]).toContain('WorkflowExecutionStarted');
  });

  test('slices of a run are told as one run, the links that one found included', async () => {
    const input = inputOf(['/', '/magazine', '/vie-pratique', '/vie-pratique/tarifs', '/'], {
      stages_config: { CRAWLING: { bulk_size: 2 }, SCRAPING: { bulk_size: 2 } },
    });
    const { runId } = await backEnd.start({ input, options });
    await ended(runId);
    const here = foldRun(await backEnd.journal(runId));
    expect(here?.sources.map(({ source }) => source.uri)).toEqual(input.sources.map(({ uri }) => uri));
    expect(summaryOf(runId)?.counts).toMatchObject({ discovered: 5, alias: 1 });
    const live = backEnd.follower.state(runId);
    expect(live?.sources.map(({ activities }) => [...activities.keys()])).toEqual(
      here?.sources.map(({ activities }) => [...activities.keys()]),
    );
  });

  test('an attempt that failed and waits for the next one is seen as that', async () => {
    site.faults.set('500', 100);
    const { runId } = await backEnd.start({ input: inputOf(['/vie-pratique/tarifs']), options });
    const waiting = await vi.waitFor(
      () => {
        const stage = heard.sources
          .get(runId)
          ?.flatMap(({ stages }) => stages)
          .find(({ state, retryAt }) => state === 'WAITING' && retryAt !== null);
        expect(stage).toBeDefined();
        return stage;
      },
      { timeout: 60_000, interval: 50 },
    );
    expect(waiting).toMatchObject({ problem: { code: 'http_unavailable', params: { status: 500 } } });
    await backEnd.cancel(runId);
    await ended(runId, 'CANCELED');
    for (const { name } of site.faults.list()) site.faults.set(name, 0);
    await backEnd.resume({ runId, failed: false });
    await ended(runId);
    expect(summaryOf(runId)?.counts).toMatchObject({ discovered: 1, completed: 1 });
    const types = (await backEnd.journal(runId)).map(({ eventType }) => eventType);
    expect(types.filter(type => type === 'WorkflowExecutionStarted')).toHaveLength(1);
    expect(types).toContain('WorkflowExecutionUnpaused');
  });

  test('what failed is tried again in a new execution, what was done is not done again', async () => {
    const { runId } = await backEnd.start({ input: inputOf(PAGES), options });
    await ended(runId);
    await backEnd.resume({ runId, failed: true });
    await vi.waitFor(() => expect(summaryOf(runId)?.resumed).toMatchObject({ kept: 11 }), { timeout: 60_000 });
    await ended(runId);
    expect(summaryOf(runId)?.counts).toMatchObject({ discovered: 3, completed: 2, error: 1 });
    await expect(backEnd.resume({ runId, failed: false })).rejects.toMatchObject({ problem: { code: 'run_ended' } });
  });

  test('a run that exists, one that nobody knows and one that is too large are refused', async () => {
    const { runId } = await backEnd.start({ input: inputOf([]), options });
    const again = backEnd.start({ input: inputOf([]), options, runId });
    await expect(again).rejects.toMatchObject({ problem: { code: 'run_exists', params: { run: runId } } });
    await expect(backEnd.cancel('nobody')).rejects.toMatchObject({ problem: { code: 'temporal_run_unknown' } });
    const large = backEnd.start({
      input: { sources: [{ uri: `http://a.example/${'x'.repeat(2_000_000)}` }] },
      options,
    });
    await expect(large).rejects.toMatchObject({ problem: { code: 'temporal_payload_too_large' } });
  });

  test('an ingestion from an API and a backfill start here; the days stand under their backfill', async () => {
    const days = await serveDays();
    const currentFolder = path.join(root, 'deep');
    const rows = `rows-${new URL(days.url).port}`; // Each try has a dataset of its own: another address is refused.
    const config: ApiIngestionInput = {
      ...{ base_url: days.url, start_date: '2026-01-01', end_date: '2026-01-03', output_dir: `../${rows}` },
      ...{ pagination: 'offset', start_param: 'from', end_param: 'to', max_attempts: 1 },
    };
    const one = await backEnd.startApi({ input: config, options: { inputFile: null, currentFolder } });
    await ended(one.runId);
    expect(summaryOf(one.runId)?.api).toMatchObject({ rows: 3, outputDir: rows, parent: null });
    expect(backEnd.follower.outputFolders()).toContain(path.join(root, rows));

    const options = {
      ...{ inputFile: null, currentFolder: root, backwards: false },
      mode: 'missing',
      maxParallel: 2,
    } as const;
    const { runId } = await backEnd.startBackfill({ input: { ...config, output_dir: `${rows}-days` }, options });
    await ended(runId);
    expect(summaryOf(runId)?.backfill).toMatchObject({ planned: 3, done: 3 });
    const parts = () => backEnd.follower.summaries().filter(({ api }) => api?.parent === runId);
    await vi.waitFor(() => expect(parts().map(({ status }) => status)).toEqual(Array(3).fill('COMPLETED')), UNTIL);
    await days.close();

    // Whoever comes later knows of the days that they are over, and their figures when somebody looks.
    const later = await openTemporal({
      place,
      workDir: path.join(root, '.ingestion-workshop'),
      listener: QUIET,
      onAway,
    });
    const day = () => later.follower.summaries().find(run => run.runId === `${runId}-2026-01-02`);
    await vi.waitFor(() => expect(day()).toMatchObject({ status: 'COMPLETED', figures: 'unread', results: 0 }), UNTIL);
    later.follower.sources(`${runId}-2026-01-02`);
    await vi.waitFor(() => expect(day()?.api).toMatchObject({ rows: 3, parent: runId }), UNTIL);
    expect(day()?.figures).toBeUndefined();
    await later.close();

    const outside = { ...config, output_dir: '../..' };
    const refused = backEnd.startApi({ input: outside, options: { inputFile: null, currentFolder: root } });
    await expect(refused).rejects.toMatchObject({ problem: { code: 'temporal_file_outside' } });
  });

  test('a run that nobody works on says why, until a worker comes', async () => {
    const taskQueue = 'late-queue';
    const aside = await openTemporal({
      ...{ place: { ...place, taskQueue }, workDir: path.join(root, '.ingestion-workshop'), listener: QUIET, onAway },
    });
    const { runId } = await aside.start({ input: inputOf(['/']), options });
    const found = () => aside.follower.summaries().find(run => run.runId === runId);
    const unserved = { said: 'doctor.temporal.unserved', params: { queue: taskQueue }, fix: 'startWorker' };
    await vi.waitFor(() => expect(found()?.standing).toMatchObject(unserved), UNTIL);
    const late = await bench!.work({ root, queue: taskQueue });
    await vi.waitFor(() => expect(found()?.status).toBe('COMPLETED'), UNTIL);
    expect(found()?.standing).toBeUndefined();
    await late.stop();
    await aside.close();
  });

  test('a namespace that is missing is made, and one that is there stays', async () => {
    const missing = { ...place, namespace: 'made-here' };
    await createNamespace(missing);
    await createNamespace(missing);
    const client = createTemporalClient(missing);
    expect(await client.check()).toHaveProperty('serverVersion');
    await client.close();
  });

  test.each([
    ['temporal_unreachable', { address: '127.0.0.1:1' }],
    ['temporal_namespace', { namespace: 'nowhere' }],
    ['temporal_tls', { tls: true }],
    ['temporal_tls_file', { tls: true, tlsCa: '/nowhere.pem' }],
  ])('a place that is wrong is told as %s', async (code, wrong) => {
    const client = createTemporalClient({ ...place, ...wrong });
    const told = await client.check().then(() => 'connected', toProblem);
    await client.close();
    expect(told).toMatchObject({ code });
  });

  test('a run that somebody ends at once is told so, and goes on', async () => {
    site.faults.set('500', 100);
    const handle = await worker.start('by-another-program', inputOf(['/vie-pratique/tarifs']));
    await vi.waitFor(() => expect(summaryOf('by-another-program')?.results).toBeGreaterThanOrEqual(0), 30_000);
    await handle.terminate('enough');
    await ended('by-another-program', 'TERMINATED');
    expect(summaryOf('by-another-program')?.failure).toMatchObject({ code: 'temporal_terminated' });
    for (const { name } of site.faults.list()) site.faults.set(name, 0);
    await backEnd.resume({ runId: 'by-another-program', failed: false });
    await ended('by-another-program');
  });

  test('a server that goes away and comes back takes nothing from what is known', async () => {
    site.faults.set('slow', 100);
    const waiting = await backEnd.start({ input: inputOf(['/vie-pratique/tarifs']), options });
    await ended(waiting.runId, 'RUNNING');
    const before = backEnd.follower.summaries().map(({ runId }) => runId);
    await bench!.server.kill();
    await vi.waitFor(() => expect(heard.away.at(-1)).toBe('temporal_unreachable'), { timeout: 30_000 });
    expect(backEnd.follower.summaries().map(({ runId }) => runId)).toEqual(before);
    expect(summaryOf(waiting.runId)?.standing).toMatchObject({
      said: 'error.temporal_unreachable',
      fix: 'startServer',
    });
    site.faults.set('slow', 0);
    await bench!.server.restart();
    await vi.waitFor(() => expect(heard.away.at(-1)).toBeNull(), { timeout: 30_000 });
    const { runId } = await backEnd.start({ input: inputOf(['/']), options });
    await ended(runId);
  });
});
