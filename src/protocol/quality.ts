import type { Reason } from '../model/problem.ts';
import type { Verdict } from '../model/quality/report.ts';

/** All paths are absolute. */
export interface ValidationAsked {
  /** The asker's own, to stop it by. */
  readonly id: string;
  /** A Parquet file, or a folder. */
  readonly path: string;
  /** Null: the rules that hold where no file is named. */
  readonly rulesFile: string | null;
}

export interface ValidationAnswer {
  readonly path: string;
  readonly rows: number;
  readonly columns: number;
  readonly validation: 'passed' | 'failed';
  /** In the order of the rules file. */
  readonly rules: readonly RuleFinding[];
  /** What a quarantine would take: rows of our dataset on which rules of severity error failed, and their days. */
  readonly quarantine: { readonly rows: number; readonly days: number } | null;
  readonly warnings: readonly Reason[];
}

export interface RuleFinding {
  readonly id: string;
  readonly verdict: Verdict;
  readonly failed: number;
  /** Rendered as `quality.<code>`. */
  readonly told: Reason;
  /** The first failing rows; more of them than samples have values. */
  readonly places: readonly FindingPlace[];
}

export interface FindingPlace {
  /** Absolute. */
  readonly file: string;
  /** As short as it is clear. */
  readonly name: string;
  /** From 0, in the file. */
  readonly row: number;
  /** JSON, cut where it is long; null: not known. */
  readonly value: string | null;
}

export interface QuarantineAnswer {
  readonly rows: number;
  readonly days: number;
  /** Failing rows of days that are not done: they are left where they are. */
  readonly left: number;
  /** After it. */
  readonly validation: ValidationAnswer;
}

/** What the extension may ask of the engine process about the quality of data. */
export type QualityVerbs = {
  /** Config: what is wrong with the rules file, at its place. */
  validateData(p: ValidationAsked): ValidationAnswer;
  quarantineRows(p: ValidationAsked): QuarantineAnswer;
  stopValidation(p: { id: string }): void;
  /** One row of a Parquet file as indented JSON. */
  tableRow(p: { file: string; row: number }): string;
};
