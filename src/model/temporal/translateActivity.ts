import type { ActivityRef, EventBody } from '../event.ts';
import type { Source } from '../generated/types.ts';
import { STAGES, isStage, type Stage } from '../stage.ts';
import { toProblem, type Problem } from '../problem.ts';
import type { StageDone } from './call.ts';
import { isCut, MOST_CUTS } from './cut.ts';
import { isCarriedFile, wholeDone } from './carried.ts';
import { problemOf } from './failure.ts';
import { foreignDone } from './foreignSource.ts';
import { TS_CONVERSION_HTML, pythonActivity } from './names.ts';
import { isRecord, isSource } from './readInput.ts';
import type { ExecutionId, PendingActivity, ServerEvent, ServerFailure } from './serverEvent.ts';
import { awaitCarried } from './translateCarried.ts';
import { say, webState, type OpenActivity, type Translation } from './translation.ts';

type Body<Type extends EventBody['eventType']> = Extract<EventBody, { eventType: Type }>['attributes'];

const BY_NAME: ReadonlyMap<string, Stage> = new Map([
  ...STAGES.flatMap(stage => [
    [pythonActivity(stage, {}), stage] as const,
    [pythonActivity(stage, { chunking_file_path: '-' }), stage] as const,
  ]),
  [TS_CONVERSION_HTML, 'CONVERTION'] as const,
]);

const stageOf = (activityType: string): Stage | undefined =>
  isStage(activityType) ? activityType : BY_NAME.get(activityType);

/** Only who did it knows the key, and tells it when it is done. */
const noKey = (stage: Stage) => ({ key: '', stage, code: '', config: '', input: '' });

/** Activities that are none of our stages are passed over. */
export function schedule(translation: Translation, { runId }: ExecutionId, event: ServerEvent): void {
  const { activityType = '', activityId = '', input } = event.attributes;
  const stage = stageOf(activityType);
  const source = input?.[0];
  const state = webState(translation);
  if (!stage || !isSource(source) || !state) return;
  const known = state.byUri.get(source.uri);
  const ref = { activityId: `${known?.index ?? source.uri}-${stage}`, activityType: stage, uri: source.uri };
  const before = known?.activities.get(stage)?.attempt ?? 0;
  const fresh = { started: 0, failed: 0, waitsUntil: null };
  translation.open.set(`${runId}/${event.eventId}`, { execution: runId, activityId, ref, source, before, ...fresh });
  say(translation, event.eventTime, { eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...noKey(stage) } });
}

interface Attempt {
  readonly attempt: number;
  readonly identity: string;
  readonly at: string;
  readonly lastFailure: ServerFailure | undefined;
}

/** The history tells an attempt's start when the activity has ended, and of the attempts before it the last failure. */
export function start(translation: Translation, open: OpenActivity, { attempt, identity, at, lastFailure }: Attempt) {
  if (lastFailure && attempt > 1) failBefore(translation, open, { attempt, identity, at, lastFailure });
  if (open.waitsUntil !== null) fireTimer(translation, open, at);
  if (open.started >= attempt) return;
  open.started = attempt;
  const attributes = { ...open.ref, attempt: open.before + attempt, identity };
  say(translation, at, { eventType: 'ActivityTaskStarted', attributes });
}

function failBefore(
  translation: Translation,
  open: OpenActivity,
  { attempt, identity, at, lastFailure }: Attempt,
): void {
  const failed = attempt - 1;
  if (open.failed >= failed || !lastFailure) return;
  if (open.waitsUntil !== null) fireTimer(translation, open, at);
  if (open.started < failed) {
    open.started = failed;
    const attributes = { ...open.ref, attempt: open.before + failed, identity };
    say(translation, at, { eventType: 'ActivityTaskStarted', attributes });
  }
  fail(translation, open, { at, failure: lastFailure, retryState: 'IN_PROGRESS' });
}

const timerOf = (open: OpenActivity): string => `${open.ref.activityId}-${open.before + open.failed}`;

function fireTimer(translation: Translation, open: OpenActivity, at: string): void {
  open.waitsUntil = null;
  say(translation, at, { eventType: 'TimerFired', attributes: { ...open.ref, timerId: timerOf(open) } });
}

interface Failed {
  readonly at: string;
  readonly failure: ServerFailure;
  readonly retryState: Body<'ActivityTaskFailed'>['retryState'];
}

function fail(translation: Translation, open: OpenActivity, { at, failure, retryState }: Failed): void {
  open.failed = Math.max(open.started, 1);
  const problem = { ...problemOf(failure), uri: open.ref.uri };
  const attributes = { ...open.ref, attempt: open.before + open.failed, failure: problem, retryState };
  say(translation, at, { eventType: 'ActivityTaskFailed', attributes });
}

