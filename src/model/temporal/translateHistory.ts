import type { JournalEvent, RunCounts } from '../event.ts';
import type { AnyRun } from '../journal.ts';
import { countOutcomes } from '../outcome.ts';
import type { RunStatus } from '../view.ts';
import { problemOf, problemOfEnd } from './failure.ts';
import { openExecution } from './openExecution.ts';
import { RETRY_FAILED_UPDATE } from './names.ts';
import { ingestionInput, runCall, runOptions } from './readInput.ts';
import type { Heard, ServerEvent } from './serverEvent.ts';
import { createApiTranslator } from './translateApi.ts';
import type { CarriedSource } from './call.ts';
import { applyActivity, cancelActivity, schedule, tellPending } from './translateActivity.ts';
import { awaitCarried, hearOfCarried } from './translateCarried.ts';
import { WORK_FOLDER } from './wirePaths.ts';
import { say, webState, type Then, type Translation } from './translation.ts';

/** Paths as the work folder's guests know them. */
export const LOCAL = `${WORK_FOLDER}/`;

export interface Translator {
  /** What is new, in our words; the ids go on from the last time. */
  take(heard: readonly Heard[]): readonly JournalEvent[];
  /** As all that was taken tells it; undefined before the first event. */
  run(): AnyRun | undefined;
  /** How the last execution ended on the server; null while it is on. */
  ended(): RunStatus | null;
}

/**
 * Translates the histories of a run (of its executions, one after the other, and of their children) to the events of a
 * journal, as they grow. `prefix` is taken from the paths of artifacts: `LOCAL`, or nothing, for who
 * sends them on.
 */
export function createTranslator(prefix: string): Translator {
  const translation: Translation = {
    ...{ run: undefined, told: [], lastId: 0, ended: null, prefix },
    ...{ open: new Map(), cuts: new Map(), awaited: new Map(), reads: new Map() },
  };
  let ofApi: Translator | undefined;
  return {
    take(heard) {
      ofApi ??= createApiTranslator(heard);
      if (ofApi) return ofApi.take(heard);
      for (const { of, event } of inOrder(heard)) translate(translation, of, event);
      for (const of of heard) tellAllPending(translation, of);
      const { told } = translation;
      translation.told = [];
      return told;
    },
    run: () => (ofApi ? ofApi.run() : translation.run),
    ended: () => (ofApi ? ofApi.ended() : endedOf(translation)),
  };
}

const endedOf = ({ ended }: Translation): RunStatus | null => (ended === 'CONTINUED' ? null : ended);

interface Placed {
  readonly of: Heard;
  readonly event: ServerEvent;
}

