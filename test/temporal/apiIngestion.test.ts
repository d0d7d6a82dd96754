import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiRunResult } from '../../src/model/api/apiEvent.ts';
import { createLease } from '../../src/adapters/runs/runLease.ts';
import type { ApiRunState } from '../../src/model/api/apiRunState.ts';
import { foldAny } from '../../src/model/journal.ts';
import { readRun } from '../../src/temporal/readRun.ts';
import type { ApiIngestionInput } from '../../src/model/generated/types.ts';
import type { ApiCall } from '../../src/model/temporal/apiCall.ts';
import { orSkip } from '../servers/required.ts';
import { startTemporal } from '../servers/temporal.ts';
import { contentOf, openWorld, QUEUE, startHoldingWorker, startWorker, type World } from './api/world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ROWS = 330;
const server = orSkip('temporal', await startTemporal());
const PATIENT = { timeout: 30_000, interval: 100 };
const NOTHING = { pages: 0, rows: 0, deadLetters: 0, retries: 0, partitions: [], isAskedAgain: false };

describe.skipIf(!server)('an ingestion from an API on Temporal', () => {
  let world: World;
  let stopWorker: () => Promise<void>;
  let count = 0;
  beforeAll(async () => {
    if (!server) return;
    world = await openWorld(server, ROWS);
    stopWorker = await startWorker(world, server);
  });
  afterAll(async () => {
    await stopWorker?.();
    await world?.close();
    await server?.stop();
  });
  afterEach(() => {
    for (const { name } of world.api.faults.list()) world.api.faults.set(name, 0);
  });

  const inputOf = (style: string, folder: string, more: ApiIngestionInput = {}): ApiIngestionInput => ({
    ...{ start_date: '2026-01-01', end_date: '2026-01-12', date_column: 'event_date', page_size: 50 },
    ...{ base_url: `${world.api.url}events/${style}`, output_dir: folder, ...more },
  });

  const locally = (input: ApiIngestionInput, runId: string) =>
    world.local.ingest({
      ...{ input, runId, headers: {}, options: { inputFile: null, currentFolder: world.root } },
      signal: new AbortController().signal,
    });

  const onTemporal = (input: ApiIngestionInput, workflowId: string, call: ApiCall = {}): Promise<ApiRunResult> =>
    world.client.workflow.execute('ApiIngestionWorkflow', { taskQueue: QUEUE, workflowId, args: [input, call] });

  const problemOfRun = (run: Promise<unknown>) =>
    run.then(
      () => 'it succeeded',
      // SAFETY: a workflow of ours fails with its Problem as the first detail.
      (error: { cause: { details?: unknown[] } }) => error.cause.details?.[0],
    );

  const readBack = (workflowId: string) => {
    const ask = <Answer>(question: (client: World['client']) => Promise<Answer>) => question(world.client);
    return readRun(ask, workflowId, '');
  };

  it.each([
    ['page', {}],
    // A page, or a partition, an activity, and an execution that goes on as a new one again and again.
    ['link', { bounds: { batch: 1, events: 40 } }],
  ] as const)('gives the bytes and the result of the local run by %s', async (pagination, call) => {
    const runId = `same-${pagination}`;
    const [one, other] = [`local-${runId}`, `temporal-${runId}`];
    const there = await locally(inputOf(pagination, one, { pagination }), runId);
    const told = { ...NOTHING, startedAt: there.startedAt };
    const here = await onTemporal(inputOf(pagination, other, { pagination }), runId, { told, ...call });
    expect(contentOf(path.join(world.root, other))).toEqual(contentOf(path.join(world.root, one)));
    const files = there.result?.partitions.map(({ file }) => file && path.relative(world.root, file));
    expect(here.partitions.map(({ file }) => file?.replace(other, one) ?? null)).toEqual(files);
    expect({ ...here, partitions: [] }).toEqual({ ...there.result, partitions: [] });
    expect(readdirSync(path.join(world.root, '.ingestion-workshop', 'runs', runId))).toEqual([]);
    const { run, events } = await readBack(runId);
    const { pages, rows } = foldAny(events)?.state as ApiRunState; // SAFETY: it is such a run.
    expect({ status: run?.state.status, pages, rows }).toEqual({ status: 'COMPLETED', pages: here.pages, rows: ROWS });
  });

  it('keeps a watermark and dead letters as the local run does, and obeys Retry-After', async () => {
    world.api.faults.set('bad_record', 1);
    world.api.faults.set('too_many_requests', 3, { amount: 1 });
    const more: ApiIngestionInput = {
      watermark: 'last_updated_at',
      watermark_param: 'since',
      concurrency: 1,
      page_size: 100,
    };
    const input = inputOf('offset', 'marked', { ...more, pagination: 'offset', max_attempts: 5 });
    const first = await onTemporal(input, 'marked', { bounds: { batch: 2 } });
    expect(first).toMatchObject({ retries: 3, watermark: { before: null } });
    expect(first.deadLetters).toBeGreaterThan(0);
    expect(readdirSync(path.join(world.root, 'marked', '_dead_letters'))).toEqual(['marked.jsonl']);
    const { run, events } = await readBack('marked');
    expect((run?.state as ApiRunState).retries).toBe(3); // SAFETY: it is such a run.
    expect(events.filter(({ eventType }) => eventType === 'ActivityTaskFailed')).toHaveLength(3);
    const second = await onTemporal(input, 'marked-again');
    expect(second.watermark).toEqual({ before: first.watermark.after, after: first.watermark.after });
  });

  it.each([
    ['a key that is refused', 'http_unauthorised', 'unauthorized', {}],
    ['a folder outside of the root', 'path_outside', null, { output_dir: '../elsewhere' }],
    [
      'a header whose variable is not set',
      'header_variable_missing',
      null,
      { headers: { a: 'env:INGESTION_WORKSHOP_NO' } },
    ],
  ])('%s ends the run at its first attempt', async (_, code, fault, more) => {
    if (fault) world.api.faults.set(fault, 1000);
    const workflowId = `refused-${(count += 1)}`;
    const input = { ...inputOf('page', workflowId), ...more };
    expect(await problemOfRun(onTemporal(input, workflowId))).toMatchObject({ kind: 'config', code });
    const { run, events } = await readBack(workflowId);
    expect(run?.state).toMatchObject({ status: 'FAILED', failure: { code } });
    expect(events.filter(({ eventType }) => eventType === 'ActivityTaskFailed')).toHaveLength(1);
  });

  it('tells who holds the dataset, or waits for it', async () => {
    const input = inputOf('page', 'held');
    const lease = createLease('somebody else');
    const lock = path.join(world.root, 'held', '_state', 'lock');
    mkdirSync(path.dirname(lock), { recursive: true });
    await (
      await lease.take(lock, { run: 'held' })
    )();
    expect(await problemOfRun(onTemporal(input, 'held-1'))).toMatchObject({ code: 'busy', kind: 'transient' });
    expect((await locally(input, 'held-2').catch((error: unknown) => error)) as Error).toMatchObject({
      message: 'busy',
    });
    const waiting = onTemporal(input, 'held-3', { wait: 60 });
    await vi.waitFor(async () => expect(await historyOf('held-3')).toContain('timerStarted'), PATIENT);
    await lease.free(lock);
    expect((await waiting).records).toBeGreaterThan(0);
  });

  const historyOf = async (workflowId: string): Promise<string> =>
    JSON.stringify((await world.client.workflow.getHandle(workflowId).fetchHistory()).events);

  it('ends as cancelled while it waits for an API, and gives the dataset back', async () => {
    world.api.faults.set('too_many_requests', 1000, { amount: 600 });
    const args = [inputOf('page', 'cancelled')];
    const run = await world.client.workflow.start('ApiIngestionWorkflow', {
      taskQueue: QUEUE,
      workflowId: 'cancelled',
      args,
    });
    const waits = async () => expect((await run.describe()).raw.pendingActivities?.[0]?.lastFailure).toBeTruthy();
    await vi.waitFor(waits, PATIENT);
    await run.cancel();
    await expect(run.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    expect(existsSync(path.join(world.root, 'cancelled', '_state', 'lock'))).toBe(false);
    expect((await readBack('cancelled')).run?.state.status).toBe('CANCELED');
  });

  it('a worker that is killed between the pages and the partitions costs nothing but time', async () => {
    if (!server) return;
    const input = inputOf('cursor', 'killed', { pagination: 'cursor' });
    const whole = await locally(inputOf('cursor', 'whole', { pagination: 'cursor' }), 'killed');
    const told = { ...NOTHING, startedAt: whole.startedAt };
    const dying = startHoldingWorker(world, server, 'killed');
    const args = [input, { told }];
    const run = await world.client.workflow.start('ApiIngestionWorkflow', {
      taskQueue: 'killed',
      workflowId: 'killed',
      args,
    });
    await dying.holding();
    world.api.faults.set('server_error', 1000);
    await dying.kill();
    const stop = await startWorker(world, server, 'killed');
    try {
      // SAFETY: it is what that workflow answers.
      const { records, pages } = (await run.result()) as ApiRunResult;
      expect({ records, pages }).toEqual({ records: whole.result?.records, pages: whole.result?.pages });
      expect(contentOf(path.join(world.root, 'killed'))).toEqual(contentOf(path.join(world.root, 'whole')));
    } finally {
      await stop();
    }
  });
});
