import type { Problem, ProblemKind } from '../problem.ts';
import { PROBLEM_DETAILS } from './call.ts';
import type { ServerFailure } from './serverEvent.ts';

const LONGEST_MESSAGE = 1000;
const KINDS: ReadonlySet<string> = new Set<ProblemKind>(['usage', 'config', 'data', 'transient', 'system']);

/** Ours travel whole; what another program threw is told with its type and message. */
export function problemOf(failure: ServerFailure): Problem {
  const told = failure.details?.[PROBLEM_DETAILS];
  if (isProblem(told)) return told;
  switch (failure.kind) {
    case 'timeout':
      return { kind: 'transient', code: 'temporal_timeout', params: { timeout: failure.timeoutType ?? '' } };
    case 'canceled':
      return { kind: 'data', code: 'canceled', params: {} };
    case 'activity':
    case 'child':
      if (failure.cause) return problemOf(failure.cause);
      break;
    default:
  }
  const kind = failure.nonRetryable === true ? 'data' : 'transient';
  const params = { type: failure.type ?? 'Error', message: messageOf(failure) };
  return { kind, code: 'temporal_activity_failed', params };
}

/** Of a run that was ended from outside, or by the server's own clock. */
export const problemOfEnd = (
  status: string,
  params: { readonly reason: string; readonly identity: string },
): Problem =>
  status === 'TIMED_OUT'
    ? { kind: 'config', code: 'temporal_timed_out', params: {} }
    : { kind: 'usage', code: 'temporal_terminated', params };

/** Python says what it could not read in the cause alone. */
function messageOf({ message, cause }: ServerFailure): string {
  const whole = cause?.message ? `${message}: ${cause.message}` : message;
  return whole.length > LONGEST_MESSAGE ? `${whole.slice(0, LONGEST_MESSAGE)}…` : whole;
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, code, params } = value as Partial<Record<keyof Problem, unknown>>; // SAFETY: every field is looked at.
  const isKind = typeof kind === 'string' && KINDS.has(kind);
  return isKind && typeof code === 'string' && typeof params === 'object' && params !== null;
}
