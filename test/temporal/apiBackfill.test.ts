import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiIngestionInput } from '../../src/model/generated/types.ts';
import { toldToResume, type BackfillCall, type BackfillDone } from '../../src/model/temporal/apiCall.ts';
import { openTemporalFolder } from '../../src/temporal/temporalFolder.ts';
import { readRun } from '../../src/temporal/readRun.ts';
import { orSkip } from '../servers/required.ts';
import { startTemporal } from '../servers/temporal.ts';
import { serveDays, type DaysApi } from './api/days.ts';
import { openWorld, QUEUE, startWorker, type World } from './api/world.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const server = orSkip('temporal', await startTemporal());

describe.skipIf(!server)('a backfill on Temporal', () => {
  let world: World;
  let days: DaysApi;
  let stopWorker: () => Promise<void>;
  beforeAll(async () => {
    if (!server) return;
    world = await openWorld(server, 1);
    days = await serveDays();
    stopWorker = await startWorker(world, server);
  });
  afterAll(async () => {
    await stopWorker?.();
    await days?.close();
    await world?.close();
    await server?.stop();
  });
  afterEach(() => {
    days.failing.clear();
    days.answerWith(500);
    days.asked.length = 0;
  });

  const inputOf = (folder: string): ApiIngestionInput => ({
    ...{ base_url: days.url, start_date: '2026-01-01', end_date: '2026-01-10', output_dir: folder },
    ...{ pagination: 'offset', start_param: 'from', end_param: 'to', max_attempts: 1 },
  });
  const start = (workflowId: string, folder: string, call: BackfillCall = {}) =>
    world.client.workflow.start('BackfillWorkflow', {
      ...{ taskQueue: QUEUE, workflowId, workflowIdReusePolicy: 'ALLOW_DUPLICATE' },
      args: [inputOf(folder), call],
    });
  const backfill = async (...asked: Parameters<typeof start>): Promise<BackfillDone> =>
    (await start(...asked)).result() as Promise<BackfillDone>; // SAFETY: it is what that workflow answers.
  const statesOf = (done: Pick<BackfillDone, 'days'>) => done.days.map(({ state }) => state);

  it('says what it would do, ingests ten days of which two fail, and goes on with what failed', async () => {
    const dry = await backfill('dry', 'ten', { dryRun: true });
    expect(statesOf(dry)).toEqual(Array(10).fill('missing'));
    expect(days.asked).toEqual([]);
    expect(readdirSync(world.root)).not.toContain('ten');

    for (const day of ['2026-01-03', '2026-01-08']) days.failing.add(day);
    const options = { maxParallel: 3 };
    const first = await backfill('ten', 'ten', { options });
    expect(first.status).toBe('partial');
    expect(first.days.filter(({ state }) => state === 'failed').map(({ date }) => date)).toEqual([
      '2026-01-03',
      '2026-01-08',
    ]);
    expect(statesOf(first).filter(state => state === 'done')).toHaveLength(8);
    expect(readdirSync(path.join(world.root, 'ten', '_state'))).not.toContain('lock');

    const ask = <Answer>(question: (client: World['client']) => Promise<Answer>) => question(world.client);
    const { run, events } = await readRun(ask, 'ten', '');
    if (run?.workflowType !== 'BackfillWorkflow') throw new Error('no backfill');
    expect(run.state.status).toBe('COMPLETED');
    expect([...run.state.children.values()].filter(({ status }) => status === 'FAILED')).toHaveLength(2);
    expect(events.at(-1)).toMatchObject({ attributes: { result: { planned: 10, done: 8, failed: 2 } } });
    const day = await readRun(ask, 'ten-2026-01-01', '');
    expect(day.run?.state).toMatchObject({ pages: 2, rows: 3, options: { parent: 'ten' }, status: 'COMPLETED' });

    days.failing.clear();
    days.asked.length = 0;
    const told = toldToResume(run.state);
    const second = await backfill('ten', 'ten', { options, told });
    expect(second.status).toBe('success');
    expect(days.asked.sort()).toEqual(['2026-01-03', '2026-01-08']);
    expect(statesOf(second)).toEqual(Array(10).fill('done'));
  });

  it('goes on by the verbs of the command line, from a run that failed and from a backfill that did in part', async () => {
    const folder = await openTemporalFolder({
      place: {
        ...{ address: server?.address ?? '', namespace: server?.namespace ?? '', taskQueue: QUEUE, apiKey: '' },
        ...{ tls: false, tlsCa: null, tlsCert: null, tlsKey: null },
      },
      workDir: path.join(world.root, '.ingestion-workshop'),
      onStill: () => undefined,
    });
    const options = { inputFile: null, currentFolder: world.root };
    const drive = { options, signal: new AbortController().signal };
    const input = { ...inputOf('verbs'), end_date: '2026-01-03' };
    try {
      days.failing.add('2026-01-02');
      const day = { ...input, start_date: '2026-01-02', end_date: '2026-01-02', output_dir: 'verbs-one' };
      const failed = await folder.ingestApi({ ...drive, input: day, runId: 'verbs-one' });
      expect(failed).toMatchObject({ status: 'error', failure: { kind: 'transient' }, result: null });
      const ofDays = { ...options, mode: 'missing', backwards: true, maxParallel: 1 } as const;
      const request = { ...drive, options: ofDays, input, runId: 'verbs', dryRun: false };
      const partial = await folder.backfill(request);
      expect({ status: partial.status, states: statesOf(partial) }).toEqual({
        status: 'partial',
        states: ['done', 'failed', 'done'],
      });
      expect(partial.days[0]?.file).toBe(path.join(world.root, 'verbs/partition_date=2026-01-01/part-00000.parquet'));
      days.failing.clear();
      const one = await folder.resumeApi({ ...drive, runId: 'verbs-one', failed: true });
      expect(one).toMatchObject({ status: 'success', result: { records: 3 } });
      expect(await folder.resumeApi({ ...drive, runId: 'verbs', failed: true })).toMatchObject({ status: 'success' });
      await expect(folder.resumeApi({ ...drive, runId: 'verbs', failed: true })).rejects.toMatchObject({
        message: 'run_ended',
      });
    } finally {
      await folder.close();
    }
  });
});
