import type { BackfillEventBody, ChildRef } from '../api/backfillEvent.ts';
import { countDays } from '../api/backfillState.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import type { BackfillCall, BackfillPlan } from './apiCall.ts';
import { problemOf } from './failure.ts';
import { isRecord } from './readInput.ts';
import type { Heard, ServerEvent } from './serverEvent.ts';
import { backfillOf, endByOthers, reopen, tell, UNKNOWN, type Telling } from './translateApiHistory.ts';

/** What a backfill's history is told with beside its events. Changed in place. */
export interface BackfillTelling extends Telling {
  /** Its first event, until the plan is known: the days are part of it. */
  begun: ServerEvent | undefined;
  readonly ranges: Map<string, ChildRef>;
}

/**
 * A backfill's own history; its days are runs of their own. What it plans is known when an activity has looked at the
 * dataset: where nobody has yet, it is told without days first, and begins anew with them.
 */
export function tellBackfill(telling: BackfillTelling, { execution, events }: Heard): void {
  for (const event of events) translate(telling, execution.workflowId, event);
  if (telling.begun && !telling.run) begin(telling, execution.workflowId, null);
}

function translate(telling: BackfillTelling, workflowId: string, event: ServerEvent): void {
  const { eventType, eventTime, attributes } = event;
  const { identity = '' } = attributes;
  switch (eventType) {
    case 'WorkflowExecutionStarted':
      return start(telling, workflowId, event);
    case 'ActivityTaskCompleted':
      return planned(telling, workflowId, attributes.result);
    case 'StartChildWorkflowExecutionInitiated':
      return initiate(telling, event);
    case 'WorkflowExecutionCancelRequested':
      return tell(telling, eventTime, { eventType, attributes: { identity } });
    case 'WorkflowExecutionContinuedAsNew':
      telling.ended = 'CONTINUED';
      return;
    default:
      if (eventType.includes('ChildWorkflowExecution')) child(telling, event);
      else if (eventType.startsWith('WorkflowExecution')) end(telling, event);
  }
}

function start(telling: BackfillTelling, workflowId: string, event: ServerEvent): void {
  const before = telling.ended;
  telling.ended = null;
  if (telling.run && before === 'CONTINUED') return;
  if (telling.run) return reopen(telling, event.eventTime, event.attributes.identity ?? '');
  telling.begun = event;
  const plan = callOf(event).told?.plan;
  if (plan) begin(telling, workflowId, plan);
}

// SAFETY: what is missing in somebody else's call is optional.
const callOf = ({ attributes }: ServerEvent): BackfillCall =>
  isRecord(attributes.input?.[1]) ? (attributes.input[1] as BackfillCall) : {};

function planned(telling: BackfillTelling, workflowId: string, result: unknown): void {
  if (!telling.begun || !isRecord(result) || !Array.isArray(result['ranges'])) return;
  begin(telling, workflowId, result as unknown as BackfillPlan); // SAFETY: only BACKFILL_PLAN answers with ranges.
  telling.begun = undefined;
}

function begin(telling: BackfillTelling, workflowId: string, plan: Omit<BackfillPlan, 'days'> | null): void {
  const event = telling.begun;
  if (!event) return;
  const asked = event.attributes.input?.[0];
  const options = { inputFile: null, currentFolder: '', mode: 'missing', backwards: false, maxParallel: 1 } as const;
  // SAFETY: it is told as it came.
  const input = plan?.input ?? ((isRecord(asked) ? asked : {}) as ApiIngestionInput);
  tell(telling, event.eventTime, {
    eventType: 'WorkflowExecutionStarted',
    attributes: {
      ...{ workflowType: 'BackfillWorkflow', workflowId, identity: event.attributes.identity ?? '' },
      input: { ...input, ranges: plan?.ranges ?? [] },
      options: { ...options, ...callOf(event).options },
    },
  });
}

function initiate(telling: BackfillTelling, { eventTime, attributes }: ServerEvent): void {
  const [input] = attributes.input ?? [];
  if (!isRecord(input)) return;
  const range = { first: String(input['start_date']), last: String(input['end_date']) };
  const ref = { workflowId: attributes.workflowId ?? '', range };
  telling.ranges.set(ref.workflowId, ref);
  tell(telling, eventTime, { eventType: 'StartChildWorkflowExecutionInitiated', attributes: ref });
}

function child(telling: BackfillTelling, { eventType, eventTime, attributes }: ServerEvent): void {
  const ref = telling.ranges.get(attributes.workflowId ?? '');
  const body = ref && childBody(ref, eventType, attributes);
  if (body) tell(telling, eventTime, body);
}

/** Undefined: a day that was cancelled is begun anew when the backfill goes on. */
function childBody(ref: ChildRef, eventType: string, { result, failure }: ServerEvent['attributes']) {
  const failed = (
    problem: Extract<BackfillEventBody, { eventType: 'ChildWorkflowExecutionFailed' }>['attributes']['failure'],
  ) => ({ eventType: 'ChildWorkflowExecutionFailed', attributes: { ...ref, failure: problem } }) as const;
  switch (eventType) {
    case 'ChildWorkflowExecutionStarted':
      return { eventType, attributes: ref } as const;
    case 'ChildWorkflowExecutionCompleted': {
      const { partitions = [] } = isRecord(result) ? result : {};
      // SAFETY: only our workflow is such a child, and answers so.
      return { eventType, attributes: { ...ref, partitions: partitions as never[] } } as const;
    }
    case 'ChildWorkflowExecutionFailed':
      return failed(problemOf(failure ?? UNKNOWN));
    case 'ChildWorkflowExecutionTerminated':
    case 'ChildWorkflowExecutionTimedOut':
      return failed(problemOf({ message: eventType, kind: 'terminated' }));
    case 'StartChildWorkflowExecutionFailed':
      return failed({ kind: 'usage', code: 'run_exists', params: { run: ref.workflowId } });
    default:
      return undefined;
  }
}

function end(telling: BackfillTelling, event: ServerEvent): void {
  const { eventType, eventTime, attributes } = event;
  const state = backfillOf(telling);
  const result = state ? countDays(state) : { planned: 0, done: 0, failed: 0 };
  switch (eventType) {
    case 'WorkflowExecutionCompleted':
      tell(telling, eventTime, { eventType, attributes: { result } });
      telling.ended = 'COMPLETED';
      return;
    case 'WorkflowExecutionCanceled':
      tell(telling, eventTime, { eventType, attributes: { result } });
      telling.ended = 'CANCELED';
      return;
    case 'WorkflowExecutionFailed':
      tell(telling, eventTime, { eventType, attributes: { failure: problemOf(attributes.failure ?? UNKNOWN) } });
      telling.ended = 'FAILED';
      return;
    case 'WorkflowExecutionTerminated':
    case 'WorkflowExecutionTimedOut':
      return endByOthers(telling, event);
    default:
  }
}
