import type { TimeAxis } from '../../src/model/timeAxis.ts';
import { ticks } from '../../src/model/timeAxis.ts';
import type { Text } from '../../src/model/speech.ts';
import type { Bar, Timeline, TimelineRow } from '../../src/model/timeline.ts';
import { nothing, svg, type View } from '../common/lit.ts';
import type { Zoom } from './state.ts';
import { activityMark, since } from './words.ts';

/** What all lanes share: the axis, the part of it that is shown, and how wide that is. */
export interface Ruler {
  readonly axis: TimeAxis;
  readonly timeline: Timeline;
  readonly zoom: Zoom;
  /** ms since 1970: where what is not ended ends. */
  readonly now: number;
  readonly isRunning: boolean;
  readonly widthPx: number;
}

/** Percent of the lane; what lies outside is cut a little beyond its edge. */
function placeOf(at: number, { axis, zoom }: Ruler): number {
  const share = ((axis.placeOf(at) - zoom.from) / (zoom.to - zoom.from)) * 100;
  return Math.round(Math.min(101, Math.max(-1, share)) * 1000) / 1000;
}

const percent = (value: number): string => `${value}%`;

/** px that the figure of a stage needs. */
const MARK_PX = 13;

export function lane(row: TimelineRow | undefined, ruler: Ruler): View {
  return svg`<svg class="lane" aria-hidden="true">${backdrop(ruler)}${(row?.bars ?? []).map(bar => barView(bar, ruler))}</svg>`;
}

function barView(bar: Bar, ruler: Ruler): View | typeof nothing {
  const from = placeOf(bar.from, ruler);
  const to = placeOf(Math.min(bar.to ?? ruler.now, Math.max(ruler.now, bar.from)), ruler);
  if (to < 0 || from > 100) return nothing;
  if (bar.kind === 'wait')
    return svg`<line class="wait" x1=${percent(from)} x2=${percent(to)} y1="50%" y2="50%"></line>`;
  const middle = percent((Math.max(0, from) + Math.min(100, to)) / 2);
  const hasMark = ((to - from) / 100) * ruler.widthPx >= MARK_PX;
  // Of a run that nobody drives, what was on was cut.
  const kind = bar.kind === 'open' && !ruler.isRunning ? 'cut' : bar.kind;
  return svg`<rect class="sg ${kind}" x=${percent(from)} width=${percent(Math.max(0, to - from))} y="20%" height="60%"></rect>
    ${
      hasMark && kind !== 'failed'
        ? svg`<text class="lb" x=${middle} y="50%" text-anchor="middle">${activityMark(bar.activity)}</text>`
        : nothing
    }
    ${kind === 'failed' ? svg`<svg x=${middle} y="50%" overflow="visible"><path class="x" d="M-3.5-3.5l7 7m0-7l-7 7"/></svg>` : nothing}
    ${kind === 'cut' ? svg`<svg x=${percent(to)} y="50%" overflow="visible"><path class="jag" d="M0-9l-3 4 6 5-6 5 3 4"/></svg>` : nothing}`;
}

/** Where nobody drove the run, and where it is now. */
function backdrop(ruler: Ruler): View {
  return svg`${ruler.timeline.gaps.map(gap => {
    const from = placeOf(gap.from, ruler);
    const to = placeOf(gap.to ?? ruler.now, ruler);
    return svg`<rect class="gap" x=${percent(from)} width=${percent(Math.max(0, to - from))} y="0" height="100%"></rect>
      <line class=${gap.kind === 'cut' ? 'cutl' : 'backl'} x1=${percent(from)} x2=${percent(from)} y1="0" y2="100%"></line>
      ${gap.to === null ? nothing : svg`<line class="backl" x1=${percent(to)} x2=${percent(to)} y1="0" y2="100%"></line>`}`;
  })}${ruler.isRunning ? nowLine(ruler) : nothing}`;
}

function nowLine(ruler: Ruler): View {
  const now = percent(placeOf(ruler.now, ruler));
  return svg`<line class="now" x1=${now} x2=${now} y1="0" y2="100%"></line>`;
}

/** px that a time of the axis needs. */
const TICK_PX = 64;

export function axisHead(ruler: Ruler, text: Text): View {
  const { axis, timeline, zoom } = ruler;
  const most = Math.max(2, Math.floor(ruler.widthPx / TICK_PX));
  const marks = ticks(axis, timeline, { ...zoom, most });
  const isFine = marks.some(({ elapsed }) => elapsed % 1000 !== 0);
  const label = (elapsed: number) =>
    isFine ? text.say('history.seconds', { n: text.number(elapsed / 1000) }) : text.duration(elapsed);
  return svg`<svg class="ax" aria-hidden="true">${backdrop(ruler)}
    ${marks.map(({ place, elapsed }) => {
      const x = Math.round(((place - zoom.from) / (zoom.to - zoom.from)) * 100_000) / 1000;
      const isLast = x > 100 - (TICK_PX / ruler.widthPx) * 60;
      return svg`<line class="tk" x1=${percent(x)} x2=${percent(x)} y1="1.9rem" y2="100%"></line>${
        isLast ? nothing : svg`<text class="tkl" x=${percent(x)} y="2.6rem" dx="3">${label(elapsed)}</text>`
      }`;
    })}
    ${timeline.gaps.slice(-1).map(gap => gapLabel(gap, ruler, text))}</svg>`;
}

/** px: a lane with less has room for the first word only. */
const SHORT_PX = 300;

function gapLabel({ kind, from, to }: Timeline['gaps'][number], ruler: Ruler, text: Text): View {
  const { startedAt } = ruler.timeline;
  const place = placeOf(from, ruler);
  const params = { from: since(from - startedAt, text), to: to === null ? '' : since(to - startedAt, text) };
  const isShort = to === null || ruler.widthPx < SHORT_PX;
  const words = text.say(isShort ? `history.gap.${kind}Open` : `history.gap.${kind}`, params);
  // Past the middle it is written to the left of its line.
  return place > 50
    ? svg`<text class="cutt" x=${percent(place)} dx="-5" y="1rem" text-anchor="end">${words}</text>`
    : svg`<text class="cutt" x=${percent(place)} dx="5" y="1rem">${words}</text>`;
}
