import { type Schema, Type, types } from 'avsc';
import type { TableColumn } from '../../engine/ports.ts';
import type { ColumnType, TypedField } from '../../model/table/columnType.ts';
import { decimalText, rescale } from '../../model/table/digits.ts';
import { exactJson, parseExactJson } from '../../model/table/exactJson.ts';
import { fieldOf, fitDigits, fitFor, momentCount } from '../../model/table/fitValue.ts';
import { storedType } from '../../model/table/storedType.ts';
import { dateText, momentText, parseDate } from '../../model/table/timeText.ts';
import { ExactDecimal, isList, isStruct, type Row, type Value } from '../../model/table/value.ts';

/** A column on its way into a record and out of it. */
interface AvroColumn {
  readonly name: string;
  readonly key: string;
  encode(row: Row): unknown;
  decode(record: unknown): Value;
}

export function avroColumns(columns: readonly TableColumn[]): readonly AvroColumn[] {
  const keys = keysOf(columns);
  return columns.map(({ name, type }, at) => {
    const { encode, decode } = codecOf(storedType(type));
    const key = keys[at] ?? '';
    return { name, key, encode: row => encode(fieldOf(row, name)), decode: record => decode(Object(record)[key]) };
  });
}

/** Avro's names are letters, digits and `_`; avsc cannot read a field that is named as what every object has (`toString`). */
function keysOf(fields: readonly TypedField[]): string[] {
  const taken = new Set<string>();
  return fields.map(({ name }, at) => {
    const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d|$)/, '_');
    const key = taken.has(plain) || plain.startsWith('__') || plain in Object.prototype ? `${plain}_${at}` : plain;
    taken.add(key);
    return key;
  });
}

/** As its specification (1.12) names them; `only`: of a reader that wants one column. */
export function avroSchema(columns: readonly TableColumn[], only?: string): Schema {
  const keys = keysOf(columns);
  const names = { made: 0 };
  const fields = columns.map(({ type }, at) => ({
    name: keys[at] ?? '',
    type: schemaOf(storedType(type), names),
  }));
  const wanted = fields.filter((_, at) => only === undefined || columns[at]?.name === only);
  return { type: 'record', name: 'Row', fields: wanted };
}

interface Names {
  made: number;
}

/** avsc reads more than its types say: logical types, and a Type inside a schema. */
type Written = Exclude<Schema, readonly unknown[] | Type>;

function schemaOf(type: ColumnType, names: Names): Schema {
  return type.kind === 'null' ? 'null' : ['null', bare(type, names)];
}

function bare(type: ColumnType, names: Names): Written {
  switch (type.kind) {
    case 'null':
    case 'boolean':
    case 'float':
    case 'double':
      return type.kind;
    case 'integer':
      return long({ type: 'long', range: 'int64' });
    case 'date':
      return { type: 'int', logicalType: 'date' };
    case 'decimal':
      return { type: 'bytes', logicalType: 'decimal', precision: type.precision, scale: type.scale };
    case 'timestamp':
      return long({ type: 'long', logicalType: `${type.isZoned ? '' : 'local-'}timestamp-${type.unit}` });
    case 'list':
      return { type: 'array', items: schemaOf(type.element, names) };
    case 'struct': {
      const keys = keysOf(type.fields);
      const name = `Struct${++names.made}`;
      const fields = type.fields.map((field, at) => ({ name: keys[at] ?? '', type: schemaOf(field.type, names) }));
      return { type: 'record', name, fields };
    }
    default:
      return 'string';
  }
}

/** avsc's own longs are doubles, and wrong from 2^52 on (-4503599627370497 comes back as 4503599627370496). */
const BIG_LONG = types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer(value: bigint) {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

/** The type that writes, which stands in the file's header as this. */
const long = (written: object): Written => Object.create(BIG_LONG, { toJSON: { value: () => written } });

/** The type that reads what `avroSchema` says. */
export const avroType = (schema: Schema): Type =>
  Type.forSchema(schema, {
    typeHook: asked => (typeof asked === 'object' && 'type' in asked && asked.type === 'long' ? BIG_LONG : undefined),
  });

interface Codec {
  encode(value: Value): unknown;
  decode(value: unknown): Value;
}

function codecOf(type: ColumnType): Codec {
  const { encode, decode } = codecOfValue(type);
  return {
    encode: value => (value === null ? null : encode(value)),
    decode: value => (value === null || value === undefined ? null : decode(value)),
  };
}

function codecOfValue(type: ColumnType): Codec {
  const fit = fitFor(type);
  switch (type.kind) {
    case 'integer':
      return {
        encode: value => {
          const fitted = fit(value);
          return typeof fitted === 'number' ? BigInt(fitted) : fitted;
        },
        // SAFETY: a long comes as BIG_LONG reads it.
        decode: value => fit(value as bigint) ?? null,
      };
    case 'date':
      return { encode: value => parseDate(String(value)), decode: value => dateText(Number(value)) };
    case 'timestamp':
      return { encode: value => momentCount(type, value), decode: value => momentText(BigInt(String(value)), type) };
    case 'decimal':
      return {
        encode: value => {
          const digits = fitDigits(type, value);
          return digits && bytesOf(rescale(digits, type.scale) ?? 0n);
        },
        decode: value => new ExactDecimal(decimalText(signedOf(value), type.scale)),
      };
    case 'json':
      return { encode: exactJson, decode: value => parseExactJson(String(value)) };
    case 'list': {
      const { encode, decode } = codecOf(type.element);
      return {
        encode: value => (isList(value) ? value.map(encode) : undefined),
        decode: value => Array.from(Array.isArray(value) ? value : [], decode),
      };
    }
    case 'struct':
      return structCodec(type.fields);
    default:
      // SAFETY: booleans, doubles and texts are in Avro what they are here.
      return { encode: fit, decode: value => value as Value };
  }
}

function structCodec(fields: readonly TypedField[]): Codec {
  const columns = avroColumns(fields);
  return {
    encode: value =>
      isStruct(value) ? Object.fromEntries(columns.map(({ key, encode }) => [key, encode(value)])) : undefined,
    decode: record => Object.fromEntries(columns.map(({ name, decode }) => [name, decode(record)])),
  };
}

/** Big-endian, two's complement, in as few bytes as hold it. */
function bytesOf(value: bigint): Buffer {
  let length = 1;
  while (BigInt.asIntN(length * 8, value) !== value) length++;
  return Buffer.from(
    BigInt.asUintN(length * 8, value)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  );
}

const signedOf = (value: unknown): bigint =>
  Buffer.isBuffer(value) ? BigInt.asIntN(value.length * 8, BigInt(`0x${value.toString('hex') || '0'}`)) : 0n;
