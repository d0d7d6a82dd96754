import type { Reason } from '../problem.ts';
import type { Rule } from './rule.ts';
import { paramsOf } from './tellOutcome.ts';

/** What a rule asks for, to be rendered as `validation.asks.<code>` or, beside one value, `validation.expected.<code>`. */
export const askOf = (rule: Rule): Reason => ({ code: codeOf(rule), params: paramsOf(rule) });

function codeOf(rule: Rule): string {
  if (rule.kind === 'range') return boundsCode(rule, { both: 'range', least: 'range_min', most: 'range_max' });
  if (rule.kind === 'length') return boundsCode(rule, { both: 'length', least: 'length_min', most: 'length_max' });
  return rule.kind;
}

interface Codes {
  readonly both: string;
  readonly least: string;
  readonly most: string;
}

function boundsCode({ min, max }: { readonly min: unknown; readonly max: unknown }, codes: Codes): string {
  if (max === null) return codes.least;
  return min === null ? codes.most : codes.both;
}
