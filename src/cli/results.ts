import type { Params, Problem, Reason } from '../model/problem.ts';

/** One that has no `status`, because a script's result is kept to the letter. */
export interface BareResult {
  readonly dates: readonly string[];
}

/** What a verb gives back; main prints one of its two forms. */
export interface VerbResult {
  readonly json: { readonly status: string; readonly [field: string]: unknown } | BareResult;
  /** For a terminal, without the last line break. */
  text(): string;
  readonly exitCode: 0 | 1 | 2;
  /** What ended it with an error: one line of the log, as for a refusal. */
  readonly failure?: Problem | null;
  /** The text even into a pipe: asked for by an option. */
  readonly bare?: boolean;
  /** The JSON even on a terminal: asked for by an option. */
  readonly jsonAsked?: boolean;
}

/** More than one fault at once: an input file's. */
export interface Refusal {
  readonly refused: Problem;
  readonly faults: readonly PlacedFault[];
}

/** A fault of an input file at its place, as the reader of inputs gives it. */
export interface PlacedFault {
  readonly code: string;
  readonly params: Params;
  readonly line: number;
  readonly column: number;
  readonly hint?: Reason;
}