/** What its history does not tell before it has ended: which attempt it is, or when the next one comes. */
export function tellPending(translation: Translation, open: OpenActivity, pending: PendingActivity): void {
  const { attempt, identity = '', lastFailure, startedTime, endedTime } = pending;
  const isStarted = pending.state !== 'SCHEDULED';
  const at = startedTime ?? endedTime;
  if (isStarted && at !== undefined) return start(translation, open, { attempt, identity, at, lastFailure });
  const { nextAttemptTime } = pending;
  // It is due, and no worker has taken it yet.
  if (open.waitsUntil !== null && nextAttemptTime === undefined) return fireTimer(translation, open, open.waitsUntil);
  if (!lastFailure || at === undefined || open.failed >= attempt - 1) return;
  failBefore(translation, open, { attempt, identity, at: endedTime ?? at, lastFailure });
  if (nextAttemptTime === undefined || endedTime === undefined) return;
  open.waitsUntil = nextAttemptTime;
  const startToFireTimeoutMs = Math.max(0, Date.parse(nextAttemptTime) - Date.parse(endedTime));
  const attributes = { ...open.ref, timerId: timerOf(open), startToFireTimeoutMs };
  say(translation, endedTime, { eventType: 'TimerStarted', attributes });
}

const ENDS: ReadonlySet<string> = new Set([
  'ActivityTaskCompleted',
  'ActivityTaskFailed',
  'ActivityTaskTimedOut',
  'ActivityTaskCanceled',
]);

/** An event of an activity that was scheduled. */
export function applyActivity(translation: Translation, { runId }: ExecutionId, event: ServerEvent): void {
  const { attempt = 1, identity = '', scheduledEventId, lastFailure, failure } = event.attributes;
  const key = `${runId}/${scheduledEventId}`;
  const open = translation.open.get(key);
  if (!open) return;
  const at = event.eventTime;
  if (event.eventType === 'ActivityTaskStarted')
    return start(translation, open, { attempt, identity, at, lastFailure });
  if (!ENDS.has(event.eventType)) return;
  translation.open.delete(key);
  const cuts = isCut(event.attributes) ? (translation.cuts.get(open.ref.activityId) ?? 0) + 1 : 0;
  translation.cuts.set(open.ref.activityId, cuts);
  if (event.eventType === 'ActivityTaskCompleted') return complete(translation, open, event);
  if (event.eventType === 'ActivityTaskCanceled') return cancelActivity(translation, open, at);
  const isFinal =
    event.attributes.retryState === 'NON_RETRYABLE_FAILURE' ? 'NON_RETRYABLE_FAILURE' : 'MAXIMUM_ATTEMPTS_REACHED';
  // The workflow asks for it anew at once.
  const retryState = cuts > 0 && cuts <= MOST_CUTS ? 'IN_PROGRESS' : isFinal;
  fail(translation, open, { at, failure: failure ?? { message: '', kind: 'timeout' }, retryState });
}

export function cancelActivity(translation: Translation, open: OpenActivity, at: string): void {
  const attributes = { ...open.ref, attempt: open.before + Math.max(open.started, 0) };
  say(translation, at, { eventType: 'ActivityTaskCanceled', attributes });
}

function complete(translation: Translation, open: OpenActivity, { eventTime, attributes }: ServerEvent): void {
  const { result } = attributes;
  const links = isRecord(result) ? result['discovered'] : undefined;
  if (!isCarriedFile(links)) return completeWith(translation, open, { eventTime, result, links });
  // Too many for this event: they come when the workflow has read them.
  awaitCarried(translation, links, (read, at) =>
    completeWith(translation, open, { eventTime: at, result, links: read }),
  );
}

interface Answer {
  readonly eventTime: string;
  readonly result: unknown;
  readonly links: unknown;
}

function completeWith(translation: Translation, open: OpenActivity, { eventTime, result, links }: Answer): void {
  const done = readResult(open, result, links);
  const attempt = open.before + Math.max(open.started, 1);
  if ('kind' in done) {
    open.failed = attempt - open.before;
    const failure = { ...done, uri: open.ref.uri };
    const failed = { ...open.ref, attempt, failure, retryState: 'NON_RETRYABLE_FAILURE' } as const;
    return say(translation, eventTime, { eventType: 'ActivityTaskFailed', attributes: failed });
  }
  const local = {
    ...done,
    source: localSource(translation, done.source),
    artifact: localPath(translation, done.artifact),
  };
  say(translation, eventTime, { eventType: 'ActivityTaskCompleted', attributes: { ...open.ref, attempt, ...local } });
}

type Result = Omit<Body<'ActivityTaskCompleted'>, keyof ActivityRef | 'attempt'>;

/** Ours answers a StageDone; what others answer is read as the workflow has read it. */
function readResult({ ref, source }: OpenActivity, result: unknown, links: unknown): Result | Problem {
  // SAFETY: who answers with a Source under this name is our activity, or follows `call.ts`.
  const ours = isRecord(result) && isSource(result['source']) ? (result as unknown as StageDone) : undefined;
  try {
    const { discovered, ...done } = ours ?? foreignDone(ref.activityType, source, result);
    return wholeDone(done, ours ? links : discovered);
  } catch (thrown) {
    return toProblem(thrown);
  }
}

const localPath = ({ prefix }: Translation, path: string | null): string | null =>
  path?.startsWith(prefix) ? path.slice(prefix.length) : path;

/** Files of the run lie in the work folder, from which ours name them; others, of INPUT, are left as they are. */
function localSource(translation: Translation, source: Source): Source {
  const path = (field: 'raw_file_path' | 'converted_md_path' | 'chunking_file_path') =>
    source[field] ? { [field]: localPath(translation, source[field]) } : {};
  return { ...source, ...path('raw_file_path'), ...path('converted_md_path'), ...path('chunking_file_path') };
}
