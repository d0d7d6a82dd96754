import type { DatasetOpened } from '../../src/protocol/dataset.ts';
import type { Text } from '../../src/model/speech.ts';
import { html, nothing, type View } from '../common/lit.ts';
import type { Acts } from './acts.ts';

/** How far the loads have come: what the next one begins after. */
export function markSection({ look, config }: DatasetOpened, acts: Acts): View {
  const { text } = acts;
  return html`<section aria-labelledby="mark-title">
    <h2 id="mark-title">${text.say('dataset.watermark')}</h2>
    ${
      look.watermarks.length === 0
        ? html`<p class="dim">${text.say('dataset.noWatermark')}</p>`
        : html`${look.watermarks.map(
            ({ kind, column, value, before, at }) =>
              html`<dl class="kv">
                <dt>${text.say('dataset.mark.column')}</dt>
                <dd class="m">${column ?? kind}</dd>
                <dt>${text.say('dataset.mark.value')}</dt>
                <dd>${value}</dd>
                <dt>${text.say('dataset.mark.before')}</dt>
                <dd>${before ?? text.say('dataset.mark.unknown')}</dd>
                ${
                  config === null
                    ? nothing
                    : html`<dt>${text.say('dataset.mark.overlap')}</dt>
                        <dd>${overlapText(config.overlap, kind, text)}</dd>`
                }
                <dt>${text.say('dataset.mark.written')}</dt>
                <dd>${text.say('dataset.mark.afterData', { time: text.dateTime(at) })}</dd>
              </dl>`,
          )}`
    }
    <p>
      <button class="btn alt" @click=${() => acts.act('editState')}>${text.say('dataset.editState')}</button>
    </p>
  </section>`;
}

function overlapText(overlap: number, kind: string, text: Text): string {
  if (overlap === 0) return text.say('dataset.mark.noOverlap');
  const by = kind === 'last_id' ? text.count('dataset.ids', overlap) : secondsText(overlap, text);
  return text.say('dataset.mark.overlapBy', { by });
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** In the largest unit that it is a whole number of. */
function secondsText(seconds: number, { language }: Text): string {
  const [unit, size] = UNITS.find(([, many]) => seconds % many === 0) ?? (['second', 1] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}
