import { columnsOf, type Rule, type Threshold } from './rule.ts';
import { VERDICTS, type RuleOutcome, type ValidationReport, type Verdict } from './report.ts';

export interface Figures {
  readonly checked: number;
  readonly failed: number;
  readonly nulls: number;
}

/** Of a rule that has run. Nulls that no rule about nulls has judged are never passed over in silence. */
export function verdictOfRule(rule: Rule, { checked, failed, nulls }: Figures): Verdict {
  if (failed > tolerated(rule.threshold, checked)) return rule.severity === 'warning' ? 'warned' : 'failed';
  return leavesNulls({ rule, nulls }) ? 'warned' : 'passed';
}

/** Nulls that this rule says nothing about. */
export const leavesNulls = ({ rule, nulls }: Pick<RuleOutcome, 'rule' | 'nulls'>): boolean =>
  nulls > 0 && rule.kind !== 'not_null';

/** Once a `not_null` rule has judged a column's nulls, with or without a threshold, no other rule warns of them again. */
export function settleNulls(outcomes: readonly RuleOutcome[]): readonly RuleOutcome[] {
  const judging = outcomes.filter(({ rule, verdict }) => rule.kind === 'not_null' && verdict !== 'could_not_run');
  const judged = new Set(judging.flatMap(({ rule }) => columnsOf(rule)));
  const isSettled = (outcome: RuleOutcome): boolean =>
    isWarnedOfNullsAlone(outcome) && columnsOf(outcome.rule).every(column => judged.has(column));
  return outcomes.map(outcome => (isSettled(outcome) ? { ...outcome, verdict: 'passed' } : outcome));
}

const isWarnedOfNullsAlone = (outcome: RuleOutcome): boolean =>
  outcome.verdict === 'warned' &&
  outcome.reason === null &&
  leavesNulls(outcome) &&
  outcome.failed <= tolerated(outcome.rule.threshold, outcome.checked);

const tolerated = (threshold: Threshold, checked: number): number =>
  'count' in threshold ? threshold.count : shareOf(threshold.share, checked);

/** So many, of a share as a file writes it: 29 % of 100 are 29, and not the 28.999999999999996 that doubles make of it. */
export const shareOf = (share: number, of: number): number => share * of * (1 + 4 * Number.EPSILON);

export const validationOf = (outcomes: readonly RuleOutcome[]): ValidationReport['validation'] =>
  outcomes.some(({ verdict }) => verdict === 'failed' || verdict === 'could_not_run') ? 'failed' : 'passed';

/** One finding about the whole: all or nothing has failed. */
export const isAboutAll = ({ kind }: Rule): boolean =>
  ['required', 'min_rows', 'row_count_change', 'freshness'].includes(kind);

/** The worst first; those of one verdict in the order of the rules file. */
export const worstFirst = <T extends { readonly verdict: Verdict }>(outcomes: readonly T[]): readonly T[] =>
  outcomes.toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
