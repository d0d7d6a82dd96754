import { bytesText } from '../../src/model/bytes.ts';
import type { Cell, FileLayout } from '../../src/protocol/table.ts';
import { copyIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { footersOf } from './footers.ts';
import { copyText } from './out.ts';

/** A value longer than this is cut here; copied it is whole. */
const MOST_SHOWN = 300;

/** What a file says about itself: its size, who wrote it, and its key-value metadata. */
export function notesPart({ bytes, version, createdBy, notes }: FileLayout, screen: Screen): View {
  const { text } = screen.world;
  return html`<section class="sec stack" aria-labelledby="aboutFile">
    <h2 id="aboutFile">${text.say('table.aboutFile')}</h2>
    <dl class="kv">
      <dt>${text.say('table.size')}</dt>
      <dd>${bytesText(bytes, text.language)}</dd>
      <dt>${text.say('table.createdBy')}</dt>
      <dd>${createdBy ?? html`<span class="dim">${text.say('table.notSaid')}</span>`}</dd>
      <dt>${text.say('table.version')}</dt>
      <dd>${version}</dd>
    </dl>
    <h3>${text.say('table.notes')}</h3>
    ${
      notes.length === 0
        ? html`<p class="dim">${text.say('table.noNotes')}</p>`
        : html`<ul class="stack notes">
            ${notes.map(({ key, value }, at) => note({ key, value, at }, screen))}
          </ul>`
    }
  </section>`;
}

function note({ key, value, at }: { key: string; value: Cell; at: number }, screen: Screen): View {
  const { text, ask } = screen.world;
  const { shown, length } = cut(value);
  const copy = () =>
    void copyText(screen, async () => {
      const whole = await ask.note({ file: footersOf(screen).file, note: at });
      return whole === null ? '' : typeof whole === 'string' ? whole : whole.text;
    });
  return html`<li>
    <div class="row">
      <span class="m b">${key}</span>${iconButton(text.say('table.copyNote', { key }), copyIcon, copy)}
    </div>
    <p class="m any">
      <span class="asIs">${shown}</span
      >${length > shown.length ? html`… <span class="null">${text.say('table.cut', { length: text.number(length) })}</span>` : nothing}
    </p>
  </li>`;
}

function cut(value: Cell): { shown: string; length: number } {
  if (value === null) return { shown: '–', length: 1 };
  const [text, length] = typeof value === 'string' ? [value, value.length] : [value.text, value.length];
  return { shown: text.slice(0, MOST_SHOWN), length };
}
