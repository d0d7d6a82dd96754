import type { Text } from '../../src/model/speech.ts';

/** Intl's own bound. */
const MOST_DECIMALS = 100;

/** A number of a file in the language's own form, with every digit that it has; anything else as it is. Years stay years. */
export function figureText(value: string, { language }: Pick<Text, 'language'>): string {
  const number = /^-?\d+(?:\.(\d+))?$/.exec(value);
  const digits = number?.[1]?.length ?? 0;
  if (number === null || digits > MOST_DECIMALS) return value;
  const shape = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: 'min2' } as const;
  // SAFETY: it is a number by the pattern above; as a text, Intl keeps what a double would lose.
  return new Intl.NumberFormat(language, shape).format(value as `${number}`);
}

export const shareText = (part: number, whole: number, { language }: Pick<Text, 'language'>): string => {
  const share = whole === 0 ? 0 : part / whole;
  const shape = { style: 'percent', maximumFractionDigits: 1 } as const;
  const say = (value: number) => new Intl.NumberFormat(language, shape).format(value);
  if (share > 0 && share < 0.001) return `< ${say(0.001)}`;
  // What is not all of it never reads as all.
  return share < 1 && share > 0.999 ? `> ${say(0.999)}` : say(share);
};

/** How much smaller it is stored than it is: `4.1`; an en dash where nothing is stored. */
export const ratioText = (raw: number, stored: number, { language }: Pick<Text, 'language'>): string =>
  stored === 0
    ? '–'
    : new Intl.NumberFormat(language, { maximumFractionDigits: raw / stored < 10 ? 1 : 0 }).format(raw / stored);
