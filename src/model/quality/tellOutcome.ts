import type { Params, Reason } from '../problem.ts';
import type { RuleOutcome } from './report.ts';
import { columnsOf, type Bound, type Rule } from './rule.ts';
import { ageText, percentageText } from './ruleText.ts';
import { isAboutAll, leavesNulls } from './verdict.ts';

/** What a rule found, to be rendered from the catalogue as `quality.<code>`. */
export function tellOutcome(outcome: RuleOutcome): Reason {
  const { rule, verdict, checked, failed, nulls, reason } = outcome;
  const params = { ...paramsOf(rule), checked, failed, nulls, ...reason?.params };
  const isNear = 'nearest' in params;
  const told = (code: string): Reason => ({ code: isNear ? `${code}_near` : code, params });
  if (verdict === 'could_not_run') return told(`could_not_run.${reason?.code ?? 'unknown'}`);
  if (failed > 0) return told(`failed.${rule.kind}`);
  if (verdict !== 'passed' && leavesNulls(outcome)) return { code: 'nulls', params };
  return { code: reason?.code ?? (isAboutAll(rule) ? `passed.${rule.kind}` : 'passed'), params };
}

/** Of its sentences. */
export function paramsOf(rule: Rule): Params {
  const common = { rule: rule.kind, id: rule.id, column: columnsOf(rule).join(', ') };
  switch (rule.kind) {
    case 'range':
    case 'length':
      return { ...common, min: bound(rule.min), max: bound(rule.max) };
    case 'min_rows':
      return { ...common, min: rule.min };
    case 'pattern':
      return { ...common, pattern: rule.pattern };
    case 'allowed_values':
      return { ...common, values: shortened(rule.values.map(String)) };
    case 'type':
      return { ...common, wanted: rule.type };
    case 'freshness':
      return { ...common, max_age: ageText(rule.maxAgeMs) };
    case 'row_count_change':
      return { ...common, max_change: percentageText(rule.maxChange) };
    default:
      return common;
  }
}

const bound = (value: Bound | null): string => (value === null ? '…' : String(value));

const shortened = (values: readonly string[]): string =>
  values.length > 5 ? `${values.slice(0, 5).join(', ')}, …` : values.join(', ');
