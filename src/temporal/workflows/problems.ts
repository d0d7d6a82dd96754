import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '@temporalio/workflow';
import { toProblem, type Problem } from '../../model/problem.ts';
import { problemOf } from '../../model/temporal/failure.ts';
import type { ServerFailure } from '../../model/temporal/serverEvent.ts';

/** Why an activity or a child failed, as the Problem that it was. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Error && error.name === 'ProblemError') return toProblem(error);
  // Its class is not exported to workflows.
  if (error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError')
    return {
      kind: 'usage',
      code: 'run_exists',
      params: { run: 'workflowId' in error ? String(error.workflowId) : '' },
    };
  return problemOf(serverFailure(error));
}

/** A process that was killed, or a machine that went away: no fault of what it did. */
export const isCut = (error: unknown): boolean =>
  error instanceof ActivityFailure && error.cause instanceof TimeoutFailure && error.cause.timeoutType === 'HEARTBEAT';

function serverFailure(error: unknown): ServerFailure {
  if (!(error instanceof Error)) return { message: String(error), kind: 'other' };
  const { message, cause } = error;
  const told = { message, ...(cause === undefined ? {} : { cause: serverFailure(cause) }) };
  if (error instanceof ActivityFailure) return { ...told, kind: 'activity' };
  if (error instanceof ChildWorkflowFailure) return { ...told, kind: 'child' };
  if (error instanceof CancelledFailure) return { ...told, kind: 'canceled' };
  if (error instanceof TerminatedFailure) return { ...told, kind: 'terminated' };
  if (error instanceof TimeoutFailure) return { ...told, kind: 'timeout', timeoutType: String(error.timeoutType) };
  if (!(error instanceof ApplicationFailure)) return { ...told, kind: 'other', nonRetryable: true };
  const { type, details, nonRetryable } = error;
  return {
    ...told,
    kind: 'application',
    type: type ?? error.name,
    details: details ?? [],
    nonRetryable: nonRetryable ?? false,
  };
}
