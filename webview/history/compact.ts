import { timeAxis } from '../../src/model/timeAxis.ts';
import type { Text } from '../../src/model/speech.ts';
import type { TimelineRow } from '../../src/model/timeline.ts';
import type { HistorySource } from '../../src/protocol/history.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { virtualRows } from '../common/virtualRows.ts';
import type { Acts } from './acts.ts';
import { axisHead, lane, type Ruler } from './lane.ts';
import { memo, type State, type Zoom } from './state.ts';
import { outcomeIcon, rowSentence, shortAddress, span } from './words.ts';

export interface Row {
  readonly source: HistorySource;
  readonly line: TimelineRow | undefined;
}

/** rem: of a row; of the axis, which stays above the rows. */
export const [ROW_REM, HEAD_REM] = [2.15, 3.1];

const remembered = memo<readonly Row[]>();

/** Sources in the order of their discovery, those that only the events know at the end; what the filter leaves. */
export function rowsOf(state: State): readonly Row[] {
  const { sources, timeline, query, failedOnly } = state;
  const deps = [state.told, timeline, timeline.rows.size, query, failedOnly, failedOnly ? timeline.failures : 0];
  const rows = remembered(deps, () => {
    const unknown = [...timeline.rows.keys()].filter(uri => !sources.has(uri));
    const wanted = query.trim().toLowerCase();
    return [...sources.keys(), ...unknown]
      .filter(uri => uri.toLowerCase().includes(wanted) || titleIn(state, uri).includes(wanted))
      .map(uri => ({ uri, line: timeline.rows.get(uri) }))
      .filter(({ uri, line }) => !failedOnly || (line?.failures ?? 0) > 0 || sources.get(uri)?.outcome === 'ERROR')
      .map(({ uri, line }) => ({ source: sources.get(uri) ?? bare(uri), line }));
  });
  return rows;
}

const titleIn = ({ sources }: State, uri: string): string => sources.get(uri)?.title?.toLowerCase() ?? '';

const bare = (uri: string): HistorySource => ({
  ...{ uri, title: null, outcome: 'IN_PROGRESS', reason: null, aliasOf: null },
});

export function rulerOf(state: State, now = Date.now()): Ruler {
  const { timeline, run, zoom, lane: widthPx } = state;
  const isRunning = run?.status === 'RUNNING';
  const end = isRunning ? Math.max(now, timeline.lastAt) : timeline.lastAt;
  const axis = timeAxis(timeline, end);
  // A little room at the right, so that the last bar and the line of now are whole.
  const whole: Zoom = { from: 0, to: axis.length * 1.02 };
  return { axis, timeline, zoom: zoom ?? whole, now: end, isRunning, widthPx };
}

export function compact(state: State, acts: Acts): View {
  const { text } = acts;
  const rows = rowsOf(state);
  const ruler = rulerOf(state);
  const when = { startedAt: state.timeline.startedAt, now: ruler.now };
  const sight = { top: Math.max(0, state.tops.compact - HEAD_REM * state.rem), height: state.room };
  return html`<div class="grid axis-head">
      <span>${text.say('history.column.source')}</span>
      <span class="n xt">${text.say('history.column.attempts')}</span>
      <span class="n xd">${text.say('history.column.work')}</span>
      <span class="lc" id="axis">${axisHead(ruler, text)}</span>
    </div>
    ${virtualRows({
      id: 'rows',
      label: text.say('history.rows'),
      roles: ['listbox', 'option'],
      ...{ count: rows.length, rowPx: ROW_REM * state.rem, sight },
      picked: rows.findIndex(({ source }) => source.uri === state.uri),
      key: at => rows[at]?.source.uri ?? at,
      words: at => wordsOf(rows[at]),
      draw: at => rowView(rows[at], ruler, text),
      pick: at => acts.pickRow(rows[at]?.source.uri ?? ''),
      press: event => zoomByKey(event, ruler, acts),
      open: at => openFirst(rows[at], acts),
    })}`;

  function wordsOf(row: Row | undefined): string {
    return row ? rowSentence(row.source, row.line, when, text) : '';
  }
}

/** Its first event, among all of them. */
function openFirst(row: Row | undefined, acts: Acts): void {
  const first = row?.line?.bars[0]?.beganId;
  if (first !== undefined) acts.goToEvent(first);
}

