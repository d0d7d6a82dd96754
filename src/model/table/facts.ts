import type { ColumnType, TypedField } from './columnType.ts';
import { digitsOf, placesOf } from './digits.ts';
import { parseDate, parseMoment } from './timeText.ts';
import { isExactDecimal, isList, isStruct, type Struct, type Value } from './value.ts';

/**
 * What is known of a column: a set of what was seen, and how far it went. Two sets join by union, so that the order in
 * which rows, pages and partitions come changes nothing; the type is read off at the end.
 */
export interface Facts {
  /** Bits of SEEN. */
  seen: number;
  /** Bits of UNITS, of timestamps. */
  units: number;
  /** The most digits before and after the point, of doubles and decimals; Infinity when nobody knows. */
  whole: number;
  scale: number;
  element: Facts | undefined;
  fields: Map<string, Facts> | undefined;
}

export const SEEN = {
  boolean: 1,
  integer: 2,
  long: 4,
  float: 8,
  double: 16,
  decimal: 32,
  date: 64,
  naive: 128,
  zoned: 256,
  text: 512,
  list: 1024,
  struct: 2048,
  json: 4096,
} as const;

export const UNITS = { millis: 1, micros: 2, nanos: 4 } as const;

/** Deeper, or wider, it is JSON text: a table of thousands of columns helps nobody, and the values are all there. */
const MAX_DEPTH = 16;
export const MAX_FIELDS = 200;

export const noFacts = (): Facts => ({
  seen: 0,
  units: 0,
  whole: 0,
  scale: 0,
  element: undefined,
  fields: undefined,
});

/** In the inner loop of every ingestion: some ten nanoseconds for what a column holds usually. */
export function addValue(facts: Facts, value: Value, depth = 0): void {
  switch (typeof value) {
    case 'string':
      // Text holds all texts: no need to look at them.
      if ((facts.seen & SEEN.text) === 0) addText(facts, value);
      return;
    case 'number':
      return addNumber(facts, value);
    case 'boolean':
      facts.seen |= SEEN.boolean;
      return;
    case 'bigint':
      return addBigint(facts, value);
    default:
      if (value !== null) addNested(facts, value, depth);
  }
}

export function addType(facts: Facts, type: ColumnType): void {
  switch (type.kind) {
    case 'null':
      return;
    case 'integer':
      facts.seen |= type.isLong ? SEEN.long : SEEN.integer;
      return;
    case 'double':
      return addPlaces(facts, SEEN.double, { whole: type.whole ?? Infinity, scale: type.scale ?? Infinity });
    case 'decimal':
      return addPlaces(facts, SEEN.decimal, { whole: type.precision - type.scale, scale: type.scale });
    case 'timestamp':
      facts.seen |= type.isZoned ? SEEN.zoned : SEEN.naive;
      facts.units |= UNITS[type.unit];
      return;
    case 'list':
      facts.seen |= SEEN.list;
      return addType((facts.element ??= noFacts()), type.element);
    case 'struct':
      facts.seen |= SEEN.struct;
      for (const field of type.fields) addType(fieldOf(facts, field.name), field.type);
      return;
    default:
      facts.seen |= SEEN[type.kind];
  }
}

function addText(facts: Facts, text: string): void {
  const first = text.charCodeAt(0);
  const mayBeTime = first >= 48 && first <= 57 && text.charCodeAt(4) === 45;
  if (!mayBeTime) facts.seen |= SEEN.text;
  else if (parseDate(text) !== undefined) facts.seen |= SEEN.date;
  else {
    const moment = parseMoment(text);
    facts.seen |= moment === undefined ? SEEN.text : moment.isZoned ? SEEN.zoned : SEEN.naive;
    if (moment !== undefined) facts.units |= UNITS.micros;
  }
}

function addNumber(facts: Facts, value: number): void {
  if (Number.isSafeInteger(value)) facts.seen |= SEEN.integer;
  else if (Number.isInteger(value) && value >= -INT64_END && value < INT64_END) facts.seen |= SEEN.long;
  else addDouble(facts, value);
}

const INT64_END = 2 ** 63;

/** Its digits are counted only when it has more than those before it. */
function addDouble(facts: Facts, value: number): void {
  facts.seen |= SEEN.double;
  const { whole, scale } = facts;
  if (whole === Infinity) return;
  const shifted = Math.abs(value) * (POWERS[scale] ?? NaN);
  const rounded = Math.round(shifted);
  // Exact: the quotient of two integers that doubles hold is rounded once.
  if (
    shifted < 2 ** 53 &&
    Math.abs(value) < (POWERS[whole] ?? 0) &&
    rounded / (POWERS[scale] ?? NaN) === Math.abs(value)
  )
    return;
  addPlaces(facts, SEEN.double, placesOfDouble(Math.abs(value)));
}

/** Of a text without an exponent its length says it: most doubles have all their digits. */
function placesOfDouble(value: number): { whole: number; scale: number } {
  const text = String(value);
  const point = text.indexOf('.');
  if (point > 0 && !text.includes('e')) return { whole: value < 1 ? 0 : point, scale: text.length - point - 1 };
  const digits = digitsOf(text);
  return digits ? placesOf(digits) : { whole: Infinity, scale: Infinity };
}

/** Those that a double holds exactly. */
const POWERS: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

function addBigint(facts: Facts, value: bigint): void {
  if (BigInt.asIntN(64, value) !== value) addPlaces(facts, SEEN.decimal, { whole: placesOfInteger(value), scale: 0 });
  else facts.seen |= Number.isSafeInteger(Number(value)) ? SEEN.integer : SEEN.long;
}

const placesOfInteger = (value: bigint): number => String(value < 0n ? -value : value).length;

function addPlaces(facts: Facts, seen: number, { whole, scale }: { whole: number; scale: number }): void {
  facts.seen |= seen;
  facts.whole = Math.max(facts.whole, whole);
  facts.scale = Math.max(facts.scale, scale);
}

function addNested(facts: Facts, value: Exclude<Value, null>, depth: number): void {
  if (facts.seen & SEEN.json) return;
  if (isExactDecimal(value)) {
    const digits = digitsOf(value.decimal);
    if (digits) addPlaces(facts, SEEN.decimal, placesOf(digits));
  } else if (depth >= MAX_DEPTH) facts.seen |= SEEN.json;
  else if (isList(value)) {
    facts.seen |= SEEN.list;
    const element = (facts.element ??= noFacts());
    for (const one of value) addValue(element, one, depth + 1);
  } else if (isStruct(value)) addStruct(facts, value, depth);
}

function addStruct(facts: Facts, value: Struct, depth: number): void {
  facts.seen |= SEEN.struct;
  for (const name in value) addValue(fieldOf(facts, name), value[name] ?? null, depth + 1);
}

const IGNORED = noFacts();

function fieldOf(facts: Facts, name: string): Facts {
  const fields = (facts.fields ??= new Map());
  const known = fields.get(name);
  if (known) return known;
  // `__proto__` cannot be a field of an object that a library builds; and so many fields are no struct any more.
  if (name === '__proto__' || fields.size > MAX_FIELDS) {
    facts.seen |= SEEN.json;
    return IGNORED;
  }
  const made = noFacts();
  fields.set(name, made);
  return made;
}

/** Every field of a struct, by name: the same whatever came first. */
export const fieldsOf = (facts: Facts): readonly [string, Facts][] =>
  [...(facts.fields ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));

export const typedFields = (facts: Facts, typeOf: (facts: Facts) => ColumnType): readonly TypedField[] =>
  fieldsOf(facts).map(([name, field]) => ({ name, type: typeOf(field) }));
