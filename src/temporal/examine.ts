import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { toProblem } from '../model/problem.ts';
import {
  diagnose,
  type AskedQueue,
  type Diagnosis,
  type PendingActivity,
  type QueueFacts,
  type StandingRun,
} from '../model/temporal/diagnose.ts';
import { isPythonQueue, PING_WORKFLOW } from '../model/temporal/names.ts';
import type { TemporalClient } from './client.ts';

/** A worker that lives answers within a tenth of a second; a busy machine's within one or two. */
const PING_MS = 3_000;
/** Children that are looked at for what hangs in them. */
const CHILDREN = 20;

type Pending = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];
type Time = { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined;

/** The queue doctor's answer; what cannot be asked because the server is away is its finding. */
export async function consult(
  { place, ask }: Pick<TemporalClient, 'place' | 'ask'>,
  runId: string | null,
): Promise<readonly Diagnosis[]> {
  const { address, namespace, taskQueue: queue } = place;
  const nothing: QueueFacts = { address, namespace, connection: null, queues: [], run: null };
  const facts = await ask(client => examine(client, { queue, runId })).then(
    known => ({ ...nothing, ...known }),
    (thrown: unknown) => ({ ...nothing, connection: toProblem(thrown) }),
  );
  return diagnose(facts);
}

interface Asked {
  /** That workflows are sent to. */
  readonly queue: string;
  readonly runId: string | null;
}

/**
 * Asks the server all that the doctor wants to know: the queues' backlogs, a worker's ping, what the run and its children
 * wait for. Takes up to 3 s where nobody answers. Throws what the connection throws.
 */
async function examine(client: Client, { queue, runId }: Asked): Promise<Pick<QueueFacts, 'queues' | 'run'>> {
  const seen = runId === null ? null : await lookAt(client, runId);
  const names = new Set([queue, ...(seen?.queues ?? [])]);
  const asked = await Promise.all([...names].map(name => examineQueue(client, name)));
  const aheadMs = asked.find(known => known.aheadMs !== null)?.aheadMs ?? 0;
  return { queues: asked.map(known => known.queue), run: seen && (await standingOf(client, seen, aheadMs)) };
}

interface Examined {
  readonly queue: AskedQueue;
  /** How far the server's clock is ahead of this machine's, as a ping's start tells; null: it was not pinged. */
  readonly aheadMs: number | null;
}

async function examineQueue(client: Client, name: string): Promise<Examined> {
  const waiting = Promise.all([WORKFLOWS, ACTIVITIES].map(taskQueueType => backlogOf(client, { name, taskQueueType })));
  const [[decisions, activities], pinged] = await Promise.all([
    waiting,
    isPythonQueue(name) ? undefined : ping(client, name),
  ]);
  const queue: AskedQueue = {
    name,
    backlog: (decisions?.count ?? 0) + (activities?.count ?? 0),
    backlogAgeMs: Math.max(decisions?.ageMs ?? 0, activities?.ageMs ?? 0),
    ...(pinged ? { pingMs: pinged.ms } : {}),
  };
  return { queue, aheadMs: pinged?.aheadMs ?? null };
}

/** `TASK_QUEUE_TYPE_WORKFLOW` and `TASK_QUEUE_TYPE_ACTIVITY` */
const [WORKFLOWS, ACTIVITIES] = [1, 2] as const;

async function backlogOf(
  client: Client,
  { name, taskQueueType }: { readonly name: string; readonly taskQueueType: 1 | 2 },
): Promise<{ readonly count: number; readonly ageMs: number }> {
  const { namespace } = client.options;
  const asked = { namespace, taskQueue: { name }, taskQueueType, reportStats: true };
  const { stats } = await client.workflowService.describeTaskQueue(asked);
  return { count: Number(stats?.approximateBacklogCount ?? 0), ageMs: msOf(stats?.approximateBacklogAge) ?? 0 };
}

/** `ms`: null when no worker took it in time. */
async function ping(client: Client, taskQueue: string): Promise<{ readonly ms: number | null; aheadMs: number }> {
  const began = performance.now();
  const beganAt = Date.now();
  const workflowId = `ping-${taskQueue}-${crypto.randomUUID()}`;
  const options = { taskQueue, workflowId, workflowExecutionTimeout: PING_MS, args: [] };
  const handle = await client.workflow.start(PING_WORKFLOW, options);
  // It began there between the question and the answer.
  const beganHere = (beganAt + Date.now()) / 2;
  const [ms, { startTime }] = await Promise.all([
    handle.result().then(
      () => performance.now() - began,
      () => null, // Timed out, or the worker does not know it: it is no worker of ours either way.
    ),
    handle.describe(),
  ]);
  return { ms, aheadMs: startTime.getTime() - beganHere };
}

/** What the server answered of a run and its children. */
interface Seen {
  readonly runId: string;
  readonly all: readonly WorkflowExecutionDescription[];
  /** When it did, by this machine's clock. */
  readonly atMs: number;
  /** Where its decisions and activities wait. */
  readonly queues: readonly string[];
}

async function lookAt(client: Client, runId: string): Promise<Seen> {
  const described = await client.workflow.getHandle(runId).describe();
  const children = (described.raw.pendingChildren ?? [])
    .slice(0, CHILDREN)
    .flatMap(({ workflowId }) => workflowId ?? []);
  const all = [described, ...(await Promise.all(children.map(id => client.workflow.getHandle(id).describe())))];
  const queues = pendingOf(all).flatMap(({ activityOptions }) => activityOptions?.taskQueue?.name ?? []);
  return { runId, all, atMs: Date.now(), queues: [...all.map(({ taskQueue }) => taskQueue), ...queues] };
}

const pendingOf = (all: Seen['all']): Pending[] => all.flatMap(({ raw }) => raw.pendingActivities ?? []);

/** Times are the server's: so is the moment that they are compared with. */
async function standingOf(client: Client, { runId, all, atMs }: Seen, aheadMs: number): Promise<StandingRun> {
  const failing = all.find(({ raw }) => (raw.pendingWorkflowTask?.attempt ?? 1) > 1);
  const activities = pendingOf(all).map(one => pending(one, atMs + aheadMs));
  return { runId, activities, decision: failing ? await decision(client, failing) : null };
}

/** Only the first failure of a decision is in the history; those after it are counted. */
async function decision(
  client: Client,
  { raw, workflowId, runId }: WorkflowExecutionDescription,
): Promise<StandingRun['decision']> {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    ...{ namespace: client.options.namespace, execution: { workflowId, runId } },
    maximumPageSize: 20,
  });
  const failed = history?.events?.find(event => event.workflowTaskFailedEventAttributes);
  const message = failed?.workflowTaskFailedEventAttributes?.failure?.message ?? '';
  return { attempt: raw.pendingWorkflowTask?.attempt ?? 1, message };
}

