import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { RunOptions } from '../../src/model/event.ts';
import type { RunState } from '../../src/model/runState.ts';
import type { Stage } from '../../src/model/stage.ts';
import { runDefaults } from '../../src/model/runDefaults.ts';
import { countOutcomes } from '../../src/model/outcome.ts';
import type { RunCall } from '../../src/model/temporal/call.ts';
import { carryRun } from '../../src/model/temporal/carry.ts';
import { jsonBytes, LARGEST_PAYLOAD } from '../../src/model/temporal/phases.ts';
import { createTemporalClient, type TemporalClient } from '../../src/temporal/client.ts';
import { orSkip } from '../servers/required.ts';
import { openBench, type Bench } from './ingestion/bench.ts';
import { failure, noopActivities, sourcesOf } from './ingestion/noop.ts';

vi.setConfig({ testTimeout: 240_000 });

const opened = orSkip('temporal', await openBench());
const options: RunOptions = { ...runDefaults('test'), inputFile: null, currentFolder: '/', concurrency: 20 };
const UNTIL = { timeout: 60_000, interval: 50 };
/** Few Sources with much to carry, and executions that go on early, take the ways of many. */
const [COUNT, TEXT] = [50, 'x'.repeat(90_000)];
const call: RunCall = { options, bounds: { bytes: 1_500_000 } };

describe.skipIf(!opened)('a run whose state is larger than a payload', () => {
  // SAFETY: without a server none of these tests runs.
  const bench = opened as Bench;
  afterAll(() => bench.close());

  type Act = (uri: string, stage: Stage) => Promise<void>;

  async function openRun(act: Act = async () => undefined) {
    const root = bench.newRoot();
    const ran: string[] = [];
    const activities = noopActivities(async (source, stage) => {
      await act(source.uri, stage);
      ran.push(`${stage} ${source.uri}`);
      const done = { ...source, current_stage: stage, current_status: 'COMPLETED' as const, error: null };
      return stage === 'CHUNKING' ? { source: { ...done, metadata: { text: TEXT } } } : {};
    });
    const { SOURCES_LIST: _list, ...stages } = activities;
    const worker = await bench.work({ root, activities: stages });
    onTestFinished(worker.stop);
    const client = clientOf(worker.queue);
    onTestFinished(() => client.close());
    const runId = `large-${crypto.randomUUID().slice(0, 8)}`;
    const input = { sources: sourcesOf(COUNT), stages_config: { CHUNKING: { bulk_size: 25 } } };
    const handle = await worker.start(runId, input, call);
    return { handle, client, runId, ran, folder: path.join(root, '.ingestion-workshop', 'runs', runId) };
  }

  const clientOf = (taskQueue: string): TemporalClient =>
    createTemporalClient({
      ...{ address: bench.server.address, namespace: bench.server.namespace, taskQueue },
      ...{ tls: false, tlsCa: null, tlsCert: null, tlsKey: null, apiKey: '' },
    });

  const stateOf = async (client: TemporalClient, runId: string): Promise<RunState> => {
    const { run } = await client.read(runId);
    if (run?.workflowType !== 'IngestionWorkflow') throw new Error(`${runId} is no ingestion`);
    return run.state;
  };

  /** Temporal's run ids, the last one first. */
  async function executionsOf({ workflowId }: WorkflowHandle): Promise<number> {
    let count = 0;
    for await (const _one of bench.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) count += 1;
    return count;
  }

  const isOnce = (ran: readonly string[]): boolean => new Set(ran).size === ran.length;

  test('goes on as new, twice and more, and when it has ended is resumed; nothing is done twice', async () => {
    let broken = true;
    const { handle, client, runId, ran, folder } = await openRun(async (uri, stage) => {
      if (broken && stage === 'INDEXING' && uri.endsWith('7'))
        throw failure({ kind: 'data', code: 'http_status', params: { status: 404 } });
    });
    const lost = COUNT / 10;
    expect(await handle.result()).toMatchObject({ completed: COUNT - lost, error: lost });
    await vi.waitFor(async () => expect(await executionsOf(handle)).toBeGreaterThan(2), UNTIL);
    expect(readdirSync(path.join(folder, 'carried')).length).toBeGreaterThan(2);
    expect(existsSync(path.join(folder, 'sources_db.yaml'))).toBe(true);
    const before = await stateOf(client, runId);
    expect(jsonBytes(carryRun(before))).toBeGreaterThan(2 * LARGEST_PAYLOAD);
    broken = false;
    await client.resume(runId, true);
    expect(await bench.client.workflow.getHandle(runId).result()).toMatchObject({ completed: COUNT, error: 0 });
    expect(isOnce(ran)).toBe(true);
    expect(ran.length).toBe(COUNT * 5);
    expect(countOutcomes(await stateOf(client, runId))).toMatchObject({ completed: COUNT, error: 0 });
  });

  test('cancelled between two executions it keeps what was done, and goes on from there', async () => {
    const { handle, client, runId, ran } = await openRun();
    await vi.waitFor(async () => expect(await executionsOf(handle)).toBeGreaterThan(1), UNTIL);
    await handle.cancel();
    await handle.result().catch(() => undefined);
    expect((await handle.describe()).status.name).toBe('CANCELLED');
    const done = new Set(ran);
    expect(done.size).toBeGreaterThan(COUNT);
    const counts = countOutcomes(await stateOf(client, runId));
    expect(counts.discovered).toBe(COUNT);
    await client.resume(runId, false);
    expect(await bench.client.workflow.getHandle(runId).result()).toMatchObject({ completed: COUNT });
    // What was in flight when it was cancelled may have been done, unheard.
    expect(ran.length - new Set(ran).size).toBeLessThanOrEqual(options.concurrency);
  });

  test('a page with more links than a payload takes: all of them are known', async () => {
    const LINKS = 10_000;
    const links = Array.from({ length: LINKS }, (_, at) => `<a href="/${'l'.repeat(180)}-${at}">${at}</a>`).join('\n');
    const site = createServer((request, response) => {
      const isRobots = request.url === '/robots.txt';
      response.writeHead(isRobots ? 404 : 200, { 'content-type': 'text/html' });
      response.end(
        isRobots ? '' : `<title>A</title><h1>A</h1><p>${request.url}</p>${request.url === '/' ? links : ''}`,
      );
    });
    await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void site.close());
    // SAFETY: a server that listens on a port has such an address.
    const uri = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
    const worker = await bench.work({ root: bench.newRoot() });
    onTestFinished(worker.stop);
    const client = clientOf(worker.queue);
    onTestFinished(() => client.close());
    const runId = `links-${crypto.randomUUID().slice(0, 8)}`;
    const input = {
      ...{
        stages: ['CRAWLING' as const],
        sources: [
          { uri, max_depth: 1 },
          { uri: `${uri}b`, max_depth: 1 },
        ],
        crawling_config: { max_pages: 4 },
      },
      stages_config: { CRAWLING: { bulk_size: 1 } },
    };
    const handle = await worker.start(runId, input, { options });
    expect(await handle.result()).toMatchObject({ discovered: 4 });
    const state = await stateOf(client, runId);
    expect(state.sources.map(({ level }) => level)).toEqual([0, 0, 1, 1]);
    expect(state.leftOut).toBe(LINKS - 2);
  });
});
