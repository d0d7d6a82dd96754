import type { SchemaContract } from '../api/load.ts';
import type { Reason } from '../problem.ts';
import type { ColumnType, TypedField } from '../table/columnType.ts';
import { joinTypes } from '../table/typeFold.ts';
import { typeText } from '../table/typeText.ts';

/** What a run found different from the columns that were known. */
export interface SchemaChange {
  readonly column: string;
  readonly change: 'added' | 'widened' | 'missing';
  /** Null: it was not there. As types are written in options: `decimal(18,4)`. */
  readonly from: string | null;
  /** Null: it is not there any more. */
  readonly to: string | null;
  /** How many values, or rows, the contract put aside. */
  readonly discarded?: number;
}

export interface AgreedColumns {
  readonly columns: readonly TypedField[];
  readonly changes: readonly SchemaChange[];
  /** Those whose values have to be looked at one by one. */
  readonly guarded: readonly string[];
}

/**
 * The columns that will be written. Nothing known: those that came. `evolve` joins both; the discarding contracts keep
 * what is known; for `freeze` the changes are a refusal (`refuseChanges`).
 *
 * @param found none: no row came, and nothing is missing
 */
export function agreeColumns(
  contract: SchemaContract,
  known: readonly TypedField[] | null,
  found: readonly TypedField[],
): AgreedColumns {
  if (known === null) return { columns: found, changes: [], guarded: [] };
  const came = new Map(found.map(({ name, type }) => [name, type]));
  const joined = known.map(({ name, type }) => ({ name, type: joinTypes(type, came.get(name) ?? type) }));
  const added = found.filter(({ name, type }) => type.kind !== 'null' && !known.some(column => column.name === name));
  const changes = [
    ...known.flatMap((column, at) => changeOf(column, joined[at]?.type ?? column.type, came, found.length > 0)),
    ...added.map(({ name, type }) => ({ column: name, change: 'added' as const, from: null, to: typeText(type) })),
  ];
  if (contract === 'evolve') return { columns: [...joined, ...added], changes, guarded: [] };
  const guarded = changes.filter(({ change }) => change !== 'missing').map(({ column }) => column);
  return { columns: known, changes, guarded };
}

function changeOf(
  { name, type }: TypedField,
  joined: ColumnType,
  came: ReadonlyMap<string, ColumnType>,
  cameAny: boolean,
): SchemaChange[] {
  if (!came.has(name)) {
    return cameAny ? [{ column: name, change: 'missing', from: typeText(type), to: null }] : [];
  }
  const [from, to] = [typeText(type), typeText(joined)];
  return from === to ? [] : [{ column: name, change: 'widened', from, to }];
}

/** Null unless the columns are frozen and have changed. */
export function refuseChanges(contract: SchemaContract, changes: readonly SchemaChange[]): Reason | null {
  if (contract !== 'freeze' || changes.length === 0) return null;
  const told = changes.map(({ column, change, from, to }) => {
    if (change === 'added') return `+${column} ${to ?? ''}`;
    return change === 'missing' ? `-${column}` : `${column} ${from ?? ''} → ${to ?? ''}`;
  });
  return { code: 'schema_changed', params: { count: changes.length, changes: told.join(', ') } };
}
