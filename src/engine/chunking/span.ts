/** A slice of the text in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text, and whether code points and UTF-16 units may differ in it. */
export interface MeasuredText {
  readonly text: string;
  readonly astral: boolean;
}

export const measured = (text: string): MeasuredText => ({ text, astral: /[\ud800-\udbff]/.test(text) });

export function countCodePoints({ text, astral }: MeasuredText, { start, end }: Span): number {
  if (!astral) return end - start;
  let count = 0;
  for (let i = start; i < end; i += isPair(text, i) ? 2 : 1) count++;
  return count;
}

export function isPair(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}

/** Strips as Python's `str.strip` does; undefined when nothing is left. */
export function stripped(text: string, { start: from, end: to }: Span): Span | undefined {
  let start = from;
  let end = to;
  while (start < end && isPythonSpace(text.charCodeAt(start))) start++;
  while (end > start && isPythonSpace(text.charCodeAt(end - 1))) end--;
  return end > start ? { start, end } : undefined;
}

/** `str.isspace` of Python: JavaScript's white space without U+FEFF, with U+001C–1F and U+0085. */
function isPythonSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || (unit >= 0x1c && unit <= 0x1f);
  return (
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}
