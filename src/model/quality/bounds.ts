import type { Reason } from '../problem.ts';
import type { ColumnType } from '../table/columnType.ts';
import { compareNumbers } from '../table/compareValues.ts';
import { typeText } from '../table/typeText.ts';
import { isExactDecimal, type Value } from '../table/value.ts';
import type { Passes } from './checkTypes.ts';
import { compareMoments, momentOf } from './moments.ts';
import type { Bound, Rule } from './rule.ts';

export interface Bounds {
  readonly min: Bound | null;
  readonly max: Bound | null;
}

/** Below 0: the value is smaller than the bound. NaN: they cannot be compared. */
type Compare = (value: Value) => number;

export const isNumeric = ({ kind }: Pick<ColumnType, 'kind'>): boolean =>
  ['integer', 'double', 'float', 'decimal'].includes(kind);
const isTime = ({ kind }: ColumnType): boolean => kind === 'date' || kind === 'timestamp';

/** Inclusive. A Reason where bounds and column are of different kinds. */
export function withinBounds({ min, max }: Bounds, { rule, type }: { rule: Rule; type: ColumnType }): Passes | Reason {
  const low = min === null ? () => 0 : comparing(min, type, rule.isSeed);
  const high = max === null ? () => 0 : comparing(max, type, rule.isSeed);
  if (!low || !high) return doesNotFit(rule, type);
  return value => low(value) >= 0 && high(value) <= 0;
}

/** A column of single precision holds 0.1 as its nearest, and pandas compares with that, too. */
export const boundIn = (bound: Bound | null, { kind }: ColumnType): Bound | null =>
  kind === 'float' && typeof bound === 'number' ? Math.fround(bound) : bound;

export function doesNotFit(rule: Rule, type: ColumnType): Reason {
  const column = 'column' in rule ? rule.column : '';
  return { code: 'rule_does_not_fit', params: { rule: rule.kind, column, type: typeText(type) } };
}

/** Texts that say times are compared as times, and no other text lies within; the script compares their letters. */
function comparing(bound: Bound, type: ColumnType, isSeed: boolean): Compare | undefined {
  if (type.kind === 'null') return () => 0;
  if (typeof bound !== 'string') return isNumeric(type) ? value => compareNumber(value, bound) : undefined;
  const moment = momentOf(bound);
  if (type.kind === 'text' && (isSeed || !moment))
    return value => (typeof value === 'string' ? compareTexts(value, bound) : NaN);
  if (!moment || !(isTime(type) || type.kind === 'text')) return undefined;
  return value => {
    const at = typeof value === 'string' ? momentOf(value) : undefined;
    return at ? compareMoments(at, moment) : NaN;
  };
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareNumber = (value: Value, bound: number | bigint): number =>
  typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value) ? compareNumbers(value, bound) : NaN;
