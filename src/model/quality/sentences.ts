import { pythonNumber, pythonText } from './pythonText.ts';
import type { RuleOutcome } from './report.ts';
import { columnsOf, type Bound, type Rule } from './rule.ts';
import { leavesNulls } from './verdict.ts';

/** A sentence of ours about one outcome: `tellOutcome`, rendered from the English catalogue. */
export type Say = (outcome: RuleOutcome) => string;

/**
 * `errors` of a report: English, whatever the display language, because other programs read them. Those of the seed's
 * keys are its script's to the letter, in the order in which it checks; ours follow.
 */
export function errorSentences(outcomes: readonly RuleOutcome[], say: Say): readonly string[] {
  const told = outcomes.filter(({ verdict }) => verdict === 'failed' || verdict === 'could_not_run');
  const missing = told.filter(({ rule }) => rule.isSeed && rule.kind === 'required');
  const named = new Set(missing.flatMap(({ rule }) => columnsOf(rule)));
  // The script says once that a column is missing, and passes over the other rules about it.
  const rest = told.filter(outcome => !missing.includes(outcome) && !(isMissing(outcome) && isSaid(outcome, named)));
  const seeds = rest.filter(({ rule }) => rule.isSeed).toSorted((a, b) => orderOf(a.rule) - orderOf(b.rule));
  return [
    ...(missing.length === 0 ? [] : [`Missing columns: {${[...named].map(pythonText).join(', ')}}`]),
    ...seeds.map(outcome => seedSentence(outcome) ?? say(outcome)),
    ...rest.filter(({ rule }) => !rule.isSeed).map(say),
  ];
}

/** `warnings` of a report; of a rule that failed, that it did not judge the nulls. */
export const warningSentences = (outcomes: readonly RuleOutcome[], say: Say): readonly string[] =>
  outcomes.flatMap(outcome => {
    if (outcome.verdict === 'warned') return [say(outcome)];
    return outcome.verdict === 'failed' && leavesNulls(outcome) ? [say({ ...outcome, failed: 0 })] : [];
  });

const isMissing = ({ reason }: RuleOutcome): boolean => reason?.code === 'column_missing';
const isSaid = ({ rule }: RuleOutcome, named: ReadonlySet<string>): boolean =>
  columnsOf(rule).every(column => named.has(column));

const SEED_ORDER: readonly Rule['kind'][] = ['not_null', 'range', 'unique', 'min_rows'];
const orderOf = ({ kind }: Rule): number => SEED_ORDER.indexOf(kind);

/** Undefined for what the script has no words for: that a rule could not run. */
function seedSentence({ rule, verdict, failed, checked }: RuleOutcome): string | undefined {
  if (verdict !== 'failed') return undefined;
  switch (rule.kind) {
    case 'not_null':
      return `Column '${rule.column}' has ${failed} null values`;
    case 'range':
      return `Column '${rule.column}' has ${failed} values out of range [${bound(rule.min, rule.areFloats?.[0])}, ${bound(rule.max, rule.areFloats?.[1])}]`;
    case 'unique':
      return `Column '${rule.columns.join("', '")}' has ${failed} duplicate values`;
    case 'min_rows':
      return `Expected at least ${rule.min} rows, got ${checked}`;
    default:
      return undefined;
  }
}

const bound = (value: Bound | null, isFloat = false): string =>
  value === null ? 'None' : typeof value === 'string' ? value : pythonNumber(value, isFloat);
