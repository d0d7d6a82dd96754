import { createToSpan } from '../../textTree.ts';

const AROUND = 60;

/** A text with a little of what stands around it, on one line. */
export function excerpt(text: string, at = 0, length = 2 * AROUND): string {
  const from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + length + AROUND);
  const said = text.slice(from, to).replaceAll(/\s+/g, ' ').trim();
  return `${from > 0 ? '…' : ''}${said}${to < text.length ? '…' : ''}`;
}

/** 1-based. */
export function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const { line, column } = createToSpan(text)({ start: at, end: at + 1 });
  return { line, column };
}

/** Steps of `metadata.title`, `outcomes[0].status`, `results.0.uri`. */
export const pathSteps = (path: string): (string | number)[] =>
  [...path.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