/** One clock, the server's, orders them all; at one moment, a run comes before its children. */
function inOrder(heard: readonly Heard[]): readonly Placed[] {
  const all = heard.flatMap(of => of.events.map(event => ({ of, event })));
  if (heard.length < 2) return all;
  return all.sort(
    (a, b) =>
      compare(a.event.eventTime, b.event.eventTime) ||
      Number(a.of.isChild) - Number(b.of.isChild) ||
      (a.of === b.of ? a.event.eventId - b.event.eventId : 0),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function tellAllPending(translation: Translation, { execution, pending }: Heard): void {
  if (pending.length === 0) return;
  const byId = new Map(pending.map(one => [one.activityId, one]));
  for (const open of translation.open.values()) {
    const one = open.execution === execution.runId ? byId.get(open.activityId) : undefined;
    if (one) tellPending(translation, open, one);
  }
}

function translate(translation: Translation, { execution, isChild }: Heard, event: ServerEvent): void {
  if (hearOfCarried(translation, execution, event)) return;
  if (event.eventType === 'ActivityTaskScheduled') return schedule(translation, execution, event);
  if (event.eventType.startsWith('ActivityTask')) return applyActivity(translation, execution, event);
  const status = ENDS.get(event.eventType);
  if (status) cancelOpen(translation, event, isChild ? execution.runId : undefined);
  if (isChild) return;
  if (status) return end(translation, event, status);
  const { eventTime, attributes } = event;
  const { identity = '' } = attributes;
  if (event.eventType === 'WorkflowExecutionStarted') return begin(translation, execution.workflowId, event);
  if (event.eventType === 'WorkflowExecutionCancelRequested')
    return say(translation, eventTime, { eventType: event.eventType, attributes: { identity } });
  if (attributes.updateName === RETRY_FAILED_UPDATE) putBack(translation, { eventTime, identity });
}

interface Asked {
  readonly eventTime: string;
  readonly identity: string;
}

function begin(translation: Translation, workflowId: string, event: ServerEvent): void {
  const { input = [], identity = '' } = event.attributes;
  const call = runCall(input[1]);
  const { eventTime } = event;
  const before = translation.ended;
  translation.ended = null;
  if (!translation.run) return beginAnew(translation, workflowId, event);
  if (before !== 'CONTINUED') reopen(translation, call.retryFailed === true, { eventTime, identity });
}

function beginAnew(translation: Translation, workflowId: string, { eventTime, attributes }: ServerEvent): void {
  const { input = [], identity = '' } = attributes;
  const call = runCall(input[1]);
  const what = { input: ingestionInput(input[0]), options: runOptions(call) };
  const workflow = { workflowType: 'IngestionWorkflow', workflowId, identity } as const;
  say(translation, eventTime, { eventType: 'WorkflowExecutionStarted', attributes: { ...workflow, ...what } });
  const { done, ...rest } = call;
  // The server has forgotten the executions before: what they handed on is known, and not when it happened.
  const goOn = (carried: readonly CarriedSource[], startedAt: string): void => {
    const start = { runId: workflowId, startedAt, isContinued: false };
    const { state } = openExecution(what.input, { ...rest, done: carried }, start);
    state.lastEventId = translation.lastId;
    translation.run = { workflowType: 'IngestionWorkflow', state };
  };
  if (!done) return;
  if (!('pieces' in done || 'sha256' in done)) return goOn(done, eventTime);
  // SAFETY: our own workflow, or client, has made it of this.
  const then: Then = (value, at) => goOn(value as readonly CarriedSource[], at);
  awaitCarried(translation, 'pieces' in done ? 'signals' : done, then);
}

function reopen(translation: Translation, failed: boolean, { eventTime, identity }: Asked): void {
  if (!failed) return say(translation, eventTime, { eventType: 'WorkflowExecutionUnpaused', attributes: { identity } });
  const attributes = { signalName: 'retryFailed', identity } as const;
  say(translation, eventTime, { eventType: 'WorkflowExecutionSignaled', attributes });
}

/** Only what has failed: what is in flight goes on. */
function putBack(translation: Translation, { eventTime, identity }: Asked): void {
  const attributes = { signalName: 'retryFailed', identity, meanwhile: true } as const;
  say(translation, eventTime, { eventType: 'WorkflowExecutionSignaled', attributes });
}

const ENDS: ReadonlyMap<string, RunStatus | 'CONTINUED'> = new Map([
  ['WorkflowExecutionCompleted', 'COMPLETED'],
  ['WorkflowExecutionFailed', 'FAILED'],
  ['WorkflowExecutionCanceled', 'CANCELED'],
  ['WorkflowExecutionTerminated', 'TERMINATED'],
  ['WorkflowExecutionTimedOut', 'TIMED_OUT'],
  ['WorkflowExecutionContinuedAsNew', 'CONTINUED'],
]);

/** An execution that was ended from outside leaves activities behind that nobody waits for any more. */
function cancelOpen(translation: Translation, { eventTime }: ServerEvent, execution: string | undefined): void {
  for (const [key, open] of translation.open) {
    if (execution !== undefined && open.execution !== execution) continue;
    translation.open.delete(key);
    cancelActivity(translation, open, eventTime);
  }
}

function end(translation: Translation, { eventTime, attributes }: ServerEvent, status: RunStatus | 'CONTINUED'): void {
  // A workflow with a retry policy of its own, or a schedule, goes on in the same way.
  translation.ended = attributes.newRunId ? 'CONTINUED' : status;
  if (translation.ended === 'CONTINUED') return;
  const { failure, reason = '', identity = '' } = attributes;
  switch (status) {
    case 'COMPLETED':
      return say(translation, eventTime, { eventType: 'WorkflowExecutionCompleted', attributes: counted(translation) });
    case 'CANCELED':
      return say(translation, eventTime, { eventType: 'WorkflowExecutionCanceled', attributes: counted(translation) });
    default: {
      const told = failure ? problemOf(failure) : problemOfEnd(status, { reason, identity });
      say(translation, eventTime, { eventType: 'WorkflowExecutionFailed', attributes: { failure: told } });
    }
  }
}

function counted(translation: Translation): { readonly result: RunCounts } {
  const state = webState(translation);
  if (!state) return { result: { discovered: 0, completed: 0, error: 0, skipped: 0, alias: 0 } };
  const { open, ...ended } = countOutcomes(state);
  return { result: { ...ended, error: ended.error + open } };
}
