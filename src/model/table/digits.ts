/** A number as its digits: `sign × unscaled × 10^-scale`, with no zero at its end. */
export interface Digits {
  readonly unscaled: bigint;
  /** Below 0: zeros before the point. */
  readonly scale: number;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Any number that JSON or JavaScript writes; undefined for another text. */
export function digitsOf(text: string): Digits | undefined {
  const found = NUMBER.exec(text);
  if (!found) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return { unscaled: 0n, scale: 0 };
  return { unscaled: BigInt(sign + kept), scale: fraction.length - Number(exponent) - (digits.length - kept.length) };
}

export const isEqual = (a: Digits | undefined, b: Digits | undefined): boolean =>
  a !== undefined && b !== undefined && a.unscaled === b.unscaled && a.scale === b.scale;

/** `-?digits(.digits)?`. The caller bounds the scale: these are as many characters. */
export function plainText({ unscaled, scale }: Digits): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale <= 0) return sign + digits + '0'.repeat(digits === '0' ? 0 : -scale);
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** How many stand before the point, and after it. */
export function placesOf({ unscaled, scale }: Digits): { whole: number; scale: number } {
  const count = unscaled === 0n ? 0 : String(unscaled).length - (unscaled < 0n ? 1 : 0);
  return { whole: Math.max(0, count - scale), scale: Math.max(0, scale) };
}

/** Unscaled at another scale; undefined when digits would be lost. */
export function rescale({ unscaled, scale }: Digits, to: number): bigint | undefined {
  return scale <= to ? unscaled * 10n ** BigInt(to - scale) : undefined;
}

/** Of an unscaled number with zeros at its end: those of its fraction say nothing. */
export function decimalText(unscaled: bigint, scale: number): string {
  const text = plainText({ unscaled, scale });
  return scale > 0 ? text.replace(/\.?0+$/, '') : text;
}
