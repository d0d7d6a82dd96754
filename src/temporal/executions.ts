import type { Client } from '@temporalio/client';
import { toProblem } from '../model/problem.ts';
import type { ExecutionId, PendingActivity, ServerEvent } from '../model/temporal/serverEvent.ts';
import type { RunStatus } from '../model/view.ts';
import { readEvent, readPending, timeOf } from './readEvents.ts';

/** Asks the server, with failures as Problems (see `TemporalClient.ask`). */
export type Ask = <Answer>(question: (client: Client) => Promise<Answer>, deadlineMs?: number) => Promise<Answer>;

/** Which execution; without Temporal's run id, the latest of this workflow id. */
export type Asked = Pick<ExecutionId, 'workflowId'> & Partial<ExecutionId>;

interface PageAsked {
  readonly token?: Uint8Array | undefined;
  readonly waits?: boolean;
  readonly deadlineMs?: number;
}

export interface Page {
  readonly events: readonly ServerEvent[];
  /** Empty: that was all there is, and a history that was waited for has ended. */
  readonly token: Uint8Array;
}

/** As many as the server gives at a time. `waits`: until something new is there, or nothing more will come. */
export async function readPage(
  ask: Ask,
  { workflowId, runId = '' }: Asked,
  { token, waits = false, deadlineMs }: PageAsked = {},
): Promise<Page> {
  const { history, nextPageToken } = await ask(
    client =>
      client.workflowService.getWorkflowExecutionHistory({
        ...{ namespace: client.options.namespace, execution: { workflowId, runId }, waitNewEvent: waits },
        ...(token ? { nextPageToken: token } : {}),
      }),
    deadlineMs,
  );
  return { events: (history?.events ?? []).map(readEvent), token: nextPageToken ?? new Uint8Array() };
}

/** All that is there now. */
export async function readWhole(ask: Ask, execution: ExecutionId): Promise<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  for (let token: Uint8Array | undefined; token === undefined || token.length > 0;) {
    const page = await readPage(ask, execution, { token });
    events.push(...page.events);
    token = page.token;
  }
  return events;
}

export interface Described extends ExecutionId {
  readonly workflowType: string;
  /** The workflow id of the run whose part it is. */
  readonly parent: string | null;
  readonly status: RunStatus | 'CONTINUED';
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly pending: readonly PendingActivity[];
}

export async function describe(ask: Ask, { workflowId, runId = '' }: Asked): Promise<Described> {
  const { workflowExecutionInfo: info, pendingActivities } = await ask(client =>
    client.workflowService.describeWorkflowExecution({
      ...{ namespace: client.options.namespace, execution: { workflowId, runId } },
    }),
  );
  return { ...readInfo(info ?? {}), pending: (pendingActivities ?? []).map(readPending) };
}

type RawInfo = NonNullable<
  Awaited<ReturnType<Client['workflowService']['listWorkflowExecutions']>>['executions']
>[number];

export type Listed = Omit<Described, 'pending'>;

export const readInfo = (info: RawInfo): Listed => ({
  workflowId: info.execution?.workflowId ?? '',
  runId: info.execution?.runId ?? '',
  workflowType: info.type?.name ?? '',
  parent: info.parentExecution?.workflowId ?? null,
  status: STATUSES[info.status ?? 0] ?? 'RUNNING',
  startedAt: timeOf(info.startTime) ?? '',
  endedAt: timeOf(info.closeTime) ?? null,
});

/** `temporal.api.enums.v1.WorkflowExecutionStatus`; one that is paused there (8) is on. */
const STATUSES: readonly (RunStatus | 'CONTINUED')[] = [
  ...(['RUNNING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELED', 'TERMINATED', 'CONTINUED', 'TIMED_OUT'] as const),
];

/** How many executions of one run are read; each has two thousand events or more. */
const LONGEST_CHAIN = 50;

/**
 * The executions of a run, the first one first, with the first page of each: what a run that continued as new, or was
 * resumed, has done before. One that the server has forgotten is where it begins.
 */
export async function readChain(ask: Ask, asked: Asked): Promise<readonly ExecutionId[]> {
  const { workflowId, runId } = asked.runId === undefined ? await describe(ask, asked) : { runId: '', ...asked };
  const chain: ExecutionId[] = [{ workflowId, runId }];
  while (chain.length < LONGEST_CHAIN) {
    const previous = await previousOf(ask, chain[0]!);
    if (previous === undefined) break;
    chain.unshift({ workflowId, runId: previous });
  }
  return chain;
}

async function previousOf(ask: Ask, execution: ExecutionId): Promise<string | undefined> {
  const { events } = await ask(client =>
    client.workflowService.getWorkflowExecutionHistory({
      ...{ namespace: client.options.namespace, execution, maximumPageSize: 1 },
    }),
  ).then(({ history }) => ({ events: (history?.events ?? []).map(readEvent) }));
  const previous = events[0]?.attributes.previousRunId;
  if (previous === undefined) return undefined;
  try {
    await describe(ask, { workflowId: execution.workflowId, runId: previous });
    return previous;
  } catch (error) {
    if (toProblem(error).code === 'temporal_run_unknown') return undefined;
    throw error;
  }
}

/** The child that an event tells of. Days of a backfill are runs of their own, which are read by themselves. */
export const childOf = ({ eventType, attributes }: ServerEvent): ExecutionId | undefined =>
  eventType === 'ChildWorkflowExecutionStarted' &&
  attributes.workflowId &&
  attributes.runId &&
  attributes.workflowType !== 'ApiIngestionWorkflow'
    ? { workflowId: attributes.workflowId, runId: attributes.runId }
    : undefined;

interface ListAsked {
  readonly types: readonly string[];
  /** Null: those that are nobody's part; a workflow id: the parts of that one. */
  readonly parent: string | null;
  /** At most so many. */
  readonly count: number;
}

/** What the server gives at a time, and how often it is asked: executions of one run may be many. */
const PAGE = 200;
const MOST_PAGES = 5;

/** Those that are on first, then the newest; of a run that has several executions the latest. */
export async function listRuns(ask: Ask, { types, parent, count }: ListAsked): Promise<readonly Listed[]> {
  const names = types.map(type => `'${type}'`).join(',');
  const of = parent === null ? 'IS NULL' : `= '${parent.replaceAll("'", "''")}'`;
  const query = `WorkflowType IN (${names}) AND ParentWorkflowId ${of} AND ExecutionStatus != 'ContinuedAsNew'`;
  const latest = new Map<string, Listed>();
  let nextPageToken: Uint8Array | undefined;
  for (let page = 0; page < MOST_PAGES && latest.size < count; page += 1) {
    const asked = { query, pageSize: Math.min(PAGE, count), ...(nextPageToken ? { nextPageToken } : {}) };
    const found = await ask(client =>
      client.workflowService.listWorkflowExecutions({ namespace: client.options.namespace, ...asked }),
    );
    for (const listed of (found.executions ?? []).map(readInfo)) keepLatest(latest, listed);
    nextPageToken = found.nextPageToken ?? undefined;
    if (!nextPageToken?.length) break;
  }
  return [...latest.values()].slice(0, count);
}

function keepLatest(latest: Map<string, Listed>, listed: Listed): void {
  const known = latest.get(listed.workflowId);
  if (!known || known.startedAt < listed.startedAt) latest.set(listed.workflowId, listed);
}
