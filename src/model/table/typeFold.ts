import type { ColumnType, TypedField } from './columnType.ts';
import { addType, addValue, type Facts, MAX_FIELDS, noFacts, SEEN, typedFields, UNITS } from './facts.ts';
import type { Row, Value } from './value.ts';

/** The types of a whole stream of rows. */
export interface TypeFold {
  add(row: Row): void;
  /** What another fold, or an earlier run, has found. */
  addColumns(columns: readonly TypedField[]): void;
  /** In the order in which the names came first. */
  columns(): readonly TypedField[];
}

/** Rows of one API have the same names in the same order nearly always: then no name is looked up. */
export function createTypeFold(): TypeFold {
  const known = new Map<string, number>();
  const names: string[] = [];
  const all: Facts[] = [];
  const placeOf = (name: string): number => {
    const place = known.get(name) ?? names.push(name) - 1;
    if (place === all.length) {
      known.set(name, place);
      all.push(noFacts());
    }
    return place;
  };
  const factsOf = (name: string, guess: number): Facts => {
    const facts = all[names[guess] === name ? guess : placeOf(name)];
    // It was made by `placeOf`.
    if (facts === undefined) throw new RangeError(name);
    return facts;
  };
  return {
    add(row) {
      let guess = 0;
      for (const name in row) {
        const value = row[name];
        const facts = factsOf(name, guess++);
        if (value !== null && value !== undefined) addValue(facts, value);
      }
    },
    addColumns(columns) {
      for (const [at, { name, type }] of columns.entries()) addType(factsOf(name, at), type);
    },
    columns: () => names.map((name, at) => ({ name, type: typeOf(all[at] ?? noFacts()) })),
  };
}

export function inferType(value: Value): ColumnType {
  const facts = noFacts();
  addValue(facts, value);
  return typeOf(facts);
}

/** The narrowest type that holds both without losing a digit. */
export function joinTypes(a: ColumnType, b: ColumnType): ColumnType {
  const facts = noFacts();
  addType(facts, a);
  addType(facts, b);
  return typeOf(facts);
}

const NESTED = SEEN.list | SEEN.struct;
const TIMES = SEEN.date | SEEN.naive | SEEN.zoned;
const NUMBERS = SEEN.integer | SEEN.long | SEEN.float | SEEN.double | SEEN.decimal;

function typeOf(facts: Facts): ColumnType {
  const { seen } = facts;
  if (seen === 0) return { kind: 'null' };
  if (seen === SEEN.list) return { kind: 'list', element: typeOf(facts.element ?? noFacts()) };
  if (seen === SEEN.struct && (facts.fields?.size ?? 0) <= MAX_FIELDS)
    return { kind: 'struct', fields: typedFields(facts, typeOf) };
  if (seen & (SEEN.json | NESTED)) return { kind: 'json' };
  if (seen === SEEN.boolean) return { kind: 'boolean' };
  if ((seen & ~NUMBERS) === 0) return numberType(facts);
  if ((seen & ~TIMES) === 0) return timeType(facts);
  return { kind: 'text' };
}

/** Digits of the largest integer of its kind. */
const [INTEGER_DIGITS, LONG_DIGITS, MAX_DIGITS] = [16, 19, 38];

function numberType({ seen, whole, scale }: Facts): ColumnType {
  const isLong = (seen & SEEN.long) !== 0;
  if ((seen & ~(SEEN.integer | SEEN.long)) === 0) return isLong ? { kind: 'integer', isLong } : { kind: 'integer' };
  if (seen === SEEN.float) return { kind: 'float' };
  const most = Math.max(whole, isLong ? LONG_DIGITS : seen & SEEN.integer ? INTEGER_DIGITS : 0);
  const isExact = isLong || (seen & SEEN.decimal) !== 0;
  const isKnown = Number.isFinite(most) && (seen & SEEN.float) === 0;
  if (!isExact) return isKnown ? { kind: 'double', whole: most, scale } : { kind: 'double' };
  if (!isKnown || most + scale > MAX_DIGITS) return { kind: 'text' };
  return { kind: 'decimal', precision: Math.max(1, most + scale), scale };
}

/** A date is a moment on the wall's clock, its midnight; only an instant has a zone. Nanoseconds cannot hold the rest. */
function timeType({ seen, units }: Facts): ColumnType {
  if (seen === SEEN.date) return { kind: 'date' };
  const isZoned = (seen & SEEN.zoned) !== 0;
  if (isZoned && seen !== SEEN.zoned) return { kind: 'text' };
  if (units & UNITS.nanos)
    return units === UNITS.nanos && (seen & SEEN.date) === 0
      ? { kind: 'timestamp', isZoned, unit: 'nanos' }
      : { kind: 'text' };
  return { kind: 'timestamp', isZoned, unit: units === UNITS.millis ? 'millis' : 'micros' };
}
