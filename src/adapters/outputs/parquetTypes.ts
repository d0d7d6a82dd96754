import type { TableColumn } from '../../engine/ports.ts';
import type { ColumnType, TimestampType, TypedField } from '../../model/table/columnType.ts';
import { decimalText } from '../../model/table/digits.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { dateText, momentText } from '../../model/table/timeText.ts';
import { ExactDecimal, type Value } from '../../model/table/value.ts';
import { isText, kindOf, type RawElement } from './parquetPhysical.ts';
import { seenAs, type SchemaNode, type Seen } from './view/seenAs.ts';

/** A column of a file: its type, and how its bits become Values. */
export interface FileColumn extends TableColumn {
  /** Its place among the leaves; null of a list, a struct and a map. */
  readonly leaf: number | null;
  /** Its bits are the number. */
  readonly isNumber?: true;
  decode(physical: unknown): Value;
}

interface Node extends SchemaNode {
  readonly children: readonly Node[];
  /** Of a leaf; -1 of others. */
  readonly leaf: number;
  readonly isLong: boolean;
  readonly bytesAs: 'base64' | 'hex';
  /** Shown as part of JSON, which has no NaN: as null it would be taken for NULL. */
  readonly isInJson: boolean;
}

type Bounds = readonly (readonly [bigint, bigint] | null)[];
type Column = Omit<FileColumn, 'name' | 'leaf'>;

/** Whoever wrote the file: legacy lists, maps (as JSON), unsigned, times, INT96 and raw bytes are read too. */
export function columnsOf(schema: readonly RawElement[], bounds: Bounds): readonly FileColumn[] {
  return treeOf(schema, bounds, 'base64').children.map(fileColumn);
}

/** The same, for who looks at them: binary values are hexadecimal. */
export function seenColumnsOf(schema: readonly RawElement[], bounds: Bounds): readonly SeenColumn[] {
  return treeOf(schema, bounds, 'hex').children.map(node => ({ ...fileColumn(node), ...seenAs(node) }));
}

export type SeenColumn = FileColumn & Seen;

function fileColumn(node: Node): FileColumn {
  return {
    name: node.element.name,
    leaf: node.leaf < 0 || node.element.repetition_type === 'REPEATED' ? null : node.leaf,
    ...columnOf(node),
  };
}

function treeOf(schema: readonly RawElement[], bounds: Bounds, bytesAs: Node['bytesAs']): Node {
  let at = 0;
  let leaf = 0;
  const next = (depth: number): Node => {
    const element = schema[at++];
    if (!element) throw new RangeError('schema');
    const children = Array.from({ length: element.num_children ?? 0 }, () => next(depth + 1));
    const place = children.length === 0 ? leaf++ : -1;
    const found = bounds[place];
    const isLong = !found || !found.every(one => Number.isSafeInteger(Number(one)));
    const isInJson = bytesAs === 'hex' && (depth > 1 || element.repetition_type === 'REPEATED');
    return { element, children, leaf: place, isLong, bytesAs, isInJson };
  };
  return next(0);
}

function columnOf(node: Node): Column {
  const column = nullable(oneOf(node));
  return node.element.repetition_type === 'REPEATED' ? listOf(column) : column;
}

/** hyparquet gives undefined for a null inside. */
const nullable = ({ decode, ...column }: Column): Column => ({
  ...column,
  decode: value => (value === null || value === undefined ? null : decode(value)),
});

const listOf = ({ type, decode }: Column): Column => ({
  type: { kind: 'list', element: type },
  decode: value => Array.from(listed(value), decode),
});

// SAFETY: only asked of lists, which are arrays or typed arrays.
const listed = (value: unknown): ArrayLike<unknown> => value as ArrayLike<unknown>;

function oneOf(node: Node): Column {
  const { element, children } = node;
  const [middle] = children;
  if (!middle) return leafOf(node);
  if (kindOf(element) === 'MAP') return mapOf(middle);
  if (kindOf(element) !== 'LIST' || middle.element.repetition_type !== 'REPEATED') return structOf(children);
  const [inner] = middle.children;
  const item = inner && middle.children.length === 1 ? columnOf(inner) : nullable(oneOf(middle));
  return listOf(item);
}

function structOf(children: readonly Node[]): Column {
  const columns = children.map(columnOf);
  const fields = children.map(({ element }, at): TypedField => ({
    name: element.name,
    type: columns[at]?.type ?? { kind: 'null' },
  }));
  return {
    type: { kind: 'struct', fields },
    decode: value =>
      Object.fromEntries(fields.map(({ name }, at) => [name, columns[at]?.decode(fieldAt(value, at)) ?? null])),
  };
}

// SAFETY: only asked of structs, which come with their fields' places for names.
const fieldAt = (value: unknown, at: number): unknown => (value as Record<string, unknown>)[`f${at}`];

function mapOf(entries: Node): Column {
  const [keys, values] = entries.children.map(columnOf);
  const isNamed = keys?.type.kind === 'text';
  return {
    type: { kind: 'json' },
    decode(value) {
      const pairs = Array.from(listed(fieldAt(value, 0)), (pair): [Value, Value] => [
        keys?.decode(fieldAt(pair, 0)) ?? null,
        values?.decode(fieldAt(pair, 1)) ?? null,
      ]);
      const names = pairs.map(([key]) => (isNamed && typeof key === 'string' && !INTEGER.test(key) ? key : null));
      const isObject = !names.includes(null) && new Set(names).size === names.length;
      return isObject ? Object.fromEntries(pairs) : pairs;
    },
  };
}

/** An object would put such names before others. */
const INTEGER = /^(0|[1-9]\d*)$/;

