import { visibleText } from '../../src/model/quality/visibleText.ts';
import { html, type View } from '../common/lit.ts';

/** Of the data, or named by somebody: nothing in it turns what stands around it, or hides. */
export const shown = (text: string): View => html`<bdi>${visibleText(text)}</bdi>`;
