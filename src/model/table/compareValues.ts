import { digitsOf } from './digits.ts';
import { isExactDecimal, type ExactDecimal } from './value.ts';

export type ExactNumber = number | bigint | ExactDecimal;

/**
 * By all their digits; below 0: `a` is the smaller one. A double is the number that its text says. Not for NaN.
 * Rounding to a double never turns the order round; where both are the same double the digits decide.
 */
export function compareNumbers(a: ExactNumber, b: ExactNumber): number {
  if (typeof a !== 'object' && typeof b !== 'object') return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [textOf(a), textOf(b)];
  const near = Number(left) - Number(right);
  if (near !== 0 && !Number.isNaN(near)) return near;
  const [one, other] = [digitsOf(left), digitsOf(right)];
  if (!one || !other) return 0;
  const scale = Math.max(one.scale, other.scale);
  const difference =
    one.unscaled * 10n ** BigInt(scale - one.scale) - other.unscaled * 10n ** BigInt(scale - other.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const textOf = (value: ExactNumber): string => (isExactDecimal(value) ? value.decimal : String(value));

/** By code points, which is the order of their UTF-8 and so that of a file's statistics; `<` goes by UTF-16 units. */
export function compareTexts(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return ranked(left) - ranked(right);
  }
  return a.length - b.length;
}

/** Halves of a pair stand after all other units. */
const ranked = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
