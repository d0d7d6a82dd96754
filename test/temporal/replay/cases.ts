// Runs that leave the histories to be replayed, small ones: each way that a workflow may go is in one of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { expect, vi } from 'vitest';
import { runDefaults } from '../../../src/model/runDefaults.ts';
import { RETRY_FAILED_UPDATE } from '../../../src/model/temporal/names.ts';
import { resumeArguments } from '../../../src/temporal/resumeArguments.ts';
import { PREVIOUS_MEMO } from '../../../src/temporal/readEvents.ts';
import { readRun } from '../../../src/temporal/readRun.ts';
import { ensurePython } from '../../servers/python.ts';
import type { Missing } from '../../servers/required.ts';
import { startTemporal, type ServerOptions } from '../../servers/temporal.ts';
import { serveDays } from '../api/days.ts';
import { openWorld, QUEUE, startWorker, type World } from '../api/world.ts';
import { openBench, type Bench, type Working } from '../ingestion/bench.ts';
import { failure, noopActivities, sourcesOf } from '../ingestion/noop.ts';
import { PYTHON_WORKER, startProgram } from '../pythonWorker.ts';
import type { Execution } from './record.ts';

export interface Recorded {
  readonly client: Client;
  executions(): Promise<readonly Execution[]>;
  close(): Promise<void>;
}

type Recording = () => Promise<Recorded | Missing>;

const options = { ...runDefaults('test'), inputFile: null, currentFolder: '/' };
const UNTIL = { timeout: 60_000, interval: 50 };
const SLICED = { SCRAPING: { bulk_size: 2 } };
const lost = () => failure({ kind: 'data', code: 'http_status', params: { status: 404 } });

/** One address is not there, one has a link. */
const ordinary = noopActivities(async (source, stage) => {
  if (source.uri.endsWith('/1') && stage === 'SCRAPING') throw lost();
  return stage === 'CRAWLING' && source.max_depth ? { discovered: [{ uri: `${source.uri}/deeper` }] } : {};
});

const [first, ...others] = sourcesOf(3);

export const CASES: Readonly<Record<string, Recording>> = {
  small: ingestion(async bench => {
    const worker = await bench.work({ root: bench.newRoot(), activities: ordinary });
    await (await worker.start('small', { sources: [{ ...first!, max_depth: 1 }, ...others] }, { options })).result();
    return ['small'];
  }),
  sliced: ingestion(async bench => {
    const worker = await bench.work({ root: bench.newRoot(), activities: ordinary });
    await (await worker.start('sliced', { sources: sourcesOf(3), stages_config: SLICED }, { options })).result();
    return ['sliced'];
  }),
  cancelled: ingestion(async bench => {
    const { worker, held } = await holding(bench);
    const handle = await worker.start('cancelled', { sources: sourcesOf(2) }, { options });
    await held();
    await cancel(handle);
    return ['cancelled'];
  }),
  'cancelled-sliced': ingestion(async bench => {
    const { worker, held } = await holding(bench);
    const input = { sources: sourcesOf(3), stages_config: SLICED };
    const handle = await worker.start('cancelled-sliced', input, { options });
    await held();
    await cancel(handle);
    return ['cancelled-sliced'];
  }),
  'retry-failed': ingestion(bench => putBack(bench, 'retry-failed')),
  'retry-failed-sliced': ingestion(bench => putBack(bench, 'retry-failed-sliced', '/CRAWLING-0')),
  continued: ingestion(
    async bench => {
      const worker = await bench.work({ root: bench.newRoot(), activities: ordinary });
      const input = { sources: sourcesOf(4).map(source => ({ ...source, max_depth: 1 })) };
      const handle = await worker.start('continued', input, { options });
      const { firstExecutionRunId: runId } = handle as unknown as { firstExecutionRunId: string };
      await handle.result();
      return [{ workflowId: 'continued', runId }];
    },
    { config: { 'limit.historyCount.suggestContinueAsNew': '50' } },
  ),
  resumed: ingestion(async bench => {
    const worker = await bench.work({ root: bench.newRoot(), activities: ordinary });
    const first = await worker.start('resumed', { sources: sourcesOf(2) }, { options });
    await first.result();
    const { runId: previous } = await first.describe();
    const { run } = await readRun(question => question(bench.client), 'resumed', '');
    if (!run) throw new Error('its history was not read');
    const again = await bench.client.workflow.start('IngestionWorkflow', {
      ...{ taskQueue: worker.queue, workflowId: 'resumed', args: [...resumeArguments(run, true).args] },
      memo: { [PREVIOUS_MEMO]: previous },
    });
    await again.result();
    return [
      { workflowId: 'resumed', runId: previous },
      { workflowId: 'resumed', runId: again.firstExecutionRunId, nth: 2 },
    ];
  }),
  python: ingestion(async bench => {
    const python = ensurePython(path.join(PYTHON_WORKER, 'requirements.txt'));
    if ('missing' in python) throw new Error(python.missing);
    const root = bench.newRoot();
    mkdirSync(path.join(root, '.ingestion-workshop'), { recursive: true });
    writeFileSync(path.join(root, 'page.md'), '## Ligne T1\n\nLe tram part à l’heure.\n');
    const args = ['-B', path.join(PYTHON_WORKER, 'worker.py'), '--address', bench.server.address, '--root', root];
    const program = await startProgram({ command: python.python, args });
    const worker = await bench.work({ root, activities: ordinary });
    const handle = await worker.start('python', {
      ...{ stages: ['CHUNKING', 'INDEXING'], stages_config: { CHUNKING: { task_queue: 'PY_WORKER_TASK_QUEUE' } } },
      sources: [
        {
          ...{ uri: 'https://ville.test/tram', current_stage: 'CONVERTION', current_status: 'COMPLETED' },
          converted_md_path: 'page.md',
        },
      ],
    });
    await handle.result();
    await program.letGo();
    return ['python'];
  }),
  api: api(async world => {
    const run = await world.client.workflow.start('ApiIngestionWorkflow', {
      ...{ taskQueue: QUEUE, workflowId: 'api' },
      args: [eventsOf(world, 'api')],
    });
    await run.result();
    return ['api'];
  }),
  'api-continued': api(async world => {
    const run = await world.client.workflow.start('ApiIngestionWorkflow', {
      ...{ taskQueue: QUEUE, workflowId: 'api-continued' },
      args: [eventsOf(world, 'api-continued'), { bounds: { batch: 1, events: 60 } }],
    });
    await run.result();
    return [{ workflowId: 'api-continued', runId: run.firstExecutionRunId }];
  }),
  backfill: api(async world => {
    const days = await serveDays();
    days.failing.add('2026-01-02');
    const input = {
      ...{ base_url: days.url, start_date: '2026-01-01', end_date: '2026-01-03', output_dir: 'backfill' },
      ...{ pagination: 'offset', start_param: 'from', end_param: 'to', max_attempts: 1 },
    };
    await world.client.workflow.execute('BackfillWorkflow', {
      ...{ taskQueue: QUEUE, workflowId: 'backfill', args: [input, { options: { maxParallel: 2 } }] },
    });
    await days.close();
    return ['backfill'];
  }),
};

