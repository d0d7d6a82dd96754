import type { RuleOutcome, ValidationReport, Verdict } from './report.ts';
import { fractionOf, type EarlierOutcome, type EarlierReport } from './reportJson.ts';
import { isAboutAll } from './verdict.ts';

/** `new`, `gone`: only one of the two reports has the rule. */
export type Change = 'better' | 'same' | 'worse' | 'new' | 'gone';

export interface RuleChange {
  readonly id: string;
  readonly change: Change;
  /** Null where that report does not have the rule. */
  readonly before: EarlierOutcome | null;
  readonly after: EarlierOutcome | null;
}

export interface ReportComparison {
  readonly rows: { readonly before: number; readonly after: number };
  /** In the order of the report; those that are gone last. */
  readonly rules: readonly RuleChange[];
  /** Rules that fail now and did not, or were not there, before; and the other way round. */
  readonly newFailures: readonly string[];
  readonly goneFailures: readonly string[];
}

/** Rules are told apart by their ids. */
export function compareReports(before: EarlierReport, after: ValidationReport): ReportComparison {
  const earlier = new Map(before.rules.map(rule => [rule.id, rule]));
  const ids = new Set(after.rules.map(({ rule }) => rule.id));
  const rules = [
    ...after.rules.map(outcome => changeOf(earlier.get(outcome.rule.id), outcome)),
    ...before.rules.filter(({ id }) => !ids.has(id)).map(rule => ({ ...{ id: rule.id, before: rule }, ...GONE })),
  ];
  const idsOf = (is: (change: RuleChange) => boolean): readonly string[] => rules.filter(is).map(({ id }) => id);
  return {
    rows: { before: before.rows, after: after.rows },
    rules,
    newFailures: idsOf(rule => isFailure(rule.after) && !isFailure(rule.before)),
    goneFailures: idsOf(rule => isFailure(rule.before) && !isFailure(rule.after)),
  };
}

const outcomeOf = ({ rule, verdict, checked, failed }: RuleOutcome): EarlierOutcome => ({
  ...{ id: rule.id, verdict, checked, failed },
});

const isFailure = (rule: EarlierOutcome | null): boolean =>
  rule?.verdict === 'failed' || rule?.verdict === 'could_not_run';

const GONE = { change: 'gone', after: null } as const;

function changeOf(before: EarlierOutcome | undefined, outcome: RuleOutcome): RuleChange {
  const after = outcomeOf(outcome);
  const { id } = after;
  if (!before) return { id, change: 'new', before: null, after };
  // One finding about all rows is no worse where there are fewer of them.
  const shares = isAboutAll(outcome.rule) ? 0 : fractionOf(after) - fractionOf(before);
  const difference = RANKS[after.verdict] - RANKS[before.verdict] || shares;
  return { id, change: difference === 0 ? 'same' : difference < 0 ? 'better' : 'worse', before, after };
}

/** One that could not run says nothing of the data: that is worse than to know how bad they are. */
const RANKS: Readonly<Record<Verdict, number>> = { passed: 0, warned: 1, failed: 2, could_not_run: 3 };
