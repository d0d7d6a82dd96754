import type { CleaningRow, CleaningView } from '../../src/protocol/cleaning.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { inSight } from '../common/sight.ts';
import { completedState, skippedState, warnState } from '../common/stateIcons.ts';
import { emptyState } from '../common/states.ts';
import { virtualRows } from '../common/virtualRows.ts';
import { reasonText, type Acts, type Screen } from './state.ts';

/** By reason, each with how many. */
export function filters({ counts }: CleaningView, { state, acts }: Screen): View {
  const { text } = acts;
  const nameOf = (filter: string | null) => {
    if (filter === null) return text.say('cleaning.all');
    return filter === 'kept' || filter === 'doubt'
      ? text.say(`cleaning.${filter}Filter`)
      : capital(reasonText(text, filter));
  };
  const shown = state.rows?.total ?? null;
  return html`<div class="row flt" role="group" aria-label=${text.say('cleaning.show')}>
    ${counts.map(
      ({ filter, blocks }) =>
        html`<button
          class="tool"
          aria-pressed=${filter === state.filter}
          @click=${() => acts.filter(filter === state.filter ? null : filter)}
        >
          <span>${nameOf(filter)}</span> <span class="dim">${text.number(blocks)}</span>
        </button>`,
    )}
    <span class="vh" aria-live="polite">${shown === null ? nothing : text.count('cleaning.shown', shown)}</span>
  </div>`;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export function list(view: CleaningView, { state, acts }: Screen): View {
  const { text } = acts;
  const { rows, sight, rowHeight } = state;
  if (rows?.total === 0)
    return html`<div class="pad">
      ${emptyState(text.say('cleaning.noMatch'), text.say('cleaning.noMatchWhy'), {
        label: text.say('cleaning.showAll'),
        run: () => acts.filter(null),
      })}
    </div>`;
  return virtualRows({
    ...{ id: 'row', roles: ['listbox', 'option'], rowPx: rowHeight, sight, seen: acts.seen },
    label: text.say('cleaning.blocks'),
    from: inSight(sight, rowHeight)[0],
    count: rows?.total ?? 0,
    picked: state.place ?? -1,
    pick: acts.pickRow,
    open: acts.openHtml,
    draw: place => {
      const row = rows?.at(place);
      return row ? drawRow(row, { view, acts, isLit: state.hovered === row.at }) : html`<span class="dim">…</span>`;
    },
  });
}

interface RowLook {
  readonly view: CleaningView;
  readonly acts: Acts;
  readonly isLit: boolean;
}

function drawRow(row: CleaningRow, { view, acts, isLit }: RowLook): View {
  const { text } = acts;
  const { reason, isDoubtful, tag, times, tokens, preview, at } = row;
  const [shape, key] = isDoubtful ? ['warn', 'isDoubtful'] : reason === null ? ['ok', 'isKept'] : ['off', 'isRemoved'];
  const icon = isDoubtful ? warnState : reason === null ? completedState : skippedState;
  const width = `${Math.max(2, (100 * tokens) / Math.max(1, view.heaviest)).toFixed(1)}%`;
  return html`<span
    class="bl ${isLit ? 'lit' : ''}"
    @mouseenter=${() => acts.hover(at)}
    @mouseleave=${() => acts.hover(null)}
  >
    <span class=${shape}>${icon}</span><span class="vh">${text.say(`cleaning.${key}`)}, </span>
    <span class="el ${reason === null ? '' : 'dim'}">${preview || `<${tag}>`}</span>
    <span class="s rs el">
      ${reason === null ? html`<span class="dim m">${tag}</span>` : reasonText(text, reason)}
      ${times > 1 ? html`<span class="dim">× ${text.number(times)}</span>` : nothing}
    </span>
    <span class="n">${text.number(tokens)}</span>
    <svg class="wb" aria-hidden="true">
      ${svg`<rect class=${reason === null ? 'kp' : 'rm'} width=${width} y="1" height="8"/>`}
    </svg>
  </span>`;
}
