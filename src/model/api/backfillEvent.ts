import type { ExecutionBody, Of, Recorded, StartedBody } from '../eventBody.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import type { Problem } from '../problem.ts';
import type { ApiRunOptions, PartitionResult } from './apiEvent.ts';
import type { BackfillOptions, DayRange } from './backfill.ts';

export type BackfillEvent = Recorded<BackfillEventBody>;

/** A backfill's own history: one child workflow a day. https://docs.temporal.io/references/events#child-workflow-events */
export type BackfillEventBody =
  | StartedBody<'BackfillWorkflow', BackfillInput, ApiRunOptions & BackfillOptions>
  | Of<'StartChildWorkflowExecutionInitiated', ChildRef>
  | Of<'ChildWorkflowExecutionStarted', ChildRef>
  | Of<'ChildWorkflowExecutionCompleted', ChildRef & { readonly partitions: readonly PartitionResult[] }>
  | Of<'ChildWorkflowExecutionFailed', ChildRef & { readonly failure: Problem }>
  | ExecutionBody<BackfillCounts>;

export interface BackfillInput extends ApiIngestionInput {
  /** What was planned, in the order of the work: part of the record, so that a resume does the same. */
  readonly ranges: readonly DayRange[];
}

export interface ChildRef {
  /** The child's run id. */
  readonly workflowId: string;
  readonly range: DayRange;
}

/** Days. */
export interface BackfillCounts {
  readonly planned: number;
  readonly done: number;
  readonly failed: number;
}
