import { html, nothing, type View } from '../common/lit.ts';
import { cellText, cellView } from './cellView.ts';
import { equalFilter } from './filterOf.ts';
import type { Insight } from './insightOf.ts';

/** The most frequent values; each sets the column's filter. */
export function topPart({ value: { top }, column, at, screen }: Insight): View | typeof nothing {
  const [first] = top;
  if (!first) return nothing;
  const { acts, world } = screen;
  const { text } = world;
  return html`<h3>${text.say('table.top')}</h3>
    <ul class="topv">
      ${top.map(({ value, count }) => {
        const filter = equalFilter(value, column.kind);
        const title = filter === null ? cellText(value) : `${cellText(value)} – ${text.say('table.filterBy')}`;
        return html`<li>
          <button
            class="tool"
            title=${title}
            ?disabled=${filter === null}
            @click=${() => filter !== null && acts.filter(at, filter, true)}
          >
            <span class="el v">${cellView(value, column.kind, text)}</span>
            <svg class="tb" aria-hidden="true">
              <rect width="${((count / first.count) * 100).toFixed(2)}%" height="100%" />
            </svg>
            <span class="n dim">${text.number(count)}</span>
          </button>
        </li>`;
      })}
    </ul>`;
}
