import type { TextPlace } from './chunkView.ts';

/**
 * Where places of a text, counted in code points, lie in an editor. A line ends at \n, \r\n or \r, as in VS Code; a
 * place past the end is the end.
 */
export function textPlaces(text: string, places: readonly number[]): TextPlace[] {
  const wanted = [...places.entries()].sort(([, a], [, b]) => a - b);
  const found: TextPlace[] = places.map(() => ({ line: 1, column: 1 }));
  let [unit, point, line, lineStart] = [0, 0, 1, 0];
  for (const [index, place] of wanted) {
    for (; point < place && unit < text.length; point += 1) {
      const code = text.codePointAt(unit) ?? 0;
      unit += code > 0xffff ? 2 : 1;
      const isReturn = code === 0x0d && text.charCodeAt(unit) !== 0x0a;
      if (code === 0x0a || isReturn) [line, lineStart] = [line + 1, unit];
    }
    found[index] = { line, column: unit - lineStart + 1 };
  }
  return found;
}

/** The part of a text between two places, counted in code points; undefined when the text ends before. */
export function sliceCodePoints(text: string, start: number, end: number): string | undefined {
  const from = unitOf(text, { unit: 0, point: 0 }, start);
  const to = from && unitOf(text, from, end);
  return from && to ? text.slice(from.unit, to.unit) : undefined;
}

interface Walked {
  readonly unit: number;
  readonly point: number;
}

function unitOf(text: string, from: Walked, place: number): Walked | undefined {
  let { unit, point } = from;
  for (; point < place; point += 1) {
    if (unit >= text.length) return undefined;
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return { unit, point };
}
