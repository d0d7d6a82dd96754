import type { ParquetWriter } from 'hyparquet-writer';
import type { TableColumn } from '../../engine/ports.ts';
import type { ColumnType } from '../../model/table/columnType.ts';

export type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

export const schemaOf = (columns: readonly TableColumn[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.flatMap(schemaElements),
];

/** What the writer must not make JSON of, because it is JSON text already: to it, a text. */
export const writingSchemaOf = (columns: readonly TableColumn[]): SchemaElement[] =>
  schemaOf(columns).map(element =>
    element.converted_type === 'JSON' ? { ...element, ...leafOf({ kind: 'text' }) } : element,
  );

/**
 * As other readers understand it: int64 plain (with `logical_type: INTEGER` pyarrow, DuckDB and pandas refuse the file),
 * decimals with both annotations, timestamps by the new one alone (the old one has no zone), lists in three levels.
 */
function schemaElements({ name, type }: TableColumn): SchemaElement[] {
  const element = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type.kind) {
    case 'list':
      return [
        { ...element, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...schemaElements({ name: 'element', type: type.element }),
      ];
    case 'struct':
      return [{ ...element, num_children: type.fields.length }, ...type.fields.flatMap(schemaElements)];
    default:
      return [{ ...element, ...leafOf(type) }];
  }
}

/** Bytes of a decimal beyond int64: 38 digits fit. */
const DECIMAL_BYTES = 16;
const INT64_DIGITS = 18;

type Leaf = Exclude<ColumnType, { kind: 'list' | 'struct' }>;

function leafOf(type: Leaf): Omit<SchemaElement, 'name'> {
  switch (type.kind) {
    case 'null':
      return { type: 'INT32', logical_type: { type: 'NULL' } };
    case 'boolean':
      return { type: 'BOOLEAN' };
    case 'integer':
      if (type.bits === undefined) return { type: 'INT64' };
      return type.bits === 32 ? { type: 'INT32' } : { type: 'INT32', converted_type: `INT_${type.bits}` };
    case 'float':
      return { type: 'FLOAT' };
    case 'double':
      return { type: 'DOUBLE' };
    case 'date':
      return { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } };
    case 'text':
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
    case 'json':
      return { type: 'BYTE_ARRAY', converted_type: 'JSON', logical_type: { type: 'JSON' } };
    case 'decimal': {
      const { precision, scale } = type;
      const logical = {
        converted_type: 'DECIMAL',
        precision,
        scale,
        logical_type: { ...type, type: 'DECIMAL' },
      } as const;
      return precision <= INT64_DIGITS
        ? { type: 'INT64', ...logical }
        : { type: 'FIXED_LEN_BYTE_ARRAY', type_length: DECIMAL_BYTES, ...logical };
    }
    case 'timestamp':
      return {
        type: 'INT64',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: type.isZoned, unit: UNITS[type.unit] },
      };
  }
}

const UNITS = { millis: 'MILLIS', micros: 'MICROS', nanos: 'NANOS' } as const;
