import type { Cell, ValueKind } from '../../src/protocol/table.ts';

/** What a person would type above the column, as `model/tableView/filterText.ts` reads it. */
export const NULL_FILTER = '= NULL';

/** Rows with this very value; null: what is cut cannot be asked for. */
export function equalFilter(value: Cell, kind: ValueKind): string | null {
  if (value === null) return NULL_FILTER;
  if (typeof value !== 'string') return null;
  if (kind !== 'text') return `= ${value}`;
  const isPlain = /^[^\s"'](?:.*\S)?$/su.test(value) && !/^null$/i.test(value);
  return isPlain ? `= ${value}` : `= "${value.replaceAll('"', '""')}"`;
}

/** Rows of one bar. */
export const spanFilter = ({ from, to }: { readonly from: string; readonly to: string }, isLast: boolean): string =>
  from === to ? `= ${from}` : `${from}..${isLast ? '' : '<'}${to}`;
