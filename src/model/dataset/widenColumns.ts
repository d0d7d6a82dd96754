import type { TypedField } from '../table/columnType.ts';
import { joinTypes } from '../table/typeFold.ts';
import { typeText } from '../table/typeText.ts';
import { isOwn } from './ownColumns.ts';

/**
 * The columns of a table that is written again: those that are planned, and what stands in it besides; a run that was
 * given up may have left columns that nobody planned.
 *
 * @param standing null: there is no table
 * @param known of the last complete run: all rows fit it, and it knows more of doubles than a table tells
 */
export function widenColumns(
  planned: readonly TypedField[],
  standing: readonly TypedField[] | null,
  known: readonly TypedField[],
): { readonly columns: readonly TypedField[]; readonly isSame: boolean } {
  if (standing === null) return { columns: planned, isSame: false };
  const theirs = standing.filter(({ name }) => !isOwn(name));
  const types = new Map(theirs.map(({ name, type }) => [name, type]));
  const knownText = new Map(known.map(({ name, type }) => [name, typeText(type)]));
  const joined = planned.map(({ name, type }) => {
    const there = types.get(name);
    return { name, type: there && knownText.get(name) !== typeText(there) ? joinTypes(type, there) : type };
  });
  const names = new Set(planned.map(({ name }) => name));
  const columns = [...joined, ...theirs.filter(({ name }) => !names.has(name))];
  return { columns, isSame: isEqual(columns, types) };
}

const isEqual = (columns: readonly TypedField[], types: ReadonlyMap<string, TypedField['type']>): boolean =>
  columns.every(({ name, type }) => {
    const there = types.get(name);
    // A column of nothing adds nothing.
    return there ? typeText(there) === typeText(type) || type.kind === 'null' : type.kind === 'null';
  });
