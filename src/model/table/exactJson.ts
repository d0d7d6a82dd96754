import { digitsOf, isEqual, plainText } from './digits.ts';
import { ExactDecimal, rawJson, type Value } from './value.ts';

/** Numbers that may lose something as a double: sixteen digits and more, or a large exponent. Texts may match too. */
const LONG_NUMBER = /-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?\d[\d.]*[eE][+-]?\d{3,}/g;

/** Beyond it a number is written out as its own text: `1e999999999` would fill the memory. */
const MAX_EXPONENT = 1000;

/**
 * JSON text → values in which no number has lost a digit: `JSON.parse` as it is, unless a number is found that a double
 * changes; then a reviver sees each number's own text (`context.source`, Node 21). Throws SyntaxError as `JSON.parse`.
 */
export function parseExactJson(text: string): Value {
  // SAFETY: JSON holds nothing but Values.
  if (!mayBeLong(text)) return JSON.parse(text) as Value;
  for (const [literal] of text.matchAll(LONG_NUMBER)) {
    // SAFETY: JSON holds nothing but Values, and `revive` puts in nothing else.
    if (isLossy(literal)) return JSON.parse(text, revive) as Value;
  }
  // SAFETY: as above.
  return JSON.parse(text) as Value;
}

/** Whether `LONG_NUMBER` can match, in a fifth of its time: of sixteen characters in a row one lies at a multiple of 16. */
function mayBeLong(text: string): boolean {
  for (let at = 15; at < text.length; at += 16) {
    if (!isNumeral(text.charCodeAt(at))) continue;
    let [from, to] = [at, at];
    while (isNumeral(text.charCodeAt(from - 1))) from -= 1;
    while (isNumeral(text.charCodeAt(to + 1))) to += 1;
    if (to - from >= 15) return true;
  }
  return LARGE_EXPONENT.test(text);
}

const LARGE_EXPONENT = /[\d.][eE][+-]?\d{3}/;
const isNumeral = (code: number): boolean => (code >= 48 && code <= 57) || code === 46;

/** The other way round: a text that `parseExactJson` reads as the same values. */
export const exactJson = (value: Value): string => write(value, 0);

/** The same in lines, for a person. */
export const exactJsonLines = (value: Value): string => write(value, 2);

function write(value: Value, indent: number): string {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    // The only value that it refuses; it costs too much to be asked about each time.
    if (!(error instanceof TypeError) || !/BigInt/.test(error.message)) throw error;
    const written = (_: string, field: unknown) => (typeof field === 'bigint' ? rawJson(String(field)) : field);
    return JSON.stringify(value, written, indent);
  }
}

/**
 * Equal numbers, written in another way, lose nothing: 1.50, 1e3. An integer beyond ±(2^53 - 1) is never a double, even
 * where one would hold it: the next one may not.
 */
function isLossy(literal: string): boolean {
  const value = Number(literal);
  if (!Number.isFinite(value) || (Math.abs(value) > Number.MAX_SAFE_INTEGER && INTEGER.test(literal))) return true;
  return !isEqual(digitsOf(literal), digitsOf(String(value)));
}

const INTEGER = /^-?\d+$/;

function revive(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const literal = context?.source;
  if (typeof value !== 'number' || literal === undefined || literal.length < 5 || !isLossy(literal)) return value;
  const digits = digitsOf(literal);
  if (digits === undefined || Math.abs(digits.scale) > MAX_EXPONENT) return literal;
  return digits.scale <= 0 ? BigInt(plainText(digits)) : new ExactDecimal(plainText(digits));
}
