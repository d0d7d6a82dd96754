import type { Reason } from '../problem.ts';
import { askOf } from './askOf.ts';
import { compareReports, type Change } from './compareReports.ts';
import type { RuleOutcome, ValidationReport, Verdict } from './report.ts';
import type { EarlierOutcome, EarlierReport } from './reportJson.ts';
import { columnsOf, type RuleKind, type Severity, type Threshold } from './rule.ts';
import { tellOutcome } from './tellOutcome.ts';
import { isAboutAll } from './verdict.ts';

/** A validation as a person looks at it: the page, the HTML and the Markdown are written from it, in any language. */
export interface ReportView {
  /** What was validated, as a person names it. */
  readonly name: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly validation: 'passed' | 'failed';
  readonly durationMs: number;
  /** As a person names it; null: the rules that hold where no file is named. */
  readonly rulesFile: string | null;
  /** Rows on which a rule of severity error failed, each once. */
  readonly failingRows: number;
  /** In the order of the rules file. */
  readonly rules: readonly RuleView[];
  /** The run before; null: none is known. `at` null: it does not say. */
  readonly before: { readonly at: string | null; readonly rows: number } | null;
  /** Ids of rules that the run before had. */
  readonly gone: readonly string[];
}

export interface RuleView {
  readonly id: string;
  readonly kind: RuleKind;
  readonly columns: readonly string[];
  readonly severity: Severity;
  readonly threshold: Threshold;
  /** One finding about the whole: it has no share. */
  readonly isAboutAll: boolean;
  /** 1-based, in the rules file; null: it stands in none. */
  readonly line: number | null;
  readonly verdict: Verdict;
  readonly checked: number;
  readonly failed: number;
  readonly nulls: number;
  /** What it asks for: `validation.asks.<code>`. */
  readonly asks: Reason;
  /** What it found: `quality.<code>`. */
  readonly told: Reason;
  /** Null: there is nothing to compare with. */
  readonly change: Change | null;
  readonly before: EarlierOutcome | null;
  /** The last runs, this one last; at most `MOST_PAST`. */
  readonly past: readonly PastOutcome[];
}

export type PastOutcome = Pick<RuleOutcome, 'verdict' | 'checked' | 'failed'> & { readonly at: string };

export const MOST_PAST = 30;

export interface ReportAbout extends Pick<ReportView, 'name' | 'at' | 'rulesFile' | 'failingRows'> {
  /** The run before, as a report that was kept or as this view of it. */
  readonly before: EarlierReport | ReportView | null;
}

export function viewReport(report: ValidationReport, { before, ...about }: ReportAbout): ReportView {
  const compared = before && compareReports(before, report);
  const changes = new Map(compared?.rules.map(change => [change.id, change]));
  const earlier = before && 'at' in before ? before : null;
  return {
    ...about,
    ...{ rows: report.rows, columns: report.columns, validation: report.validation, durationMs: report.durationMs },
    rules: report.rules.map(outcome => {
      const changed = changes.get(outcome.rule.id);
      const past = earlier?.rules.find(({ id }) => id === outcome.rule.id)?.past ?? [];
      return {
        ...viewRule(outcome),
        ...{ change: changed?.change ?? null, before: changed?.before ? outcomeOf(changed.before) : null },
        past: [...past, pastOf(outcome, about.at)].slice(-MOST_PAST),
      };
    }),
    before: before && { at: earlier?.at ?? null, rows: before.rows },
    gone: compared?.rules.filter(({ change }) => change === 'gone').map(({ id }) => id) ?? [],
  };
}

function viewRule(outcome: RuleOutcome): Omit<RuleView, 'change' | 'before' | 'past'> {
  const { rule, verdict, checked, failed, nulls } = outcome;
  const { id, kind, severity, threshold, place } = rule;
  return {
    ...{ id, kind, severity, threshold, verdict, checked, failed, nulls },
    ...{ columns: columnsOf(rule), isAboutAll: isAboutAll(rule), line: place?.line ?? null },
    ...{ asks: askOf(rule), told: tellOutcome(outcome) },
  };
}

/** It may be a view of a rule, with a past of its own. */
const outcomeOf = ({ id, verdict, checked, failed }: EarlierOutcome): EarlierOutcome => ({
  ...{ id, verdict, checked, failed },
});

const pastOf = ({ verdict, checked, failed }: RuleOutcome, at: string): PastOutcome => ({
  ...{ at, verdict, checked, failed },
});

/** 0–1, of a rule about single values or rows; null: it has none. */
export function shareOfFailed({ isAboutAll: isWhole, verdict, checked, failed }: RuleView): number | null {
  if (isWhole || verdict === 'could_not_run') return null;
  return checked === 0 ? 0 : failed / checked;
}

/** 0–1: how much of what was checked may fail. */
export function shareTolerated({ threshold, checked }: Pick<RuleView, 'threshold' | 'checked'>): number {
  if ('share' in threshold) return threshold.share;
  return checked === 0 ? 0 : threshold.count / checked;
}