function leafOf(node: Node): Column {
  const column = plainLeafOf(node);
  const isFloating = column.type.kind === 'float' || column.type.kind === 'double';
  return node.isInJson && isFloating ? { ...column, decode: value => finiteOrText(column.decode(value)) } : column;
}

const finiteOrText = (value: Value): Value =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function plainLeafOf({ element, isLong, bytesAs }: Node): Column {
  const { logical_type: logical, converted_type: converted } = element;
  const time = timeOf(element);
  if (time) return time;
  if (logical?.type === 'NULL') return { type: { kind: 'null' }, decode: () => null };
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return decimalOf(element);
  if (converted === 'JSON' || logical?.type === 'JSON') return { type: { kind: 'json' }, decode: jsonOf };
  // SAFETY: hyparquet has decoded it.
  if (isText(element)) return { type: { kind: 'text' }, decode: value => value as string };
  if (element.type === 'BYTE_ARRAY' || element.type === 'FIXED_LEN_BYTE_ARRAY') return bytesOf(element, bytesAs);
  return numberOf(element, isLong);
}

/** A text that is no JSON, under its name, is a text. */
function jsonOf(value: unknown): Value {
  try {
    return parseExactJson(String(value));
  } catch {
    return String(value);
  }
}

function numberOf({ type, converted_type: converted, logical_type: logical }: RawElement, isLong: boolean): Column {
  const isUnsigned = converted?.startsWith('UINT') || (logical?.type === 'INTEGER' && !logical.isSigned);
  if (type === 'BOOLEAN') return { type: { kind: 'boolean' }, decode: value => value === true };
  if (type === 'FLOAT' || type === 'DOUBLE')
    return { type: { kind: type === 'FLOAT' ? 'float' : 'double' }, isNumber: true, decode: Number };
  if (type === 'INT32' && isUnsigned) return { type: { kind: 'integer' }, decode: value => Number(value) >>> 0 };
  if (type === 'INT32') return { type: { kind: 'integer' }, isNumber: true, decode: Number };
  if (!isUnsigned)
    return { type: isLong ? { kind: 'integer', isLong } : { kind: 'integer' }, isNumber: true, decode: whole };
  return {
    type: { kind: 'decimal', precision: 20, scale: 0 },
    decode: value => (Number.isNaN(value) ? null : new ExactDecimal(String(BigInt.asUintN(64, BigInt(String(value)))))),
  };
}

function whole(value: unknown): Value {
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  const number = Number(value);
  // SAFETY: INT64 comes as a number or a bigint.
  return Number.isSafeInteger(number) ? number : (value as bigint);
}

function decimalOf({ precision, scale, logical_type: logical }: RawElement): Column {
  const known = logical?.type === 'DECIMAL' ? logical : { precision: precision ?? 38, scale: scale ?? 0 };
  return {
    type: { kind: 'decimal', precision: Math.min(38, known.precision), scale: known.scale },
    decode: value => {
      if (Number.isNaN(value)) return null;
      const unscaled = value instanceof Uint8Array ? signedOf(value) : BigInt(String(value));
      return new ExactDecimal(decimalText(unscaled, known.scale));
    },
  };
}

/** Big-endian, two's complement. */
export function signedOf(bytes: Uint8Array): bigint {
  const hex = Buffer.from(bytes).toString('hex');
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex || '0'}`));
}

function bytesOf({ logical_type: logical, type_length: length }: RawElement, bytesAs: Node['bytesAs']): Column {
  const type = { kind: 'text' } as const;
  // SAFETY: bytes, wherever they are not decoded as text.
  const buffer = (value: unknown) => Buffer.from(value as Uint8Array);
  if (logical?.type === 'UUID')
    return {
      type,
      decode: value =>
        buffer(value)
          .toString('hex')
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    };
  if (logical?.type === 'FLOAT16' && length === 2)
    return { type: { kind: 'float' }, decode: value => halfOf(buffer(value).readUInt16LE()) };
  return { type, decode: value => buffer(value).toString(bytesAs) };
}

/** IEEE 754 binary16. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}

const CONVERTED: Readonly<Record<string, TimestampType['unit']>> = {
  TIMESTAMP_MILLIS: 'millis',
  TIMESTAMP_MICROS: 'micros',
};
const UNITS = { MILLIS: 'millis', MICROS: 'micros', NANOS: 'nanos' } as const;

function timeOf({ type, converted_type: converted, logical_type: logical }: RawElement): Column | undefined {
  if (converted === 'DATE' || logical?.type === 'DATE')
    return { type: { kind: 'date' }, decode: value => dateText(Number(value)) };
  if (type === 'INT96') return momentOf({ kind: 'timestamp', isZoned: false, unit: 'nanos' });
  if (logical?.type === 'TIMESTAMP')
    return momentOf({ kind: 'timestamp', isZoned: logical.isAdjustedToUTC, unit: UNITS[logical.unit] });
  if (logical?.type === 'TIME' || converted?.startsWith('TIME_')) {
    const unit = logical?.type === 'TIME' ? UNITS[logical.unit] : converted === 'TIME_MILLIS' ? 'millis' : 'micros';
    const type: ColumnType = { kind: 'text' };
    return { type, decode: value => bigText(value, { isZoned: false, unit })?.slice(11) ?? null };
  }
  const unit = CONVERTED[converted ?? ''];
  return unit && momentOf({ kind: 'timestamp', isZoned: true, unit });
}

const momentOf = (type: TimestampType): Column => ({ type, decode: value => bigText(value, type) });

const bigText = (value: unknown, type: Omit<TimestampType, 'kind'>): string | null =>
  Number.isNaN(value) ? null : momentText(typeof value === 'number' ? value : BigInt(String(value)), type);
