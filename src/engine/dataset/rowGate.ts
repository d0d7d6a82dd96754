import { isRenamed, storedRow } from '../../model/dataset/ownColumns.ts';
import type { Reason } from '../../model/problem.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { fieldOf, fitFor, type Fit } from '../../model/table/fitValue.ts';
import { isStruct, type Row, type Value } from '../../model/table/value.ts';
import { typeText } from '../../model/table/typeText.ts';
import type { TableColumn } from '../ports.ts';
import type { DatasetPlan } from './dataset.ts';
import type { TableRow } from './tableSink.ts';

export interface GatedRow {
  /** Undefined: the row is put aside. Its text, where that is the row as it will stand. */
  readonly row: TableRow | undefined;
  readonly reason?: Reason;
}

/** Lets a staged row pass, as it will stand in the table; takes out of it, or holds back, what the columns do not take. */
export type RowGate = (json: string) => GatedRow;

interface Guard {
  readonly name: string;
  /** Undefined: there is no such column. */
  readonly fit: Fit | undefined;
  readonly type: string;
  /** The row is held back; else the value. */
  readonly holdsRow: boolean;
}

/**
 * Columns whose type joins what came need no look: every value fits. A declared type, and a contract that discards, do.
 * @param discard called for each value that is taken out
 */
export function createRowGate(plan: DatasetPlan, discard: (column: string) => void): RowGate {
  const guards = plan.guards.map(({ name, holdsRow }) => guardOf(plan.columns, name, holdsRow));
  if (guards.length === 0 && !plan.columns.some(({ name }) => isRenamed(name))) return json => ({ row: json });
  return json => {
    const row = readRow(json);
    const misfits = guards.filter(guard => !passes(guard, fieldOf(row, guard.name)));
    if (misfits.length === 0) return { row };
    const holding = misfits.find(({ holdsRow }) => holdsRow);
    if (holding) return { row: undefined, reason: reasonOf(holding, fieldOf(row, holding.name)) };
    const names = new Set(misfits.map(({ name }) => name));
    for (const name of names) discard(name);
    return { row: Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name))) };
  };
}

function guardOf(columns: readonly TableColumn[], name: string, holdsRow: boolean): Guard {
  const type = columns.find(column => column.name === name)?.type;
  return { name, fit: type && fitFor(type), type: type ? typeText(type) : '–', holdsRow };
}

const passes = ({ fit }: Guard, value: Value): boolean => value === null || fit?.(value) !== undefined;

/** A staged row is an object: the paging has seen to it. */
export function readRow(json: string): Row {
  const row = parseExactJson(json);
  return isStruct(row) ? storedRow(row) : {};
}

function reasonOf({ name, type, fit }: Guard, value: Value): Reason {
  const shown = String(JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)));
  const params = { column: name, type, value: shown.length > 80 ? `${shown.slice(0, 80)}…` : shown };
  return { code: fit ? 'row_value_misfit' : 'row_column_unknown', params };
}
