import type { Text } from '../../src/model/speech.ts';
import { html, render } from './lit.ts';
import { refreshIcon } from './icons.ts';
import { errorState } from './stateIcons.ts';

/** In place of a page whose code failed. Drawn into a fresh element: what lit knew of the old one is not to be trusted. */
export function brokenPage(text: Text, message: string, reload: () => void): void {
  const root = document.createElement('main');
  render(
    html`<div class="call bad" role="alert">
      ${errorState}
      <div class="stack">
        <p class="b">${text.say('page.broken')}</p>
        <p class="m">${message}</p>
        <p><button class="btn" @click=${reload}>${refreshIcon}${text.say('page.reload')}</button></p>
      </div>
    </div>`,
    root,
  );
  document.body.replaceChildren(root);
}
