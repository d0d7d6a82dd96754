import { compareMoments, momentOf } from './moments.ts';
import type { Bound, Threshold } from './rule.ts';

/** `5`, `"2%"`; undefined for what is neither a count nor a share from 0 % to 100 %. */
export function readThreshold(written: number | string): Threshold | undefined {
  if (typeof written === 'number') return Number.isInteger(written) && written >= 0 ? { count: written } : undefined;
  const share = readPercentage(written);
  if (share !== undefined) return share <= 1 ? { share } : undefined;
  return /^\d{1,15}$/.test(written) ? { count: Number(written) } : undefined;
}

/** `"20%"` → 0.2 */
export function readPercentage(text: string): number | undefined {
  const digits = /^(\d{1,6}(?:\.\d{1,6})?) ?%$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits) / 100;
}

/** As a rules file writes a share: 0.2 → 20% */
export const percentageText = (share: number): string => `${Number((share * 100).toPrecision(12))}%`;

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/** `"36h"` → milliseconds; undefined for what is none, and for no time at all. */
export function readAge(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?([smhd])$/.exec(text) ?? [];
  const age = Number(digits) * (UNITS[unit ?? ''] ?? NaN);
  return age > 0 ? age : undefined;
}

/** As a rules file writes an age: 36h. */
export function ageText(ms: number): string {
  const [unit, size] = Object.entries(UNITS).find(([, one]) => ms % one === 0) ?? ['s', 1_000];
  return `${ms / size}${unit}`;
}

/** A whole number too long for a double came as a text, and is a bigint again. Undefined for texts that are no time. */
export function readBound(written: number | string): Bound | undefined {
  if (typeof written === 'number') return Number.isNaN(written) ? undefined : written;
  if (/^-?\d{16,}$/.test(written)) return BigInt(written);
  return momentOf(written) === undefined ? undefined : written;
}

/** Negative, zero or positive; undefined where a number meets a time. */
export function compareBounds(a: Bound, b: Bound): number | undefined {
  if (typeof a === 'string' && typeof b === 'string') {
    const [from, to] = [momentOf(a), momentOf(b)];
    return from && to && compareMoments(from, to);
  }
  return typeof a === 'string' || typeof b === 'string' ? undefined : compare(a, b);
}

const compare = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : Number(a > b));

/** `u`: a character is a code point, `\p{L}` a letter of any script. Throws a SyntaxError. */
export const compilePattern = (pattern: string, ignoreCase: boolean): RegExp =>
  new RegExp(pattern, ignoreCase ? 'iu' : 'u');
