import type { Params, Problem } from './problem.ts';

/** Lines and columns are 1-based, columns in UTF-16 units; the end is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What a person could do about it, rendered from the catalogue as `hint.<code>`. */
export interface Hint {
  readonly code: string;
  readonly params: Params;
}

/** A fault of an input file, underlined where it stands. */
export interface InputProblem extends Problem, Span {
  readonly line: number;
  readonly column: number;
  readonly hint?: Hint;
}
