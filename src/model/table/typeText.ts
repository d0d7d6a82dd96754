import type { ColumnType } from './columnType.ts';

/** A type in one line, as configurations and reports name it. Equal texts: what a file holds is the same. */
export function typeText(type: ColumnType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'timestamp':
      return `timestamp${type.isZoned ? '' : ' without zone'}${type.unit === 'micros' ? '' : ` (${type.unit})`}`;
    case 'list':
      return `list of ${typeText(type.element)}`;
    case 'struct':
      return `struct(${type.fields.map(({ name, type: field }) => `${name} ${typeText(field)}`).join(', ')})`;
    default:
      return type.kind;
  }
}

const DECIMAL = /^decimal\((\d+), ?(\d+)\)$/;

/** What a person may declare of a column; undefined for another text. */
export function declaredType(text: string): ColumnType | undefined {
  const known = DECLARED.get(text);
  if (known) return known;
  if (text.startsWith('list of ')) {
    const element = declaredType(text.slice('list of '.length));
    return element && { kind: 'list', element };
  }
  const [, precision = 0, scale = 0] = (DECIMAL.exec(text) ?? []).map(Number);
  return precision >= 1 && precision <= 38 && scale <= precision ? { kind: 'decimal', precision, scale } : undefined;
}

/** All but decimals and lists. */
export const DECLARED: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ['boolean', { kind: 'boolean' }],
  ['integer', { kind: 'integer', isLong: true }],
  ['float', { kind: 'float' }],
  ['double', { kind: 'double' }],
  ['text', { kind: 'text' }],
  ['json', { kind: 'json' }],
  ['date', { kind: 'date' }],
  ['timestamp', { kind: 'timestamp', isZoned: true, unit: 'micros' }],
  ['timestamp without zone', { kind: 'timestamp', isZoned: false, unit: 'micros' }],
]);
