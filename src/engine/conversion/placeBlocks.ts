/** Finds each block in the Markdown: that of the signs is laid on the true one, line by line. */
import { SIGN } from './cleaningTrace.ts';

/** How far ahead a line is looked for, where the signs changed one. */
const AHEAD = 60;

/** Index of a block → UTF-16 units in `markdown` where it begins. */
export function placeBlocks(signed: string, markdown: string): Map<number, number> {
  const lines = startsOf(markdown);
  const places = new Map<number, number>();
  let waiting: number[] = [];
  let next = 0;
  const settle = (place: number) => {
    for (const at of waiting) if (!places.has(at)) places.set(at, place);
    waiting = [];
  };
  for (const line of signed.split('\n')) {
    for (const [, at] of line.matchAll(SIGN)) waiting.push(Number(at));
    const text = line.replace(SIGN, '').trim();
    if (text === '') continue;
    const found = lines.slice(next, next + AHEAD).findIndex(known => known.text === text);
    if (found < 0) continue;
    const here = lines[next + found];
    if (here) settle(here.start);
    next += found + 1;
  }
  settle(markdown.length);
  return places;
}

/** The lines that say something. */
function startsOf(markdown: string): { readonly start: number; readonly text: string }[] {
  let start = 0;
  return markdown.split('\n').flatMap(line => {
    const at = start;
    start += line.length + 1;
    return line.trim() === '' ? [] : [{ start: at, text: line.trim() }];
  });
}