function rowView(row: Row | undefined, ruler: Ruler, text: Text): View {
  if (!row) return html``;
  const { source, line } = row;
  const [folder, name] = shortAddress(source.uri);
  const on = line?.bars.at(-1);
  const work = (line?.workMs ?? 0) + (on?.kind === 'open' && ruler.isRunning ? Math.max(0, ruler.now - on.from) : 0);
  return html`<div class="grid">
    <span class="el" title=${source.uri}>
      ${outcomeIcon(source.outcome)}
      <span class="dir">${folder}</span>${name}
    </span>
    <span class="n xt">${line && line.extraAttempts > 0 ? `+${text.number(line.extraAttempts)}` : '–'}</span>
    <span class="n xd">${line ? span(work, text) : '–'}</span>
    <span class="lc">${lane(line, ruler)}</span>
  </div>`;
}

/** Nobody reads a hundredth of a millisecond. */
const SMALLEST_MS = 5;

/** About a place: what was there before is there after. */
export function zoomAbout({ axis, zoom }: Ruler, place: number, factor: number): Zoom | null {
  const from = place - (place - zoom.from) * factor;
  const to = place + (zoom.to - place) * factor;
  if (to - from >= axis.length * 1.02) return null;
  return to - from < SMALLEST_MS ? zoom : withinAxis({ from, to }, axis.length);
}

export function panBy({ axis, zoom }: Ruler, places: number): Zoom | null {
  return withinAxis({ from: zoom.from + places, to: zoom.to + places }, axis.length);
}

function withinAxis({ from, to }: Zoom, length: number): Zoom {
  const width = to - from;
  const start = Math.min(Math.max(0, from), Math.max(0, length * 1.02 - width));
  return { from: start, to: start + width };
}

/** + − 0 zoom, Shift with an arrow moves the axis. */
function zoomByKey(event: KeyboardEvent, ruler: Ruler, acts: Acts): void {
  const { from, to } = ruler.zoom;
  const middle = (from + to) / 2;
  const acted: Partial<Record<string, () => Zoom | null>> = {
    '+': () => zoomAbout(ruler, middle, 1 / 1.5),
    '=': () => zoomAbout(ruler, middle, 1 / 1.5),
    '-': () => zoomAbout(ruler, middle, 1.5),
    '0': () => null,
    ...(event.shiftKey && {
      ArrowLeft: () => panBy(ruler, (from - to) / 5),
      ArrowRight: () => panBy(ruler, (to - from) / 5),
    }),
  };
  const act = event.ctrlKey || event.metaKey ? undefined : acted[event.key];
  if (!act) return;
  event.preventDefault();
  acts.zoomTo(act());
}

/** Bars in words, under the axis. */
export function legend(text: Text): View {
  const stages = ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'];
  const bar = (kind: string) =>
    svg`<svg class="lg" aria-hidden="true"><rect class="sg ${kind}" x="1" y="2" width="22" height="12"></rect>${
      kind === 'failed'
        ? svg`<svg x="12" y="8" overflow="visible"><path class="x" d="M-3.5-3.5l7 7m0-7l-7 7"/></svg>`
        : nothing
    }</svg>`;
  const wait = svg`<svg class="lg" aria-hidden="true"><line class="wait" x1="1" x2="23" y1="8" y2="8"></line></svg>`;
  const gap = svg`<svg class="lg" aria-hidden="true"><rect class="gap" width="24" height="16"></rect></svg>`;
  return html`<ul class="legend s">
    ${stages.map((stage, at) => html`<li><b>${at + 1}</b> ${text.say(`stage.${stage}`).toLowerCase()}</li>`)}
    ${(['done', 'reused', 'failed', 'cut'] as const).map(kind => html`<li>${bar(kind)}${text.say(`history.kind.${kind}`)}</li>`)}
    <li>${wait}${text.say('history.kind.wait')}</li>
    <li>${gap}${text.say('history.gap')}</li>
  </ul>`;
}

/** Once a page: what the lanes are hatched with. */
export const hatch = (): View =>
  html`<svg class="defs" aria-hidden="true" width="0" height="0">
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">
      <path class="hatch" d="M-1 1l2-2M0 6l6-6M5 7l2-2" />
    </pattern>
  </svg>`;
