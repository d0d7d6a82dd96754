/** Who must act: usage and config a person, data nobody (this input is left aside), transient the engine (it retries), system us. */
export type ProblemKind = 'usage' | 'config' | 'data' | 'transient' | 'system';

export type Params = Readonly<Record<string, string | number>>;

/** What went wrong, as data: guests render `code` and `params` from the catalogue, journals keep them. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly params: Params;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based, in UTF-16 units. */
  readonly column?: number;
  readonly uri?: string;
}

/** Why a Source ended as it did: what a Problem says, without who must act. */
export type Reason = Pick<Problem, 'code' | 'params'>;

/** The one error that crosses rooms. Not for bugs: those stay plain errors and become `system`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  /** What the other side asked us to wait, in milliseconds (HTTP Retry-After). */
  readonly retryAfterMs: number | undefined;
  constructor(problem: Problem, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(problem.code, { cause: options.cause });
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Shorthand for throwing: `throw fail('data', 'http_status', { status: 404 })`. */
export function fail(kind: ProblemKind, code: string, params: Params = {}, cause?: unknown): ProblemError {
  return new ProblemError({ kind, code, params }, { cause });
}

/** By its name: where two bundles work together, each has a class of its own and `instanceof` says no. */
const isProblemError = (thrown: unknown): thrown is ProblemError =>
  thrown instanceof Error && thrown.name === 'ProblemError' && 'problem' in thrown;

/** Any thrown value as a Problem; what is not ours is a bug and keeps its message for the log. */
export function toProblem(thrown: unknown): Problem {
  if (isProblemError(thrown)) return thrown.problem;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: 'system', code: 'unexpected', params: { message } };
}
