import type { Reason } from '../problem.ts';
import type { ColumnType } from '../table/columnType.ts';
import { boundIn, doesNotFit, isNumeric } from './bounds.ts';
import type { Passes } from './checkTypes.ts';
import type { Rule } from './rule.ts';
import { valueKey } from './valueKey.ts';

type Allowed = Extract<Rule, { kind: 'allowed_values' }>;

/** A Reason where no value of the list could ever stand in the column: "1" in a column of numbers. */
export function allowedValues(rule: Allowed, type: ColumnType): Passes | Reason {
  if (rule.values.length > 0 && !rule.values.some(value => fits(typeof value, type))) return doesNotFit(rule, type);
  const keys = new Set(rule.values.map(value => valueKey(typeof value === 'number' ? boundIn(value, type) : value)));
  return value => keys.has(valueKey(value));
}

function fits(written: string, type: ColumnType): boolean {
  if (type.kind === 'null' || type.kind === 'json') return true;
  if (isNumeric(type)) return written === 'number' || written === 'bigint';
  if (type.kind === 'boolean') return written === 'boolean';
  return written === 'string' && type.kind !== 'list' && type.kind !== 'struct';
}
