import type { Text } from '../../../src/model/speech.ts';
import type { Cell } from '../../../src/protocol/table.ts';
import { html, nothing, type View } from '../lit.ts';
import { textOf } from './pages.ts';
import type { GridColumn } from './state.ts';

/** More of a text than this is never seen on one line. UTF-16 units. */
const MOST_UNITS = 400;
/** Texts that are longer, and wider than their column, say how long they are. */
const LONG_UNITS = 40;

/** What is there but cannot be seen, and what would turn the line around. */
const MARKS: Readonly<Record<string, string>> = {
  ...{ '\t': '⇥', '\n': '↵', '\r': '␍', '\u0000': '␀', '\u200b': '[U+200B]', '\ufeff': '[U+FEFF]' },
  ...{ '\u202d': '[U+202D]', '\u202e': '[U+202E]', '\u2066': '[U+2066]', '\u2067': '[U+2067]' },
};
const UNSEEN = /[\t\n\r\u0000\u200b\ufeff\u202d\u202e\u2066\u2067]/gu;
const SPACES = /^[\s\u200b\ufeff]*$/u;

/** A text on one line, with marks for what has no shape of its own; nothing but spaces stands in quotes. */
export function oneLine(text: string): string {
  const marked = text.slice(0, MOST_UNITS).replaceAll(UNSEEN, mark => MARKS[mark] ?? mark);
  if (!SPACES.test(text)) return marked;
  return `"${marked.replaceAll(/\s/gu, mark => (mark === '\u00a0' ? '⍽' : '␣'))}"`;
}

/** How long the whole of it is, in words; of binary, its bytes. */
export function lengthText(cell: string | { readonly length: number }, kind: GridColumn['kind'], text: Text): string {
  if (kind !== 'binary') return text.say('grid.chars', { n: text.number(cell.length) });
  return text.say('grid.bytes', { n: text.number(typeof cell === 'string' ? cell.length / 2 : cell.length) });
}

export interface CellLook {
  readonly kind: GridColumn['kind'];
  /** Letters that find room. */
  readonly room: number;
  readonly text: Text;
}

/** NULL in italic, an empty text as `""`, a long one with its length, everything on one line. */
export function cellView(cell: Cell | undefined, { kind, room, text }: CellLook): View | string {
  if (cell === undefined) return html`<span class="gd-wait"></span>`;
  if (cell === null) return html`<span class="null">NULL</span>`;
  const whole = textOf(cell);
  const shown = oneLine(whole);
  if (SPACES.test(whole)) return html`<span class="null">${shown}</span>`;
  const isCut = typeof cell !== 'string' || (whole.length > LONG_UNITS && whole.length > room && kind !== 'number');
  return html`<span
      class="gd-t ${kind === 'nested' || kind === 'binary' ? 'm' : ''}"
      dir=${kind === 'text' ? 'auto' : nothing}
      >${shown}</span
    >${isCut ? html` <span class="null gd-len">${lengthText(cell, kind, text)}</span>` : nothing}`;
}

/** For who does not see it. */
export function cellWords(cell: Cell | undefined, kind: GridColumn['kind'], text: Text): string {
  if (cell === undefined) return text.say('page.waiting');
  if (cell === null) return 'NULL';
  if (cell === '') return text.say('grid.emptyText');
  const shown = oneLine(textOf(cell));
  // In the words that are seen, where they are.
  return typeof cell === 'string' && cell.length <= LONG_UNITS ? shown : `${shown} ${lengthText(cell, kind, text)}`;
}
