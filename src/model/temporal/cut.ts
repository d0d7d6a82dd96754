import type { ServerAttributes, ServerFailure } from './serverEvent.ts';

/**
 * A worker that is killed over a decision has it for so long. Deciding takes milliseconds, and reading a whole history
 * anew a second; the server gives more time by itself when three were not enough.
 */
export const DECISION_MS = 3_000;

/** Times in a row that the process of an activity may die: more is no accident. */
export const MOST_CUTS = 10;

/** Times that a worker of another language may fall silent over a task before its silence proves nothing any more. */
export const SILENT_CUTS = 3;

/** A worker that gave no sign of life any more: no fault of what it did, which is asked for anew. */
export const isCut = ({ failure, retryState }: ServerAttributes): boolean =>
  retryState === 'NON_RETRYABLE_FAILURE' && isHeartbeat(failure);

const isHeartbeat = (failure: ServerFailure | undefined): boolean =>
  failure?.kind === 'timeout' && failure.timeoutType === 'HEARTBEAT';
