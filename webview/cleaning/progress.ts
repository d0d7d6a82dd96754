import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './state.ts';

/** How far it is, in words, and a way to stop. */
export function progressBar({ state, acts }: Screen, key: 'workingOn' | 'workingPages'): View {
  const { text } = acts;
  const { progress } = state;
  const counts = progress && { done: text.number(progress.done), total: text.number(progress.total) };
  return html`<div aria-busy="true">
    <progress
      max=${progress?.total || 1}
      value=${progress?.done ?? nothing}
      aria-label=${text.say('cleaning.working')}
    ></progress>
    <p class="pad row">
      <span role="status">${text.say('cleaning.working')}</span>
      ${counts ? html`<span class="dim">${text.say(`cleaning.${key}`, counts)}</span>` : nothing}
      <button class="btn alt" @click=${acts.stop}>${text.say('cleaning.stop')}</button>
    </p>
  </div>`;
}
