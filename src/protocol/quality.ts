import type { Span } from '../model/inputProblem.ts';
import type { Problem, Reason } from '../model/problem.ts';
import type { FailingTable } from '../model/quality/failingTable.ts';
import type { Verdict } from '../model/quality/report.ts';
import type { ReportView } from '../model/quality/reportView.ts';
import type { Language } from '../model/text.ts';

type Nothing = Record<string, never>;

/** A report that is kept. All paths are absolute. */
export interface KeptPlace {
  /** The folder where reports are kept. */
  readonly store: string;
  /** What was validated: a Parquet file, or a folder. */
  readonly path: string;
}

export interface ValidationAsked extends KeptPlace {
  /** The asker's own: it is stopped by it, and its progress is told with it. */
  readonly id: string;
  /** As a person names it. */
  readonly name: string;
  /** Null: the rules that hold where no file is named. */
  readonly rules: RulesPlace | null;
}

export interface RulesPlace {
  readonly file: string;
  readonly name: string;
}

export interface ValidationAnswer {
  readonly path: string;
  readonly rules: RulesPlace | null;
  readonly view: ReportView;
  /** What a quarantine would take: rows of our dataset on which rules of severity error failed, and their days. */
  readonly quarantine: { readonly rows: number; readonly days: number } | null;
  readonly warnings: readonly Reason[];
  /** Rules that could not run, at their place in the rules file. */
  readonly faults: readonly RuleFault[];
}

/** A rule that could not run, said as `quality.<code>`. */
export interface RuleFault {
  /** 1-based. */
  readonly line: number;
  readonly told: Reason;
  /** The name of a column that is not there; null: all of the line. */
  readonly span: Span | null;
  /** What that column is called in the data. */
  readonly meant: string | null;
}

export interface QuarantineAnswer {
  readonly rows: number;
  readonly days: number;
  /** Failing rows of days that are not done: they are left where they are. */
  readonly left: number;
  /** After it. */
  readonly validation: ValidationAnswer;
}

/** What a list of reports says of each. */
export interface KeptEntry {
  readonly path: string;
  readonly name: string;
  /** RFC 3339. */
  readonly at: string;
  readonly verdict: Verdict;
}

export interface FailingPage extends FailingTable {
  /** Rows on which the rule failed and that can be looked at here; `failed` of the rule may be more. */
  readonly total: number;
  /** Null: there are fewer than two, or some of them are not kept. */
  readonly where: FailingWhere | null;
  /** Why the values cannot be read: the files are gone, or are others by now. */
  readonly problem: Problem | null;
}

/** Where the failing rows of a rule lie: in how many files, and in the one that has most of them, from which row to which (from 0). */
export interface FailingWhere {
  readonly files: number;
  readonly most: { readonly file: string; readonly rows: number; readonly first: number; readonly last: number };
}

export type ReportForm = 'html' | 'md' | 'json';

export interface ReportExport extends KeptPlace {
  readonly form: ReportForm;
  /** Columns of which no value is written. */
  readonly masked: readonly string[];
  readonly language: Language;
  readonly file: string;
}

/** What the extension may ask of the engine process about the quality of data. */
export type QualityVerbs = {
  /** Keeps the report, too. Config: what is wrong with the rules file, at its place. */
  validateData(p: ValidationAsked): ValidationAnswer;
  quarantineRows(p: ValidationAsked): QuarantineAnswer;
  stopValidation(p: { id: string }): void;
  /** Null: there is none. */
  keptReport(p: KeptPlace): ValidationAnswer | null;
  /** The newest first. */
  keptReports(p: { store: string }): readonly KeptEntry[];
  /** At most 200 of them. */
  failingRows(p: KeptPlace & { rule: string; from: number; count: number }): FailingPage;
  exportReport(p: ReportExport): void;
  /** All failing rows of one rule, whole, into a file of the folder; validates again. */
  extractRows(p: ValidationAsked & { rule: string; folder: string; format: 'csv' | 'parquet' }): {
    file: string;
    rows: number;
  };
};

/** What the page of a validation is about. */
export interface ValidationSubject {
  /** What was validated; absolute. */
  readonly path: string;
}

/** What the page of a validation may ask. */
export type ValidationHostVerbs = {
  /** Null: it was not validated in this workspace, or the report is not kept any more. */
  open(p: Nothing): ValidationHead | null;
  failing(p: { rule: string; from: number; count: number }): FailingPage;
  /** Chooses rules where none are known. Its progress is told; what it finds is there when it is `changed`. */
  validate(p: Nothing): void;
  stop(p: Nothing): void;
  /** In the grid. `row` null: the table itself. */
  openRow(p: { file: string; row: number | null; column: string | null }): void;
  openRule(p: { line: number | null }): void;
  extract(p: { rule: string }): void;
  quarantine(p: Nothing): void;
  export(p: Nothing): void;
  copyCommand(p: Nothing): void;
  copy(p: { text: string }): void;
};

export interface ValidationHead {
  readonly view: ReportView;
  readonly canQuarantine: boolean;
  readonly warnings: readonly Reason[];
  /** As it is now under way. */
  readonly isRunning: boolean;
}

/** What the page of a validation may be told. */
export type ValidationPageVerbs = {
  /** Rows, of a validation that is under way. */
  moved(p: { done: number; total: number }): void;
  /** It has ended: there is another report, or a problem, or (null) the same one as before. */
  changed(p: { problem: Problem | null }): void;
};
