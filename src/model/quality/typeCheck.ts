import type { Reason } from '../problem.ts';
import type { ColumnType } from '../table/columnType.ts';
import { isExactDecimal, isList, isStruct, type Value } from '../table/value.ts';
import type { Passes } from './checkTypes.ts';
import { momentOf } from './moments.ts';
import type { Rule, TypeName } from './rule.ts';

/** A column's type tells it at once; where numbers or JSON say more than their type, each value does. */
export function hasType({ type: wanted }: Extract<Rule, { kind: 'type' }>, type: ColumnType): Passes | Reason {
  if (type.kind === 'null' || NAMES[type.kind].includes(wanted)) return always;
  if (type.kind === 'json' || (wanted === 'integer' && HOLD_INTEGERS.includes(type.kind))) return OF_VALUE[wanted];
  return () => false;
}

/** The column's own type says it of all its values. */
export const always: Passes = () => true;

/** pandas makes doubles of integers as soon as one of them is null. */
const HOLD_INTEGERS: readonly string[] = ['double', 'float', 'decimal'];

const NAMES: Readonly<Record<Exclude<ColumnType['kind'], 'null'>, readonly TypeName[]>> = {
  boolean: ['boolean'],
  integer: ['integer', 'number'],
  double: ['number'],
  float: ['number'],
  decimal: ['number'],
  text: ['text'],
  date: ['date'],
  timestamp: ['timestamp'],
  list: ['list'],
  struct: ['struct'],
  json: [],
};

const isNumber = (value: Value): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value);

const OF_VALUE: Readonly<Record<TypeName, Passes>> = {
  boolean: value => typeof value === 'boolean',
  integer: value =>
    typeof value === 'bigint' || Number.isInteger(value) || (isExactDecimal(value) && !value.decimal.includes('.')),
  number: isNumber,
  text: value => typeof value === 'string',
  date: value => typeof value === 'string' && value.length === 10 && momentOf(value) !== undefined,
  timestamp: value => typeof value === 'string' && value.length > 10 && momentOf(value) !== undefined,
  list: value => isList(value),
  struct: value => isStruct(value),
};
