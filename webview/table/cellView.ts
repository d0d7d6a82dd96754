import type { Text } from '../../src/model/speech.ts';
import type { Cell, ValueKind } from '../../src/protocol/table.ts';
import { html, type View } from '../common/lit.ts';
import { figureText } from './figures.ts';

/** One value outside of the grid: NULL, an empty text and blanks are told apart, a cut one says how long it is. */
export function cellView(cell: Cell, kind: ValueKind, text: Text): View {
  if (cell === null) return html`<span class="null">NULL</span>`;
  if (typeof cell !== 'string')
    return html`${cell.text}… <span class="null">${text.say('table.cut', { length: text.number(cell.length) })}</span>`;
  if (cell.trim() === '' && kind !== 'nested') return html`<span class="null">"${cell.replaceAll(/\s/g, '␣')}"</span>`;
  return html`${kind === 'number' ? figureText(cell, text) : cell}`;
}

/** The same in one line of text. */
export const cellText = (cell: Cell): string =>
  cell === null ? 'NULL' : typeof cell === 'string' ? cell : `${cell.text}…`;
