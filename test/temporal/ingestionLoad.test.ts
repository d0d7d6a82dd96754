import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WorkflowHandle } from '@temporalio/client';
import type { RunOptions } from '../../src/model/event.ts';
import type { Source } from '../../src/model/generated/types.ts';
import { runDefaults } from '../../src/model/runDefaults.ts';
import { orSkip } from '../servers/required.ts';
import { openBench, type Bench } from './ingestion/bench.ts';
import { failure, noopActivities, sourcesOf } from './ingestion/noop.ts';

const opened = orSkip('temporal', await openBench());
const options: RunOptions = { ...runDefaults('test'), inputFile: null, currentFolder: '/', concurrency: 20 };
const UNTIL = { timeout: 25_000, interval: 50 };

describe.skipIf(!opened)('the workflow of an ingestion, with activities that do nothing', () => {
  // SAFETY: without a server none of these tests runs.
  const bench = opened as Bench;
  afterAll(() => bench.close());

  async function openWorker(...act: Parameters<typeof noopActivities>) {
    const worker = await bench.work({ root: bench.newRoot(), activities: noopActivities(...act) });
    onTestFinished(worker.stop);
    return worker;
  }

  /** Events of each execution of a run: its own, and its slices'. */
  async function eventsOf(handle: WorkflowHandle): Promise<number[]> {
    const lengths: number[] = [];
    for await (const { workflowId, historyLength } of bench.client.workflow.list({
      query: `WorkflowId = '${handle.workflowId}' OR WorkflowId STARTS_WITH '${handle.workflowId}/'`,
    }))
      if (workflowId) lengths.push(historyLength ?? 0);
    return lengths;
  }

  test('1,000 Sources through five stages: no execution has more than 2,500 events', async () => {
    const worker = await openWorker();
    const handle = await worker.start('thousand', { sources: sourcesOf(1000) }, { options });
    expect(await handle.result()).toMatchObject({ discovered: 1000, completed: 1000 });
    await vi.waitFor(async () => {
      const events = await eventsOf(handle);
      expect(events.length).toBe(21);
      expect(Math.max(...events)).toBeLessThanOrEqual(2500);
    }, UNTIL);
  }, 300_000);

  test('a long history is continued as a new one, which knows all that was done', async () => {
    let indexed = 0;
    const worker = await openWorker(async (source, stage) => {
      if (stage === 'INDEXING') indexed += 1;
      if (stage === 'SCRAPING') return { sha256: source.uri.endsWith('/7') ? 'twin' : source.uri };
      if (stage === 'CONVERTION')
        return { sha256: source.uri.endsWith('/7') || source.uri.endsWith('/9') ? 'm' : null };
      return {};
    });
    const input = { sources: sourcesOf(160), stages_config: { SCRAPING: { bulk_size: 500 } } };
    const handle = await worker.start('long', input, { options });
    expect(await handle.result()).toMatchObject({ discovered: 160, completed: 159, alias: 1 });
    expect(indexed).toBe(159);
    const { events } = await handle.fetchHistory();
    expect(events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId).toBeTruthy();
    expect(await handle.query('progress')).toMatchObject({ counts: { completed: 159 }, results: 160 * 4 + 159 });
  }, 60_000);

  test('what a person must put right is tried once, other Sources go on', async () => {
    const ran: string[] = [];
    const worker = await openWorker(async (source, stage) => {
      ran.push(`${stage} ${source.uri.at(-1)}`);
      const problem = { kind: 'config', code: 'database_variable_missing', params: { variable: 'X' } } as const;
      if (stage === 'INDEXING' && source.uri.endsWith('/1')) throw failure(problem);
    });
    const input = { sources: sourcesOf(3) };
    const handle = await worker.start('config', input, { options });
    expect(await handle.result()).toMatchObject({ completed: 2, error: 1 });
    expect(ran.filter(text => text === 'INDEXING 1').length).toBe(1);
    const views = await handle.query<{ reason: { code: string } | null }[]>('sources');
    expect(views.map(({ reason }) => reason?.code ?? null)).toEqual([null, 'database_variable_missing', null]);
  });

  test('what failed is put back while the run goes on, in slices, too', async () => {
    let broken = true;
    let release: () => void = () => undefined;
    const held = new Promise<void>(resolve => (release = resolve));
    const worker = await openWorker(async (source: Source, stage) => {
      if (stage !== 'SCRAPING') return;
      if (broken && source.uri.endsWith('/0'))
        throw failure({ kind: 'data', code: 'http_status', params: { status: 404 } });
      if (source.uri.endsWith('/1')) await held;
    });
    onTestFinished(() => release()); // Before the worker stops, which waits for it.
    const again = `again-${crypto.randomUUID().slice(0, 8)}`;
    for (const bulk_size of [100, 2]) {
      broken = true;
      const input = { sources: sourcesOf(3), stages_config: { SCRAPING: { bulk_size } } };
      const handle = await worker.start(`${again}-${bulk_size}`, input, { options });
      await vi.waitFor(async () => {
        const asked = bulk_size === 100 ? handle : bench.client.workflow.getHandle(`${again}-${bulk_size}/CRAWLING-0`);
        const events = (await asked.fetchHistory()).events ?? [];
        expect(events.some(event => event.activityTaskFailedEventAttributes)).toBe(true);
      }, UNTIL);
      broken = false;
      const reopened: unknown = await handle.executeUpdate('retryFailed');
      expect(reopened).toBe(bulk_size === 100 ? 1 : 0);
      if (bulk_size === 2) release();
      else {
        const scraped = {
          stages: expect.arrayContaining([expect.objectContaining({ stage: 'SCRAPING', state: 'COMPLETED' })]),
        };
        await vi.waitFor(async () => expect(await handle.query('sources', 0, 1)).toMatchObject([scraped]), UNTIL);
        await handle.cancel();
        continue;
      }
      expect(await handle.result()).toMatchObject({ completed: 3, error: 0 });
    }
  }, 60_000);
});
