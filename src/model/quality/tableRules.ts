import type { Reason } from '../problem.ts';
import { nearest } from '../nearest.ts';
import type { TableRule } from './check.ts';
import { shareOf } from './verdict.ts';

/** What rules about the table as a whole look at. */
export interface TableSummary {
  readonly rows: number;
  readonly columns: readonly string[];
  /** Of a column: the files that do not have it. */
  lacking(column: string): { readonly files: number; readonly of: number; readonly first: string | null };
  /** The last report's; null when there is none. */
  readonly before: { readonly rows: number } | null;
}

export interface TableFinding {
  readonly checked: number;
  readonly failed: number;
  /** Passed, with something that must be told. */
  readonly isWarned?: true;
  readonly reason: Reason | null;
}

export function checkTable(rule: TableRule, table: TableSummary): TableFinding {
  if (rule.kind === 'required') return checkRequired(rule.column, table);
  const { rows } = table;
  if (rule.kind === 'row_count_change') return checkChange(rule.maxChange, table);
  return { checked: rows, failed: rows < rule.min ? 1 : 0, reason: null };
}

/** Datasets grow columns: older partitions that lack one are told, only its absence from all of them is a failure. */
function checkRequired(column: string, table: TableSummary): TableFinding {
  if (!table.columns.includes(column)) return { checked: 1, failed: 1, reason: missingColumn(column, table.columns) };
  const { files, of, first } = table.lacking(column);
  if (files === 0) return { checked: 1, failed: 0, reason: null };
  const params = { column, files, of, file: first ?? '' };
  return { checked: 1, failed: 0, isWarned: true, reason: { code: 'column_missing_in_files', params } };
}

export function missingColumn(column: string, columns: readonly string[]): Reason {
  const near = nearest(column, columns);
  return { code: 'column_missing', params: near === undefined ? { column } : { column, nearest: near } };
}

function checkChange(maxChange: number, { rows, before }: TableSummary): TableFinding {
  if (before === null)
    return { checked: rows, failed: 0, isWarned: true, reason: { code: 'nothing_before', params: {} } };
  const difference = Math.abs(rows - before.rows);
  const params = { rows, before: before.rows };
  return {
    checked: rows,
    failed: difference > shareOf(maxChange, before.rows) ? 1 : 0,
    reason: { code: 'rows_before', params },
  };
}
