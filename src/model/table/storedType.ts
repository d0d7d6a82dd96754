import type { ColumnType } from './columnType.ts';

/** What files can hold: a struct without fields is JSON text in them. */
export function storedType(type: ColumnType): ColumnType {
  if (type.kind === 'list') return { kind: 'list', element: storedType(type.element) };
  if (type.kind !== 'struct') return type;
  if (type.fields.length === 0) return { kind: 'json' };
  return { kind: 'struct', fields: type.fields.map(({ name, type: field }) => ({ name, type: storedType(field) })) };
}
