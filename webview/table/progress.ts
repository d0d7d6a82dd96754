import type { Text } from '../../src/model/speech.ts';
import { closeIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import type { Work } from './state.ts';

export interface ProgressOptions {
  /** What is being done. */
  readonly label: string;
  readonly work: Pick<Work, 'done' | 'total'>;
  readonly text: Text;
  stop(): void;
}

/** How far it is, in numbers. */
export const workText = ({ done, total }: ProgressOptions['work'], text: Text): string =>
  text.say('table.progress', { done: text.number(done), total: text.number(total) });

/** How far something is, in words and as a line, with a way to stop it. Before anything was told: the words alone. */
export function progressPart({ label, work, text, stop }: ProgressOptions): View {
  const { done, total } = work;
  return html`<div class="work">
    <p class="row">
      <span>${label}</span>
      ${total > 0 ? html`<span class="dim n">${workText(work, text)}</span>` : nothing}
      <button class="btn alt sp" @click=${stop}>${closeIcon}${text.say('table.stop')}</button>
    </p>
    <progress aria-label=${label} max=${total || 1} .value=${total > 0 ? done : 0}></progress>
    <p class="vh" role="status">${label} ${total > 0 ? tenth(done / total, text) : nothing}</p>
  </div>`;
}

/** Told at every tenth only: a screen reader is not talked to death. */
const tenth = (share: number, { language }: Text): string =>
  new Intl.NumberFormat(language, { style: 'percent' }).format(Math.floor(share * 10) / 10);
