import { html, type View } from './lit.ts';

/** An icon in the colour of its class; it says nothing by itself, the word stands beside it or in the button's name. */
export const glyph = (shape: View): View => html`<svg class="i" viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>`;
