import type { TableColumnView } from '../../src/protocol/table.ts';
import { refreshIcon, closeIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { glyph } from '../common/glyph.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { problemState, WAITING, waitingState } from '../common/states.ts';
import { columnAt, type Screen } from './acts.ts';
import type { Insight } from './insightOf.ts';
import { figuresPart } from './insightFigures.ts';
import { histogramPart } from './histogram.ts';
import type { InsightState } from './parts.ts';
import { progressPart } from './progress.ts';
import { topPart } from './topValues.ts';

const chartIcon = glyph(svg`<path d="M2 14V8h3v6zM6.5 14V2h3v12zM11 14V5h3v9z" fill="none" stroke="currentColor" />`);

/** Opens and closes the panel. */
export function insightButton({ state, acts }: Screen): View {
  const name = acts.text.say('table.insight');
  const isOn = state.side === 'insight';
  const turn = () => {
    acts.show('data');
    acts.showSide(isOn ? null : 'insight');
  };
  return html`<button class="tool" aria-label=${name} title=${name} aria-pressed=${isOn} @click=${turn}>
    ${chartIcon}
  </button>`;
}

/** Content of the side panel while `state.side` is `insight`. */
export function insightPanel(screen: Screen): View | typeof nothing {
  const at = screen.state.grid.active.column;
  const column = columnAt(screen.head, at);
  if (!column) return nothing;
  const { text } = screen.world;
  const close = () => {
    screen.world.works.stop('insight');
    screen.acts.showSide(null);
  };
  return html`<div class="insight">
    <div class="row">
      <h2 class="any">${column.name}</h2>
      <span class="dim s">${column.type}</span>
      <span class="sp">${iconButton(text.say('table.closePanel'), closeIcon, close)}</span>
    </div>
    ${column.problem ? problemState(column.problem, { text, ask: screen.world.ask }) : content(column, at, screen)}
  </div>`;
}

function content(column: TableColumnView, at: number, screen: Screen): View {
  const { state, head, world } = screen;
  const { text, ask } = world;
  const { of } = state.insight;
  if (of?.head !== head || of.query !== state.query || of.column !== at)
    askFor({ head, query: state.query, column: at }, screen);
  const { found } = state.insight;
  const again = () => askFor({ head, query: state.query, column: at }, screen);
  switch (found.state) {
    case 'waiting': {
      const work = state.works.find(({ kind }) => kind === 'insight');
      if (!work) return waitingState(text);
      const stop = () => {
        world.works.stop('insight');
        world.change({ insight: { ...state.insight, found: { state: 'stopped' } } });
      };
      return progressPart({ label: text.say('table.computing'), work, text, stop });
    }
    case 'stopped':
      return html`<p class="dim" role="status">${text.say('table.stopped')}</p>
        <p><button class="btn alt" @click=${again}>${refreshIcon}${text.say('table.compute')}</button></p>`;
    case 'failed':
      return problemState(found.problem, { text, ask, retry: again });
    case 'here':
      return here({ value: found.value, column, at, screen });
  }
}

/** Who walks through the columns by arrow keys asks for the one where they stay. */
const STAY_MS = 150;

function askFor(of: NonNullable<InsightState['of']>, { world, state }: Screen): void {
  state.insight = { of, found: WAITING };
  const isOurs = () => state.insight.of === of;
  setTimeout(() => {
    if (!isOurs()) return;
    const { query, column } = of;
    void world.works
      .run('insight', id => world.ask.insight({ id, query, column }))
      .then(found => isOurs() && world.change({ insight: { of, found } }));
  }, STAY_MS);
}

function here(insight: Insight): View {
  const { value, screen } = insight;
  const { text } = screen.world;
  if (value.rows === 0) return html`<p class="dim">${text.say('table.insightEmpty')}</p>`;
  const isAll = value.rows === screen.head.rows;
  return html`${histogramPart(insight)} ${figuresPart(insight)} ${topPart(insight)}
    <p class="s dim">
      ${text.say(isAll ? 'table.insightAll' : 'table.insightFiltered', { rows: text.count('unit.row', value.rows) })}
    </p>`;
}
