import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { finderBar } from './finder.ts';
import { tableGrid } from './gridOf.ts';
import { insightPanel } from './insight.ts';
import { outLine } from './outMenu.ts';

/** The rows, with the panel beside them. */
export const dataTab = (screen: Screen): View =>
  html`${finderBar(screen)}${outLine(screen)}
    <div class="split ${screen.state.side === null ? 'alone' : ''}">
      ${tableGrid(screen)} ${screen.state.side === 'insight' ? insightPanel(screen) : nothing}
    </div>`;
