import { expect, it } from 'vitest';
import { pruneRuns } from '../../../src/engine/pruneRuns.ts';
import type { RunStore, ServerRun } from '../../../src/engine/ports.ts';
import { summariseApiRun } from '../../../src/model/api/describeApiRun.ts';
import { startApiRun } from '../../../src/model/api/apiRunState.ts';
import type { RunSummary } from '../../../src/model/view.ts';

const runOf = (workflowId: string, day: number, parent?: string): RunSummary => ({
  ...summariseApiRun(
    startApiRun({
      eventId: 1,
      eventTime: `2026-01-0${day}T00:00:00.000Z`,
      eventType: 'WorkflowExecutionStarted',
      attributes: {
        workflowType: 'ApiIngestionWorkflow',
        workflowId,
        input: {},
        options: { inputFile: null, currentFolder: '/', ...(parent === undefined ? {} : { parent }) },
        identity: 'test',
      },
    }),
    null,
  ),
});

async function prune(
  runs: readonly RunSummary[],
  asked: { keepRuns?: number; olderThanDays?: number },
  onServer: readonly ServerRun[] = [],
) {
  const gone: string[] = [];
  const store: Pick<RunStore, 'size' | 'remove' | 'onServer'> = {
    ...{ size: async () => 10, remove: async id => void gone.push(id) },
    onServer: async () => onServer,
  };
  const ports = { clock: { now: () => new Date('2026-01-09T00:00:00Z'), sleep: async () => undefined } };
  // SAFETY: it asks for nothing else.
  const result = await pruneRuns({ ...ports, runs: store as RunStore }, { dryRun: false, ...asked }, async () => runs);
  expect(result.removed).toEqual(gone);
  return gone;
}

it('removes the days of a backfill with it, and counts them for nothing beside it', async () => {
  const runs = [runOf('c', 5), runOf('b-2', 4, 'b'), runOf('b-1', 4, 'b'), runOf('b', 3), runOf('a', 1)];
  expect(await prune(runs, { keepRuns: 2 })).toEqual(['a']);
  expect(await prune(runs, { keepRuns: 1 })).toEqual(['b', 'a', 'b-2', 'b-1']);
});

it('removes a day whose backfill is gone like any run, by its age', async () => {
  const runs = [runOf('c', 8), runOf('b-1', 2, 'b')];
  expect(await prune(runs, { olderThanDays: 3 })).toEqual(['b-1']);
});

it('never removes what somebody runs', async () => {
  expect(await prune([{ ...runOf('a', 1), owner: 'pid 1' }], { keepRuns: 0 })).toEqual([]);
});

it('removes what a server’s run left when nobody has written there for a week, and counts it beside the others', async () => {
  const onServer = [
    { runId: 'quiet', startedAt: '2025-12-20T00:00:00.000Z', writtenAt: '2026-01-01T23:00:00.000Z' },
    { runId: 'on', startedAt: '2025-12-01T00:00:00.000Z', writtenAt: '2026-01-02T01:00:00.000Z' },
  ];
  expect(await prune([runOf('b', 2), runOf('a', 1)], { keepRuns: 2 }, onServer)).toEqual(['quiet']);
  expect(await prune([runOf('a', 1)], { olderThanDays: 30 }, onServer)).toEqual([]);
  expect(await prune([], { keepRuns: 0 }, onServer)).toEqual(['quiet']);
});
