import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts';
import type { RunOptions } from '../../src/model/event.ts';
import type { Source } from '../../src/model/generated/types.ts';
import { runDefaults } from '../../src/model/runDefaults.ts';
import { createTemporalClient } from '../../src/temporal/client.ts';
import { orSkip } from '../servers/required.ts';
import { openBench, type Bench, type Ingestion } from './ingestion/bench.ts';
import { buildWorkers, type ShippedWorkers } from './ingestion/shippedWorker.ts';

const opened = orSkip('temporal', await openBench());
const UNTIL = { timeout: 60_000, interval: 100 };
/** Of a pending activity that a worker has begun. */
const STARTED = 2;
const options: RunOptions = { ...runDefaults('test'), inputFile: null, currentFolder: '/' };

describe.skipIf(!opened)('workers that die, wait or are several', { timeout: 180_000 }, () => {
  // SAFETY: without a server none of these tests runs.
  const bench = opened as Bench;
  let site: PracticeSite;
  let workers: ShippedWorkers;
  beforeAll(async () => {
    site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
    workers = await buildWorkers(bench);
  });
  afterAll(async () => {
    workers.close();
    await site.close();
    await bench.close();
  });

  const named = (name: string): string => `${name}-${crypto.randomUUID().slice(0, 8)}`;

  function startRun(runId: string, sources: readonly Source[], more: Partial<RunOptions> = {}) {
    return bench.client.workflow.start<Ingestion>('IngestionWorkflow', {
      ...{ taskQueue: runId, workflowId: runId },
      args: [{ sources: [...sources] }, { options: { ...options, ...more } }],
    });
  }

  async function untilStarted(handle: WorkflowHandle, stage: string, identity: string): Promise<void> {
    await vi.waitFor(async () => {
      const pending = (await handle.describe()).raw.pendingActivities ?? [];
      const begun = pending.filter(({ state }) => state === STARTED);
      expect(begun.map(one => [one.activityType?.name, one.lastWorkerIdentity])).toContainEqual([stage, identity]);
    }, UNTIL);
  }

  /** Files of a folder that workers share, in the place of pages of the web. */
  function pagesIn(root: string, count: number): Source[] {
    mkdirSync(path.join(root, 'given'), { recursive: true });
    return Array.from({ length: count }, (_, at) => {
      const raw_file_path = `given/page-${at}.html`;
      const said = Array.from({ length: 30 }, (_, line) => `<p>Le tram ${at} part du quai ${line}, à l’aube.</p>`);
      writeFileSync(path.join(root, raw_file_path), `<title>Page ${at}</title><h1>Tram ${at}</h1>${said.join('\n')}`);
      const done = { current_stage: 'SCRAPING', current_status: 'COMPLETED' } as const;
      return { uri: `https://ville.example/${at}`, mime_type: 'text/html', raw_file_path, ...done };
    });
  }

  const indexOf = (root: string) => openSqliteStore(path.join(root, '.ingestion-workshop', 'index.sqlite'));

  test('through five deaths over one activity the run goes on, and its end is no error', async () => {
    const runId = named('deaths');
    const page = '/vie-pratique/tarifs';
    site.faults.set('slow', 5, { path: page });
    const slowLeft = () => site.faults.list().find(({ name }) => name === 'slow')?.left;
    let worker = await workers.start(runId);
    const handle = await startRun(runId, [{ uri: new URL(page, site.url).href }]);
    for (let deaths = 0; deaths < 5; deaths += 1) {
      await vi.waitFor(() => expect(slowLeft()).toBe(4 - deaths), UNTIL);
      await worker.kill();
      worker = await workers.start(runId);
    }
    expect(await handle.result()).toMatchObject({ completed: 1, error: 0 });
    const [view] = await handle.query<{ stages: { attempts: number }[] }[]>('sources');
    expect(view?.stages.map(({ attempts }) => attempts)).toEqual([1, 6, 1, 1, 1]);
    await worker.kill();

    const { address, namespace } = bench.server;
    const tls = { tls: false, tlsCa: null, tlsCert: null, tlsKey: null, apiKey: '' };
    const client = createTemporalClient({ address, namespace, taskQueue: runId, ...tls });
    try {
      const { run, status } = await client.read(runId);
      const [source] = run?.workflowType === 'IngestionWorkflow' ? run.state.sources : [];
      expect(status).toBe('COMPLETED');
      expect(source?.activities.get('SCRAPING')).toMatchObject({ status: 'COMPLETED', attempt: 6 });
    } finally {
      await client.close();
    }
  });

  test('a worker that waits for another writer of the index is alive', async () => {
    const runId = named('waits');
    const root = workers.rootOf(runId);
    const [first, second] = pagesIn(root, 2);
    const worker = await workers.start(runId);
    await (await startRun(runId, [first!])).result();
    const index = new DatabaseSync(path.join(root, '.ingestion-workshop', 'index.sqlite'));
    index.exec('BEGIN IMMEDIATE');
    const handle = await bench.client.workflow.start<Ingestion>('IngestionWorkflow', {
      ...{ taskQueue: runId, workflowId: `${runId}-again`, args: [{ sources: [second!] }] },
    });
    await untilStarted(handle, 'INDEXING', worker.identity);
    await wait(3_500); // Longer than a worker may be silent, and shorter than one waits for its turn.
    index.exec('ROLLBACK');
    index.close();
    expect(await handle.result()).toMatchObject({ completed: 1 });
    const events = (await handle.fetchHistory()).events ?? [];
    expect(events.filter(event => event.activityTaskTimedOutEventAttributes)).toEqual([]);
    await worker.kill();
  });

  test('two processes index 80 Sources into one file: nothing is lost, doubled or locked out', async () => {
    const runId = named('two');
    const root = workers.rootOf(runId);
    const sources = pagesIn(root, 80);
    const both = await Promise.all([workers.start(runId), workers.start(runId)]);
    const handle = await startRun(runId, sources, { concurrency: 16 });
    expect(await handle.result()).toMatchObject({ discovered: 80, completed: 80, error: 0 });
    const events = (await handle.fetchHistory()).events ?? [];
    const started = events.flatMap(event => event.activityTaskStartedEventAttributes ?? []);
    expect(new Set(started.map(({ identity }) => identity))).toEqual(new Set(both.map(({ identity }) => identity)));
    expect(started.filter(({ lastFailure }) => lastFailure)).toEqual([]);
    for (const worker of both) {
      expect(worker.said()).not.toMatch(/lock/);
      await worker.kill();
    }
    const store = indexOf(root);
    try {
      const { chunks, total } = await store.chunks({ collection: 'default', from: 0, count: 10_000 });
      expect(new Set(chunks.map(({ uri }) => uri))).toEqual(new Set(sources.map(({ uri }) => uri)));
      expect(new Set(chunks.map(({ uri, chunkId }) => `${uri} ${chunkId}`)).size).toBe(total);
      expect(await store.sources('default')).toHaveLength(80);
    } finally {
      await store.close();
    }
  });
});