function pending(activity: Pending, nowMs: number): PendingActivity {
  const { activityOptions, lastFailure, attempt, maximumAttempts } = activity;
  const isStarted = Number(activity.state) === STARTED;
  const nextMs = isStarted ? undefined : msOf(activity.nextAttemptScheduleTime);
  const heardMs = isStarted ? (msOf(activity.lastHeartbeatTime) ?? msOf(activity.lastStartedTime)) : undefined;
  return {
    type: activity.activityType?.name ?? '?',
    queue: activityOptions?.taskQueue?.name ?? null,
    isStarted,
    attempt: attempt ?? 1,
    maximumAttempts: maximumAttempts ?? 0,
    failure: lastFailure ? { type: typeOf(lastFailure), message: lastFailure.message ?? '' } : null,
    nextAttemptInMs: nextMs === undefined ? null : nextMs - nowMs,
    silentMs: heardMs === undefined ? null : nowMs - heardMs,
    heartbeatTimeoutMs: msOf(activityOptions?.heartbeatTimeout) || null,
  };
}

/** `PENDING_ACTIVITY_STATE_STARTED` */
const STARTED = 2;

const typeOf = (failure: NonNullable<Pending['lastFailure']>): string =>
  failure.applicationFailureInfo?.type ?? (failure.timeoutFailureInfo ? 'timeout' : 'failure');

/** Of a time since 1970, or of a duration. */
const msOf = (time: Time): number | undefined =>
  time ? Number(time.seconds ?? 0) * 1000 + (time.nanos ?? 0) / 1e6 : undefined;
