import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { finderBar } from './finder.ts';
import { tableGrid } from './gridOf.ts';
import { insightPanel } from './insight.ts';

/** The rows, with the panel beside them. */
export const dataTab = (screen: Screen): View =>
  html`${finderBar(screen)}
    <div class="split ${screen.state.side === null ? 'alone' : ''}">
      ${tableGrid(screen)}
      ${
        screen.state.side === 'insight'
          ? html`<aside class="pad scroll" tabindex="0" aria-label=${screen.acts.text.say('table.insight')}>
              ${insightPanel(screen)}
            </aside>`
          : nothing
      }
    </div>`;
