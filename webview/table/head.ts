import { html, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { outMenu } from './outMenu.ts';

/** What it is, and what can be done with it. */
export const headOf = (screen: Screen): View =>
  html`<header class="head">
    <div class="row">
      <h1>${screen.head.name}</h1>
      <span class="sp row">${outMenu(screen)}</span>
    </div>
  </header>`;