type Told = Promise<readonly (string | Execution)[]>;

const executionsOf = async (told: Told): Promise<readonly Execution[]> =>
  (await told).map(one => (typeof one === 'string' ? { workflowId: one } : one));

function ingestion(run: (bench: Bench) => Told, server: ServerOptions = {}): Recording {
  return async () => {
    const bench = await openBench(server);
    if ('missing' in bench) return bench;
    return { client: bench.client, executions: () => executionsOf(run(bench)), close: bench.close };
  };
}

function api(run: (world: World) => Told): Recording {
  return async () => {
    const server = await startTemporal();
    if ('missing' in server) return server;
    const world = await openWorld(server, 30);
    const stop = await startWorker(world, server);
    return {
      client: world.client,
      executions: () => executionsOf(run(world)),
      async close() {
        await stop();
        await world.close();
        await server.stop();
      },
    };
  };
}

const eventsOf = ({ api: site }: World, folder: string) => ({
  ...{ base_url: `${site.url}events/page`, pagination: 'page', page_size: 10, output_dir: folder },
  ...{ start_date: '2026-01-01', end_date: '2026-01-02', date_column: 'event_date' },
});

async function cancel(handle: WorkflowHandle): Promise<void> {
  await handle.cancel();
  await handle.result().catch(() => undefined);
}

/** A worker whose SCRAPING waits until it is cancelled, or let go of; of one Source it fails, once. */
async function holding(bench: Bench): Promise<{ worker: Working; held(): Promise<void>; letGo(): void }> {
  let [isHeld, hasFailed] = [false, false];
  let letGo: () => void = () => undefined;
  const free = new Promise<void>(resolve => (letGo = resolve));
  const activities = noopActivities(async (source, stage, _call, context) => {
    if (stage !== 'SCRAPING' || (source.uri.endsWith('/0') && hasFailed)) return;
    if (source.uri.endsWith('/0')) {
      hasFailed = true;
      throw lost();
    }
    isHeld = true;
    const beats = setInterval(() => context.heartbeat(), 500);
    await Promise.race([context.cancelled, free]).finally(() => clearInterval(beats));
  });
  const worker = await bench.work({ root: bench.newRoot(), activities });
  return { worker, letGo, held: () => vi.waitFor(() => expect(isHeld && hasFailed).toBe(true), UNTIL) };
}

/** What failed is put back while something else runs, and is done this time. */
async function putBack(bench: Bench, name: string, slice = ''): Told {
  const { worker, held, letGo } = await holding(bench);
  const input = { sources: sourcesOf(3), ...(slice ? { stages_config: SLICED } : {}) };
  const handle = await worker.start(name, input, { options });
  await held();
  await vi.waitFor(async () => {
    const { raw } = await bench.client.workflow.getHandle(`${name}${slice}`).describe();
    const isPending = raw.pendingActivities?.map(({ activityType }) => activityType?.name);
    expect(isPending).toEqual(slice ? ['SCRAPING'] : ['SCRAPING', 'SCRAPING']);
  }, UNTIL);
  await handle.executeUpdate(RETRY_FAILED_UPDATE);
  letGo();
  expect(await handle.result()).toMatchObject({ completed: 3 });
  return [name];
}
