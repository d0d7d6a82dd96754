import { MOST_ON_LINE } from '../../src/model/tableView/mostOnLine.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { cellText, cellView } from './cellView.ts';
import { figureText, shareText } from './figures.ts';
import { NULL_FILTER } from './filterOf.ts';
import type { Insight } from './insightOf.ts';

export function figuresPart({ value, column, at, screen }: Insight): View {
  const { acts, world } = screen;
  const { text } = world;
  const { rows, nulls, distinct, isDistinctExact, min, max, mean, median } = value;
  const figure = (name: string, shown: View | string) =>
    html`<dt>${text.say(`table.${name}`)}</dt>
      <dd class="n">${shown}</dd>`;
  const bound = (name: 'min' | 'max', cell: typeof min) =>
    cell === null
      ? nothing
      : html`<dt>${text.say(`table.${name}`)}</dt>
          <dd class="n el" title=${cellText(cell)}>${cellView(cell, column.kind, text)}</dd>`;
  const nullsShown = html`${
      nulls === 0
        ? '0'
        : html`<button
            class="link"
            title=${text.say('table.filterBy')}
            @click=${() => acts.filter(at, NULL_FILTER, true)}
          >
            ${text.number(nulls)}
          </button>`
    } <span class="dim share">${shareText(nulls, rows, text)}</span>`;
  const hasLine = column.kind === 'number' || column.kind === 'date' || column.kind === 'timestamp';
  return html`<dl class="kv">
      ${figure('nulls', nullsShown)}
      ${distinct === null ? nothing : figure('distinct', `${isDistinctExact ? '' : '≈ '}${text.number(distinct)}`)}
      ${bound('min', min)} ${median === null ? nothing : figure('median', figureText(median, text))}
      ${mean === null ? nothing : figure('mean', figureText(mean, text))} ${bound('max', max)}
    </dl>
    ${
      hasLine && rows > MOST_ON_LINE
        ? html`<p class="dim">${text.say('table.noLine', { n: text.number(MOST_ON_LINE) })}</p>`
        : nothing
    }`;
}
