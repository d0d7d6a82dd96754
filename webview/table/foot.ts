import { html, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { rowsShown } from './state.ts';

/** Where the reader is, and what the filter and the order saw. */
export const foot = ({ state, acts: { text } }: Screen): View =>
  html`<footer class="foot"><span>${text.count('unit.row', rowsShown(state))}</span></footer>`;
