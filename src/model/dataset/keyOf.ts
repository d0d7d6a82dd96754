import type { Row, Value } from '../table/value.ts';
import { momentText, readMoment } from './instant.ts';
import { valueText } from './valueText.ts';

/**
 * What tells a row from all others of its dataset; undefined where a part of its key is missing. Equal for a row as the
 * API gave it and as a table gives it back, whatever its column became meanwhile: 7 and "7", and two ways to write one
 * instant, are one key.
 */
export function createKeyOf(columns: readonly string[]): (row: Row) => string | undefined {
  const [only = 'id', ...others] = columns;
  if (others.length === 0) return row => keyText(row[only]);
  return row => {
    const parts = columns.map(column => keyText(row[column]));
    return parts.includes(undefined) ? undefined : JSON.stringify(parts);
  };
}

export function keyText(value: Value | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') return valueText(value);
  // Nothing shorter is a timestamp.
  const moment = value.length < 16 ? undefined : readMoment(value);
  return moment ? momentText(moment) : value;
}
