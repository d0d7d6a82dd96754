import type { Params, Problem } from '../problem.ts';
import { isPythonQueue } from './names.ts';

/** What to do about a finding: the extension has a button for each, the command line a sentence (`doctor.fix.<name>`). */
export type TemporalFix =
  | 'startServer'
  | 'createNamespace'
  | 'startWorker'
  | 'startPythonWorker'
  | 'restartWorker'
  | 'openFailure'
  | 'openSettings';

/** One finding of the queue doctor. */
export interface Diagnosis {
  readonly about: 'server' | 'namespace' | 'queue' | 'worker' | 'activity' | 'heartbeat';
  readonly ok: boolean;
  /** The sentence that says what was found, in the catalogue; told when all is well, too. */
  readonly said: string;
  readonly params: Params;
  readonly fix: TemporalFix | null;
}

/** What the server answered when it was asked why nothing moves. */
export interface QueueFacts {
  readonly address: string;
  readonly namespace: string;
  /** Why nothing could be asked; null: all could. */
  readonly connection: Problem | null;
  readonly queues: readonly AskedQueue[];
  /** Null: only the queues were asked after. */
  readonly run: StandingRun | null;
}

/**
 * A task queue. Who is listed as its poller is not asked: a dead worker stays listed for 299 s, and a live one may have
 * been silent for half a minute.
 */
export interface AskedQueue {
  readonly name: string;
  /** How long a workflow that returns at once took, in ms; null: nobody took it; absent: only activities are sent there. */
  readonly pingMs?: number | null;
  /** Decisions and activities that wait for a worker, and for how long the first one has. */
  readonly backlog: number;
  readonly backlogAgeMs: number;
}

export interface StandingRun {
  readonly runId: string;
  readonly activities: readonly PendingActivity[];
  /** Why the run's next decision fails again and again; null when it does not. */
  readonly decision: { readonly attempt: number; readonly message: string } | null;
}

export interface PendingActivity {
  readonly type: string;
  /** Null: the server does not say. */
  readonly queue: string | null;
  /** A worker has it. */
  readonly isStarted: boolean;
  readonly attempt: number;
  readonly maximumAttempts: number;
  readonly failure: { readonly type: string; readonly message: string } | null;
  /** ms from now; null: none is planned. */
  readonly nextAttemptInMs: number | null;
  /** ms since its worker was last heard of; null: it has none, or need not tell. */
  readonly silentMs: number | null;
  readonly heartbeatTimeoutMs: number | null;
}

/** A worker that lives takes what waits within a second; a busy machine's within a few. */
const WAITED_MS = 5_000;

/** Why runs do not move, what hinders them first; what is in order is told after it. */
export function diagnose(facts: QueueFacts): readonly Diagnosis[] {
  const { address, namespace, connection, run } = facts;
  if (connection) return [refused(connection)];
  const isDeciding = ({ pingMs }: AskedQueue): boolean => pingMs !== undefined;
  const look = (queue: AskedQueue): Diagnosis => lookAtQueue(queue, run);
  return [
    well('server', 'connected', { address, namespace }),
    // Without a worker nothing is decided; without a decision no activity matters.
    ...facts.queues.filter(isDeciding).map(look),
    ...(run?.decision ? [lookAtDecision(run.runId, run.decision)] : []),
    ...facts.queues.filter(queue => !isDeciding(queue)).map(look),
    ...(run?.activities ?? []).flatMap(activity => lookAtActivity(activity) ?? []),
  ].sort((a, b) => Number(a.ok) - Number(b.ok));
}

function refused({ code, params }: Problem): Diagnosis {
  const said = { ok: false, said: `error.${code}`, params };
  switch (code) {
    case 'temporal_unreachable':
      return { about: 'server', ...said, fix: 'startServer' };
    case 'temporal_namespace':
      return { about: 'namespace', ...said, fix: 'createNamespace' };
    default:
      return { about: 'server', ...said, fix: 'openSettings' };
  }
}

function lookAtQueue({ name, pingMs, backlog, backlogAgeMs }: AskedQueue, run: StandingRun | null): Diagnosis {
  const params = { queue: name, count: backlog, seconds: Math.round(backlogAgeMs / 1000) };
  const isLate = backlog > 0 && backlogAgeMs >= WAITED_MS;
  // What a worker has in its hands shows that it lives, whatever waits behind it.
  const isWorkedOn = run?.activities.some(({ isStarted, queue }) => isStarted && queue === name) ?? false;
  if (pingMs === null || (pingMs === undefined && isLate && !isWorkedOn)) {
    const fix = isPythonQueue(name) ? 'startPythonWorker' : 'startWorker';
    return { about: 'queue', ok: false, said: 'doctor.temporal.unserved', params, fix };
  }
  if (isLate) return well('queue', 'busy', params);
  if (pingMs === undefined) return well('queue', 'empty', params);
  return well('queue', 'served', { queue: name, ms: Math.round(pingMs) });
}

function lookAtDecision(run: string, { attempt, message }: NonNullable<StandingRun['decision']>): Diagnosis {
  const isStranger = /no such function is exported|not registered/i.test(message);
  const said = isStranger ? 'unknownWorkflow' : /non-?determin/i.test(message) ? 'otherVersion' : 'decision';
  const params = { run, attempt, message };
  return { about: 'worker', ok: false, said: `doctor.temporal.${said}`, params, fix: 'restartWorker' };
}

/** Of its heartbeat's timeout: half of it passes between two signs of life. */
const SILENT = 0.75;

/** Undefined: nothing is wrong with it. */
function lookAtActivity(activity: PendingActivity): Diagnosis | undefined {
  const { type, attempt, maximumAttempts, failure, silentMs, heartbeatTimeoutMs } = activity;
  const params = { activity: type, attempt, maximum: maximumAttempts, queue: activity.queue ?? '?' };
  if (failure && isUnregistered(failure)) {
    return { about: 'worker', ok: false, said: 'doctor.temporal.unknownActivity', params, fix: 'restartWorker' };
  }
  if (silentMs !== null && heartbeatTimeoutMs !== null && silentMs > heartbeatTimeoutMs * SILENT) {
    const silence = { seconds: Math.round(silentMs / 1000), timeout: Math.round(heartbeatTimeoutMs / 1000) };
    const said = 'doctor.temporal.silent';
    return { about: 'heartbeat', ok: false, said, params: { ...params, ...silence }, fix: 'restartWorker' };
  }
  if (!failure) return undefined;
  const seconds = Math.max(0, Math.ceil((activity.nextAttemptInMs ?? 0) / 1000));
  const reason = { code: failure.type, message: failure.message, seconds };
  const said = 'doctor.temporal.failing';
  return { about: 'activity', ok: false, said, params: { ...params, ...reason }, fix: 'openFailure' };
}

/** TypeScript's worker and Python's say it alike. */
const isUnregistered = ({ type, message }: NonNullable<PendingActivity['failure']>): boolean =>
  type === 'NotFoundError' && /not registered on this worker/i.test(message);

const well = (about: Diagnosis['about'], said: string, params: Params): Diagnosis => ({
  ...{ about, ok: true, said: `doctor.temporal.${said}`, params },
  fix: null,
});
