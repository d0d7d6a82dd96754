import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { WorkflowExecutionAlreadyStartedError, WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import type { RunOptions } from '../../src/model/event.ts';
import type { IngestionWorkflowInput, Source } from '../../src/model/generated/types.ts';
import { runDefaults } from '../../src/model/runDefaults.ts';
import { describe as describeProblem } from '../../src/temporal/activities.ts';
import { orSkip } from '../servers/required.ts';
import { openBench, type Bench } from './ingestion/bench.ts';

const opened = orSkip('temporal', await openBench());
const log = { write: () => undefined };
const options: RunOptions = { ...runDefaults('test'), inputFile: null, currentFolder: '/' };
/** A busy machine is late, never stuck. */
const UNTIL = { timeout: 25_000, interval: 50 };

describe.skipIf(!opened)('an ingestion on a real Temporal server', () => {
  // SAFETY: without a server none of these tests runs.
  const bench = opened as Bench;
  let site: PracticeSite;
  beforeAll(async () => {
    site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
  });
  afterEach(() => {
    for (const { name } of site.faults.list()) site.faults.set(name, 0);
  });
  afterAll(async () => {
    await site.close();
    await bench.close();
  });

  const address = (name: string): string => new URL(name, site.url).href;
  const inputOf = (...names: readonly string[]): IngestionWorkflowInput => ({
    sources: names.map(name => ({ uri: address(name) })),
  });

  async function openWorker(root = bench.newRoot()) {
    const worker = await bench.work({ root });
    onTestFinished(worker.stop);
    return { ...worker, root };
  }

  test('leaves the artifacts of the local run, byte for byte, and the same index', async () => {
    const input: IngestionWorkflowInput = {
      sources: [
        { uri: address('/'), max_depth: 1, options: { crawling_url_startswith: [site.url] } },
        { uri: address('/nulle-part') },
      ],
      stages_config: { CRAWLING: { bulk_size: 7 }, CHUNKING: null },
    };
    const local = bench.newRoot();
    await runLocally(local, 'run-1', input);
    const worker = await openWorker();
    const handle = await worker.start('run-1', input, { options });
    const counts = await handle.result();
    expect(counts).toMatchObject({ error: 1 });
    expect(counts.discovered).toBeGreaterThan(14);
    const [ours, theirs] = [filesOf(worker.root), filesOf(local)];
    expect([...ours.keys()]).toEqual([...theirs.keys()]);
    expect(ours).toEqual(theirs);
    expect(ours.has('runs/run-1/sources_db.yaml')).toBe(true);
    expect(await indexOf(worker.root)).toEqual(await indexOf(local));
    const types = (await handle.fetchHistory()).events?.flatMap(
      event => event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType?.name ?? [],
    );
    expect(new Set(types)).toEqual(new Set(['SourcesWorkflow']));
  });

  test('tells how far it is and how each Source stands, also when it has ended', async () => {
    const worker = await openWorker();
    const handle = await worker.start('asked', inputOf('/vie-pratique/tarifs', '/nulle-part'), { options });
    await handle.result();
    expect(await handle.query('progress')).toMatchObject({
      ...{ runId: 'asked', status: 'COMPLETED', backEnd: 'temporal', open: 0, results: 6 },
      counts: { discovered: 2, completed: 1, error: 1 },
    });
    const [first, second] = await handle.query<{ outcome: string; stages: { artifact: string }[] }[]>('sources');
    expect([first?.outcome, second?.outcome]).toEqual(['COMPLETED', 'ERROR']);
    expect(first?.stages[1]?.artifact).toMatch(/^\.ingestion-workshop\/runs\/asked\/scraping\//);
    expect(await handle.query('sources', 1, 1)).toEqual([second]);
  });

  test('cancelled, it ends its activities in a moment, keeps what was done and is CANCELED', async () => {
    const worker = await openWorker();
    site.faults.set('slow', 1, { path: '/vie-pratique/tarifs' });
    const input = inputOf('/vie-pratique/tarifs', '/vie-pratique/reglement');
    const handle = await worker.start('canceled', input, { options: { ...options, concurrency: 1 } });
    await vi.waitFor(async () => {
      const { raw } = await handle.describe();
      expect(raw.pendingActivities?.[0]?.activityType?.name).toBe('SCRAPING');
    }, UNTIL);
    await handle.cancel();
    const thrown: unknown = await handle.result().catch((error: unknown) => error);
    expect(thrown instanceof WorkflowFailedError && thrown.cause).toBeInstanceOf(CancelledFailure);
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    const types = (await handle.fetchHistory()).events?.map(event => event.eventType);
    expect(types).toContain(16); // ActivityTaskCanceled: it has heard.
    expect([...filesOf(worker.root).keys()]).toEqual(['runs/canceled/sources_db.yaml']);
    expect(await handle.query('progress')).toMatchObject({ status: 'CANCELED' });
  });

  test('waits as long as Retry-After says, then goes on', async () => {
    const worker = await openWorker();
    site.faults.set('429-seconds', 1, { path: '/vie-pratique/tarifs' });
    const handle = await worker.start('later', inputOf('/vie-pratique/tarifs'), { options });
    expect(await handle.result()).toMatchObject({ completed: 1 });
    const [view] = await handle.query<{ stages: { attempts: number }[] }[]>('sources');
    expect(view?.stages.map(({ attempts }) => attempts)).toEqual([1, 2, 1, 1, 1]);
    const started = (await handle.fetchHistory()).events?.flatMap(
      ({ activityTaskStartedEventAttributes: attributes }) => attributes?.lastFailure?.applicationFailureInfo ?? [],
    );
    expect(started?.[0]).toMatchObject({ type: 'http_unavailable', nextRetryDelay: { seconds: { low: 1 } } });
  });

  test('an id that runs already is refused', async () => {
    const worker = await bench.work({ root: bench.newRoot() });
    await worker.stop();
    const handle = await worker.start('twice', inputOf('/'));
    await expect(worker.start('twice', inputOf('/'))).rejects.toThrow(WorkflowExecutionAlreadyStartedError);
    await handle.terminate();
  });

  test('takes Sources that bring their file, with null in every field that they do not have', async () => {
    const worker = await openWorker();
    await (await worker.start('before', inputOf('/vie-pratique/tarifs'), { options })).result();
    const [page] = filesOf(worker.root).keys();
    const [html = ''] = [...filesOf(worker.root).keys()].filter(name => name.endsWith('.html'));
    expect(page).toBeDefined();
    const source: Source = {
      ...{ uri: address('/vie-pratique/tarifs'), mime_type: null, max_depth: null, error: null },
      ...{ converted_md_path: null, chunking_file_path: null, parent_uri: null, options: null, metadata: null },
      ...{ current_stage: 'SCRAPING', current_status: 'COMPLETED', raw_file_path: `.ingestion-workshop/${html}` },
    };
    const input: IngestionWorkflowInput = {
      ...{ indexing_config: null, recursive_chunking_config: null, crawling_config: null, conversion_config: null },
      ...{ chunking_config: null, stages_config: null, stages: null, sources: [source] },
    };
    const handle = await worker.start('given', input);
    expect(await handle.result()).toMatchObject({ completed: 1 });
    expect([...filesOf(worker.root).keys()].filter(name => name.includes('runs/given/')).length).toBe(3);
  });

  test('does one stage alone, or what comes from it on, with what an earlier run left', async () => {
    const worker = await openWorker();
    const input = inputOf('/vie-pratique/tarifs');
    await (await worker.start('all', input, { options })).result();
    const handle = await worker.start('only', input, { options: { ...options, only: 'CONVERTION' } });
    expect(await handle.result()).toMatchObject({ completed: 1 });
    const [view] = await handle.query<{ stages: { state: string }[] }[]>('sources');
    expect(view?.stages.map(({ state }) => state)).toEqual([
      ...['REUSED', 'REUSED', 'COMPLETED', 'NOT_ASKED', 'NOT_ASKED'],
    ]);
  });

  test('without a stage to run it ends at once', async () => {
    const worker = await openWorker();
    const handle = await worker.start('printed', { ...inputOf('/'), stages: [] });
    expect(await handle.result()).toMatchObject({ discovered: 1, completed: 1 });
  });
});

async function runLocally(root: string, runId: string, input: IngestionWorkflowInput): Promise<void> {
  const folder = await openFolder(root);
  try {
    const signal = new AbortController().signal;
    await folder.ingest({ input, runId, options, headers: {}, signal });
  } finally {
    await folder.close();
  }
}

const openFolder = (root: string) =>
  openWorkFolder({ workDir: path.join(root, '.ingestion-workshop'), log, describe: describeProblem });

/** Address → how many chunks; several workers write it in no order. */
async function indexOf(root: string): Promise<ReadonlyMap<string, number>> {
  const folder = await openFolder(root);
  try {
    const { chunks } = await folder.chunks({ collection: 'default', from: 0, count: 10_000 });
    return new Map(
      chunks
        .map(({ uri }) => uri)
        .sort()
        .map((uri, _, all) => [uri, all.filter(other => other === uri).length]),
    );
  } finally {
    await folder.close();
  }
}

/** What runs left, but for their journals and the mark of one that a server keeps. */
function filesOf(root: string): Map<string, string> {
  const base = path.join(root, '.ingestion-workshop');
  const names = readdirSync(path.join(base, 'runs'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/^(?:journal\.jsonl|lock|temporal\.json)$/.test(entry.name))
    .map(entry => path.relative(base, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  return new Map(names.sort().map(name => [name, readFileSync(path.join(base, name), 'utf8')]));
}
