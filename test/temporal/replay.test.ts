import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { CASES } from './replay/cases.ts';
import { record } from './replay/record.ts';
import { installRuntime, quiet } from '../servers/quietRuntime.ts';

/** Histories of runs as `replay/record.ts` has recorded them, a folder a case; no server is needed. */
const FOLDER = path.resolve('test/golden/temporal-histories');
if (process.env.RECORD) await record(FOLDER, process.env.RECORD);
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.json'))
  .map(name => name.split(path.sep).join('/'));

/** What a careless change is (`replay/changed.ts`), and where it must be seen. */
const CHANGES: readonly (readonly [change: string, name: string])[] = [
  ['WithSleep', 'small/small.json'],
  ['WithSwappedStages', 'small/small.json'],
  ['WithSleep', 'sliced/sliced.json'],
  ['WithSwappedStages', 'sliced/sliced-CRAWLING-0.json'],
  ['WithSleep', 'retry-failed/retry-failed.json'],
  ['WithSleep', 'python/python.json'],
  ['WithSleep', 'api/api.json'],
  ['WithSleep', 'backfill/backfill.json'],
];

type History = ReturnType<typeof historyFromJSON>;

interface Replayed {
  /** Of the execution: what it calls its children goes by it. */
  readonly workflowId: string;
  readonly history: History;
}

/** As if the run had been begun by the workflow that was changed so. */
function read(name: string, change = ''): Replayed {
  const text = readFileSync(path.join(FOLDER, name), 'utf8').replace(/"workflowType":\{"name":"\w+/, `$&${change}`);
  const history = historyFromJSON(JSON.parse(text));
  return { history, workflowId: started(history)?.workflowId ?? '' };
}

const started = ({ events }: History) => events?.[0]?.workflowExecutionStartedEventAttributes;

let options: ReplayWorkerOptions;
/** By execution; undefined: the history goes on. */
const errors = new Map<string, Error | undefined>();

beforeAll(async () => {
  installRuntime();
  const workflowsPath = path.resolve('test/temporal/replay/changed.ts');
  options = { workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: quiet }) };
  const all = names.map(name => read(name));
  for await (const { runId, error } of Worker.runReplayHistories(options, all)) errors.set(runId, error);
}, 120_000);

test('each way that a run may go has its histories', () => {
  expect([...new Set(names.map(name => name.split('/')[0]))].sort()).toEqual(Object.keys(CASES).sort());
});

test.each(names)('%s goes on under the workflows of today', name => {
  const execution = started(read(name).history)?.originalExecutionRunId ?? '';
  expect([...errors.keys()]).toContain(execution);
  expect(errors.get(execution)?.message).toBeUndefined();
});

test.each(CHANGES)('a workflow %s is refused %s of the one before', async (change, name) => {
  const { history, workflowId } = read(name, change);
  const thrown: unknown = await Worker.runReplayHistory(options, history, workflowId).catch((error: unknown) => error);
  expect(thrown instanceof Error && thrown.name).toBe('DeterminismViolationError');
});
