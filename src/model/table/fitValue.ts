import type { ColumnType, DecimalType, TimestampType, TypedField } from './columnType.ts';
import { type Digits, digitsOf, isEqual, plainText, placesOf } from './digits.ts';
import { exactJson } from './exactJson.ts';
import { dateText, microsOf, momentText, parseDate, parseMoment } from './timeText.ts';
import { ExactDecimal, isExactDecimal, isList, isStruct, type Struct, type Value } from './value.ts';

/**
 * A value as a column of this type holds it and gives it back; undefined when it does not fit: nothing is rounded, cut
 * or dropped. What `inferType` gave this type, or a narrower one, fits; so do texts that say such a value (`"12.50"`
 * where a decimal is declared). Fitting twice changes nothing more.
 */
export type Fit = (value: Value) => Value | undefined;

export function fitFor(type: ColumnType): Fit {
  const fit = fitOf(type);
  return value => (value === null ? null : fit(value));
}

function fitOf(type: ColumnType): Fit {
  switch (type.kind) {
    case 'null':
      return () => undefined;
    case 'boolean':
      return fitBoolean;
    case 'integer':
      return fitInteger;
    case 'float':
      return value => {
        const double = fitDouble(value);
        return typeof double === 'number' ? Math.fround(double) : undefined;
      };
    case 'double':
      return fitDouble;
    case 'text':
      return value => (typeof value === 'string' ? value.toWellFormed() : exactJson(value));
    case 'json':
      return value => value;
    case 'date':
      return fitDate;
    case 'decimal':
      return value => fitDecimal(type, value);
    case 'timestamp':
      return value => fitTimestamp(type, value);
    case 'list':
      return fitList(fitFor(type.element));
    case 'struct':
      return fitStruct(type.fields);
  }
}

const fitBoolean: Fit = value =>
  typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;

const fitInteger: Fit = value => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value + 0;
  const integer = integerOf(value);
  if (integer === undefined || BigInt.asIntN(64, integer) !== integer) return undefined;
  const short = Number(integer);
  return Number.isSafeInteger(short) ? short : integer;
};

/** Of any value that says one, whatever its size. */
function integerOf(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined;
  const digits = numberDigits(value);
  return digits && digits.scale <= 0 && digits.scale > -40 ? BigInt(plainText(digits)) : undefined;
}

const fitDouble: Fit = value => {
  if (typeof value === 'number') return value;
  const digits = numberDigits(value);
  if (digits === undefined) return undefined;
  const double = Number(isExactDecimal(value) ? value.decimal : value);
  return Number.isFinite(double) && isEqual(digitsOf(String(double)), digits) ? double : undefined;
};

function numberDigits(value: Value): Digits | undefined {
  if (isExactDecimal(value)) return digitsOf(value.decimal);
  if (typeof value === 'number' || typeof value === 'bigint') return digitsOf(String(value));
  return typeof value === 'string' && value.length <= 400 ? digitsOf(value) : undefined;
}

export function fitDigits({ precision, scale }: DecimalType, value: Value): Digits | undefined {
  const digits = numberDigits(value);
  if (digits === undefined) return undefined;
  const places = placesOf(digits);
  return places.whole <= precision - scale && places.scale <= scale ? digits : undefined;
}

function fitDecimal(type: DecimalType, value: Value): Value | undefined {
  const digits = fitDigits(type, value);
  return digits && new ExactDecimal(plainText(digits));
}

const fitDate: Fit = value => {
  const days = typeof value === 'string' ? parseDate(value) : undefined;
  return days === undefined ? undefined : dateText(days);
};

function fitTimestamp(type: TimestampType, value: Value): Value | undefined {
  const count = momentCount(type, value);
  return count === undefined ? undefined : momentText(count, type);
}

const PER_MICRO = { millis: [1n, 1000n], micros: [1n, 1n], nanos: [1000n, 1n] } as const;

/** Units since 1970-01-01T00:00:00. A date is its midnight where there is no zone. */
export function momentCount({ isZoned, unit }: TimestampType, value: Value): bigint | undefined {
  if (typeof value !== 'string') return undefined;
  const days = isZoned ? undefined : parseDate(value);
  const [short, beyond] = unit === 'nanos' ? splitNanos(value) : [value, 0n];
  const moment = days === undefined ? parseMoment(short) : { seconds: days * 86_400, micros: 0, isZoned };
  if (moment === undefined || moment.isZoned !== isZoned) return undefined;
  const micros = microsOf(moment);
  if (unit === 'micros') return micros;
  const [times, per] = PER_MICRO[unit];
  const count = micros * times + beyond;
  return count % per === 0n && BigInt.asIntN(64, count) === count ? count / per : undefined;
}

const NANOS = /(\.\d{6})(\d{1,3})(?!\d)/;

/** A text to the microsecond, and what lies beyond. */
function splitNanos(text: string): readonly [string, bigint] {
  const [, , beyond] = NANOS.exec(text) ?? [];
  return beyond === undefined ? [text, 0n] : [text.replace(NANOS, '$1'), BigInt(beyond.padEnd(3, '0'))];
}

function fitList(fit: Fit): Fit {
  return value => {
    if (!isList(value)) return undefined;
    const fitted: Value[] = [];
    for (const element of value) {
      const one = fit(element);
      if (one === undefined) return undefined;
      fitted.push(one);
    }
    return fitted;
  };
}

function fitStruct(fields: readonly TypedField[]): Fit {
  const fits = fields.map(({ name, type }) => [name, fitFor(type)] as const);
  const names = new Set(fields.map(({ name }) => name));
  return value => {
    if (!isStruct(value) || !Object.keys(value).every(name => names.has(name))) return undefined;
    const fitted: [string, Value][] = [];
    for (const [name, fit] of fits) {
      const field = fit(fieldOf(value, name));
      if (field === undefined) return undefined;
      fitted.push([name, field]);
    }
    return Object.fromEntries(fitted);
  };
}

/** A name like `toString` must not find what every object has. */
export const fieldOf = (struct: Struct, name: string): Value =>
  Object.hasOwn(struct, name) ? (struct[name] ?? null) : null;
