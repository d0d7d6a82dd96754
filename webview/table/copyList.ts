import { copyIcon } from '../common/icons.ts';
import { html, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { copyText } from './out.ts';

/** Beside what ends with "and N more". */
export const copyList = (screen: Screen, of: 'files' | 'unread' | 'differences'): View =>
  html`<button class="tool" @click=${() => void copyText(screen, () => screen.world.ask.listed({ of }))}>
    ${copyIcon}${screen.world.text.say('table.copyList')}
  </button>`;
