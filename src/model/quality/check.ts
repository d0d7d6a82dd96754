import type { Reason } from '../problem.ts';
import { isNull, type ColumnFacts, type ColumnValues } from '../table/columnValues.ts';
import type { ColumnType } from '../table/columnType.ts';
import type { Value } from '../table/value.ts';
import { allowedValues } from './allowedValues.ts';
import { boundIn, withinBounds } from './bounds.ts';
import type { Check, Passes, Seen, Surroundings } from './checkTypes.ts';
import { freshness } from './freshness.ts';
import { hasLength, matchesPattern } from './textChecks.ts';
import { always, hasType } from './typeCheck.ts';
import { unique, uniqueAcrossPartitions } from './unique.ts';
import type { Rule } from './rule.ts';

/** Those that are about the table as a whole, and read no value. */
export type TableRule = Extract<Rule, { readonly kind: 'required' | 'min_rows' | 'row_count_change' }>;
export type ValueRule = Exclude<Rule, TableRule>;

export const isTableRule = (rule: Rule): rule is TableRule =>
  rule.kind === 'required' || rule.kind === 'min_rows' || rule.kind === 'row_count_change';

/** A Reason: it cannot run on columns of these types. */
export function createCheck(rule: ValueRule, around: Surroundings): Check | Reason {
  const [type = { kind: 'null' } as const] = around.types;
  switch (rule.kind) {
    case 'not_null':
      return notNull(rule.column);
    case 'unique':
      return unique(rule.columns, around.keySet());
    case 'unique_across_partitions':
      return uniqueAcrossPartitions(rule.columns, around.keySet);
    case 'range': {
      const asked = { ...rule, min: boundIn(rule.min, type), max: boundIn(rule.max, type) };
      const passes = withinBounds(asked, { rule, type });
      return 'code' in passes ? passes : range(asked, passes, type);
    }
    case 'allowed_values': {
      const passes = allowedValues(rule, type);
      return 'code' in passes ? passes : ofEach(rule.column, passes, constant(passes));
    }
    case 'length': {
      const passes = hasLength(rule, type);
      return 'code' in passes ? passes : ofEach(rule.column, passes);
    }
    case 'type': {
      const passes = hasType(rule, type);
      return 'code' in passes ? passes : ofEach(rule.column, passes, () => passes === always);
    }
    case 'pattern':
      return matchesPattern(rule, type, around.matcher);
    case 'freshness':
      return freshness(rule, { type, now: around.now });
  }
}

/** Whether statistics prove that all values pass that are not null. */
type Proves = (facts: ColumnFacts) => boolean;

const NONE: readonly number[] = [];
const noProof: Proves = () => false;

/** A rule about each value that is not null. */
function ofEach(column: string, passes: Passes, proves: Proves = noProof): Check {
  return {
    columns: [column],
    learn: (facts, rows) => learnNulls(facts, rows) ?? (proves(facts) ? proven(facts) : null),
    see: ([values = []]) => seeEach(values, passes),
  };
}

/** Nothing but nulls: there is no value to look at. */
const learnNulls = ({ nulls }: ColumnFacts, rows: number): Seen | null =>
  nulls === rows ? { nulls, failing: NONE } : null;

const proven = ({ nulls }: ColumnFacts): Seen | null => (nulls === null ? null : { nulls, failing: NONE });

function seeEach(values: ColumnValues, passes: Passes): Seen {
  const failing: number[] = [];
  let nulls = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value === undefined || isNull(value)) nulls += 1;
    else if (!passes(value)) failing.push(at);
  }
  return { nulls, failing };
}

/** The same value from the smallest to the largest. */
const constant =
  (passes: Passes): Proves =>
  ({ min, max }) =>
    min !== null && min === max && passes(min);

function range({ column, min, max }: Extract<Rule, { kind: 'range' }>, passes: Passes, type: ColumnType): Check {
  // Between two texts that say times stand others that say none.
  const isOrdered = type.kind !== 'text';
  const proves: Proves = facts => isOrdered && isWithin(facts.min, passes) && isWithin(facts.max, passes);
  const general = ofEach(column, passes, proves);
  if (!isDouble(min) || !isDouble(max)) return general;
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  return {
    ...general,
    see: ([values = []]) => (values instanceof Float64Array ? seeNumbers(values, low, high) : seeEach(values, passes)),
  };
}

const isWithin = (bound: Value | null, passes: Passes): boolean => bound !== null && passes(bound);

/** No bound is one, too: an infinity. */
const isDouble = (bound: unknown): bound is number | null => bound === null || typeof bound === 'number';

function seeNumbers(values: Float64Array, low: number, high: number): Seen {
  const failing: number[] = [];
  let nulls = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? NaN;
    if (value >= low && value <= high) continue;
    if (Number.isNaN(value)) nulls += 1;
    else failing.push(at);
  }
  return { nulls, failing };
}

function notNull(column: string): Check {
  return {
    columns: [column],
    learn: ({ nulls }) => (nulls === 0 ? { nulls, failing: NONE } : null),
    see: ([values = []]) => {
      const failing: number[] = [];
      for (let at = 0; at < values.length; at++) if (isNull(values[at])) failing.push(at);
      return { nulls: failing.length, failing };
    },
  };
}
