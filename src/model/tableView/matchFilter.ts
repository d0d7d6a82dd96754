import type { ColumnType } from '../table/columnType.ts';
import type { ColumnFacts } from '../table/columnValues.ts';
import { compareNumbers, compareTexts } from '../table/compareValues.ts';
import { exactJson } from '../table/exactJson.ts';
import { isExactDecimal, type Value } from '../table/value.ts';
import type { Bound, PartFilter, RangeFilter, TableFilter } from './filter.ts';
import { comparableTime } from './filterTimes.ts';

export type Matches = (value: Value) => boolean;

/**
 * Whether a filter holds of a value of a column of this type; of binary values: of their hexadecimal, in lower case. A NaN is
 * no NULL to who looks at a table: it equals NaN, and is not `= 5`.
 */
export function matches(filter: TableFilter, type: ColumnType): Matches {
  if (filter.test === 'null') return value => (value === null) !== filter.isNegated;
  const holds = ofValues(filter, type);
  return value => value !== null && holds(value);
}

function ofValues(filter: Exclude<TableFilter, { test: 'null' }>, type: ColumnType): Matches {
  switch (filter.test) {
    case 'boolean':
      return value => value === filter.value;
    case 'json':
      return value => (exactJson(value) === filter.text) !== filter.isNegated;
    case 'part': {
      const holds = partOf(filter);
      const isNested = type.kind === 'json' || type.kind === 'list' || type.kind === 'struct';
      return value => holds((typeof value === 'string' && !isNested ? value : exactJson(value)).toLowerCase());
    }
    case 'range':
      return withinRange(filter, type);
  }
}

function partOf({ way, text }: PartFilter): (lower: string) => boolean {
  switch (way) {
    case 'holds':
      return lower => lower.includes(text);
    case 'begins':
      return lower => lower.startsWith(text);
    case 'ends':
      return lower => lower.endsWith(text);
    case 'is':
      return lower => lower === text;
  }
}

function withinRange(filter: RangeFilter, { kind }: ColumnType): Matches {
  const { low, high, isNegated } = kind === 'float' || kind === 'double' ? inColumn(filter, kind) : filter;
  const compare = COMPARE[filter.of];
  const isAbove = low === null ? () => true : boundTest(low, value => compare(value, low.value));
  const isBelow = high === null ? () => true : boundTest(high, value => -compare(value, high.value));
  return value => (isAbove(value) && isBelow(value)) !== isNegated;
}

const boundTest =
  ({ isOpen }: Bound, inside: (value: Value) => number): Matches =>
  value => {
    const by = inside(value);
    return by > 0 || (by === 0 && !isOpen);
  };

/** Such a column holds the nearest to what a person types: 0.1 is not a double, and another one in single precision. */
function inColumn(filter: RangeFilter, kind: 'float' | 'double'): RangeFilter {
  const rounded = (bound: Bound | null): Bound | null => {
    if (!bound) return null;
    const double = Number(isExactDecimal(bound.value) ? bound.value.decimal : bound.value);
    return { ...bound, value: kind === 'float' ? Math.fround(double) : double };
  };
  return { ...filter, low: rounded(filter.low), high: rounded(filter.high) };
}

/** NaN: nothing that can be compared. */
type Compare = (value: Value, bound: Value) => number;

const isNumber = (value: Value) => typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value);

const COMPARE: Readonly<Record<RangeFilter['of'], Compare>> = {
  number: (value, bound) => {
    if (!isNumber(value) || !isNumber(bound)) return NaN;
    if (Number.isNaN(value) || Number.isNaN(bound)) return Number.isNaN(value) && Number.isNaN(bound) ? 0 : NaN;
    return compareNumbers(value, bound);
  },
  text: (value, bound) => (typeof value === 'string' && typeof bound === 'string' ? compareTexts(value, bound) : NaN),
  time: (value, bound) => {
    if (typeof value !== 'string' || typeof bound !== 'string') return NaN;
    const time = comparableTime(value);
    return time < bound ? -1 : time > bound ? 1 : 0;
  },
};

/**
 * Whether some value of a row group may match, by what the file says of it: where not, it need not be read. `facts` and
 * `type` are those of one file. Texts of which a part is sought, and JSON, say nothing here.
 */
export function mayHold(filter: TableFilter, type: ColumnType, facts: ColumnFacts, rows: number): boolean {
  const { nulls, min, max } = facts;
  if (filter.test === 'null') return filter.isNegated ? nulls !== rows : nulls !== 0;
  if (nulls === rows) return false;
  if (min === null || max === null) return true;
  if (filter.test === 'boolean') return typeof min !== 'boolean' || min === filter.value || max === filter.value;
  if (filter.test !== 'range') return true;
  const isDouble = type.kind === 'double' || type.kind === 'float';
  // No file counts a NaN, nor has it among its bounds.
  if (isDouble && (filter.isNegated || Number.isNaN(filter.low?.value))) return true;
  const within = ofValues({ ...filter, isNegated: false }, type);
  // All of them lie inside what is to be left out.
  if (filter.isNegated) return !(within(min) && within(max));
  const reaches = (bound: 'low' | 'high', value: Value): boolean =>
    ofValues({ ...filter, [bound === 'low' ? 'high' : 'low']: null }, type)(value);
  return reaches('low', max) && reaches('high', min);
}
