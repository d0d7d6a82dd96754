import { decimalText, digitsOf, plainText, rescale, type Digits } from '../table/digits.ts';

/** So many tell a mean from its neighbours; no more of them than that stand after the point, but two always. */
const [SIGNIFICANT, LEAST] = [6, 2];

/** `sum / count`, rounded to the digits that a person reads. */
export function meanText({ unscaled, scale }: Digits, count: number): string {
  const whole = unscaled / 10n ** BigInt(Math.max(0, scale)) / BigInt(count);
  const places = placesAfterPoint(whole, { unscaled, scale }, count);
  const shift = places - scale + 1;
  const numerator = shift >= 0 ? unscaled * 10n ** BigInt(shift) : unscaled / 10n ** BigInt(-shift);
  const tenfold = numerator / BigInt(count);
  return decimalText((tenfold + (tenfold < 0n ? -5n : 5n)) / 10n, places);
}

function placesAfterPoint(whole: bigint, { unscaled, scale }: Digits, count: number): number {
  if (whole !== 0n) return Math.max(LEAST, SIGNIFICANT - String(whole).replace('-', '').length);
  const size = Number(plainText({ unscaled, scale })) / count;
  return size === 0 ? 0 : Math.max(LEAST, SIGNIFICANT - 1 - Math.floor(Math.log10(Math.abs(size))));
}

/** Doubles may have 300 of them. */
const MOST_ZEROS = 40;

/** What lies between two numbers that are written with digits, exactly. */
export function middleText(a: string, b: string): string {
  const [one, other] = [digitsOf(a), digitsOf(b)];
  const isFar = Math.max(Math.abs(one?.scale ?? 0), Math.abs(other?.scale ?? 0)) > MOST_ZEROS;
  if (!one || !other || isFar) return String((Number(a) + Number(b)) / 2);
  const scale = Math.max(0, one.scale, other.scale);
  const sum = (rescale(one, scale) ?? 0n) + (rescale(other, scale) ?? 0n);
  return decimalText(sum * 5n, scale + 1);
}
