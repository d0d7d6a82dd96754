import type { Problem, ProblemKind } from '../problem.ts';
import type { Row } from '../table/value.ts';

/** What was asked when it came: enough to ask again, no secret in it. */
export interface DeadRequest {
  readonly url: string;
}

/** What could not be ingested, as it is found. */
export interface DeadLetterDraft {
  readonly reason: Pick<Problem, 'code' | 'params'>;
  readonly kind: ProblemKind;
  /** Null: not known; without a date column, that of the run. */
  readonly partitionDate: string | null;
  /** Null: only the request is known. */
  readonly record: Row | null;
  readonly request: DeadRequest | null;
}

/** What is kept of it; the same record with the same reason is one letter, however often it comes. */
export interface DeadLetter extends DeadLetterDraft {
  /** 16 hex digits. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly firstSeen: string;
  readonly attempts: number;
}
