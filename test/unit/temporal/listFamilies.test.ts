import { expect, test } from 'vitest';
import type { Ask } from '../../../src/temporal/executions.ts';
import { listFamilies, type Families } from '../../../src/temporal/listFamilies.ts';

const [RUNNING, COMPLETED] = [1, 2];

interface Known {
  readonly id: string;
  readonly type?: string;
  readonly parent?: string;
  status: number;
  readonly runId?: string;
}

/** A server that answers pages of at most three. */
function serverOf(known: readonly Known[]) {
  const queries: string[] = [];
  const listWorkflowExecutions = (asked: { query: string; pageSize: number; nextPageToken?: Uint8Array }) => {
    queries.push(asked.query);
    const parent = /ParentWorkflowId = '([^']*)'/.exec(asked.query)?.[1];
    const from = asked.nextPageToken?.[0] ?? 0;
    const size = Math.min(asked.pageSize, 3);
    const found = known.filter(one => one.parent === parent);
    const executions = found.slice(from, from + size).map(one => ({
      execution: { workflowId: one.id, runId: one.runId ?? one.id },
      type: { name: one.type ?? 'IngestionWorkflow' },
      status: one.status,
      ...(one.parent === undefined ? {} : { parentExecution: { workflowId: one.parent } }),
    }));
    const nextPageToken = found.length > from + size ? new Uint8Array([from + size]) : new Uint8Array();
    return Promise.resolve({ executions, nextPageToken });
  };
  const client = { options: { namespace: 'n' }, workflowService: { listWorkflowExecutions } };
  // SAFETY: nothing else of it is asked.
  const ask = (question => question(client as never)) as Ask;
  return { ask, queries };
}

const namesOf = (found: readonly { readonly workflowId: string }[]) => found.map(({ workflowId }) => workflowId);
const DAYS: Known[] = ['1', '2', '3', '4', '5'].map(day => ({
  ...{ id: `b-${day}`, type: 'ApiIngestionWorkflow', parent: 'b', status: COMPLETED },
}));

test('runs are listed beyond the first page, the days of a backfill after them', async () => {
  const others = ['w', 'x', 'y', 'z'].map(id => ({ id, status: COMPLETED }));
  const server = serverOf([{ id: 'b', type: 'BackfillWorkflow', status: COMPLETED }, ...others, ...DAYS]);
  const found = await listFamilies(server.ask, new Map());
  expect(namesOf(found)).toEqual(['b', 'w', 'x', 'y', 'z', 'b-1', 'b-2', 'b-3', 'b-4', 'b-5']);
  expect(found.map(({ parent }) => parent).slice(4, 6)).toEqual([null, 'b']);
  expect(server.queries[0]).toContain('ParentWorkflowId IS NULL');
});

test('days of a backfill that has ended are asked for once, those of one that is on at each look', async () => {
  const backfill: Known = { id: 'b', type: 'BackfillWorkflow', status: RUNNING };
  const server = serverOf([backfill, ...DAYS]);
  const families: Families = new Map();
  const askedForDays = async () => {
    server.queries.length = 0;
    const found = await listFamilies(server.ask, families);
    expect(found).toHaveLength(6);
    return server.queries.some(query => query.includes("= 'b'"));
  };
  expect([await askedForDays(), await askedForDays()]).toEqual([true, true]);
  backfill.status = COMPLETED;
  expect([await askedForDays(), await askedForDays()]).toEqual([true, false]);
});

test('a run of which only the newest execution counts is listed once', async () => {
  const server = serverOf([
    { id: 'a', runId: '2', status: RUNNING },
    { id: 'a', runId: '1', status: COMPLETED },
  ]);
  const found = await listFamilies(server.ask, new Map());
  expect(found.map(({ runId }) => runId)).toEqual(['2']);
});
