import { isFailure } from '../../src/model/history.ts';
import { reasonText } from '../../src/model/problemText.ts';
import type { Text } from '../../src/model/speech.ts';
import {
  chevronDownIcon,
  chevronRightIcon,
  copyIcon,
  fileCodeIcon,
  goToFileIcon,
  targetIcon,
} from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { virtualRows } from '../common/virtualRows.ts';
import type { RowHeights } from '../common/virtualSlice.ts';
import type { Acts } from './acts.ts';
import type { PageEvent, State } from './state.ts';
import { activityWord, shortAddress, since } from './words.ts';

/** rem: of a row; of what is around the lines of an opened one; of a line. */
const [EVENT_REM, FRAME_REM] = [1.95, 3.6];
export const LINE_REM = 1.35;
/** Longer ones scroll in themselves. */
const MOST_LINES = 18;

/** The events that are shown, in order: index in the list → index in all events. */
export interface Shown {
  readonly state: State;
  /** null: all. */
  readonly filter: readonly number[] | null;
}

export const countOf = ({ state, filter }: Shown): number => filter?.length ?? state.events.length;
export const eventAt = ({ state, filter }: Shown, at: number): PageEvent | undefined =>
  state.events[filter === null ? at : (filter[at] ?? -1)];

/** Events without a gap in their ids stand where their id says. */
export function indexOf({ state, filter }: Shown, id: number | null): number {
  if (id === null) return -1;
  const at = state.events[id - 1]?.id === id ? id - 1 : state.events.findIndex(event => event.id === id);
  return filter === null ? at : filter.indexOf(at);
}

export function heightsOf(shown: Shown): RowHeights {
  const { state } = shown;
  const opened = [...state.opened].map(id => [indexOf(shown, id), extraRem(state, id) * state.rem] as const);
  const extra = new Map(opened.filter(([at]) => at >= 0).sort(([a], [b]) => a - b));
  return { count: countOf(shown), rowPx: EVENT_REM * state.rem, extra };
}

function extraRem(state: State, id: number): number {
  const lines = attributesOf(state, id)?.split('\n').length ?? 1;
  return FRAME_REM + Math.min(MOST_LINES, lines) * LINE_REM;
}

/** What is said of an event beside its id, time and type; undefined until its text is here. */
function attributesOf({ lines }: State, id: number): string | undefined {
  const line = lines.get(id);
  if (line === undefined) return undefined;
  const known = laidOut.get(line);
  if (known !== undefined) return known;
  if (laidOut.size >= MOST_LAID_OUT) laidOut.clear();
  const text = layOut(line);
  laidOut.set(line, text);
  return text;
}

/** Each draw asks for it again. */
const laidOut = new Map<string, string>();
const MOST_LAID_OUT = 200;

function layOut(line: string): string {
  try {
    const event: unknown = JSON.parse(line);
    const attributes = typeof event === 'object' && event !== null && 'attributes' in event ? event.attributes : event;
    return JSON.stringify(attributes, null, 2);
  } catch {
    return line; // It was cut.
  }
}

/** Every event in Temporal's words. */
export function full(shown: Shown, acts: Acts): View {
  const { state } = shown;
  const { text } = acts;
  const when = (event: PageEvent) => since(event.at - state.timeline.startedAt, text);
  const toggle = (at: number) => acts.toggle(eventAt(shown, at)?.id ?? 0);
  return virtualRows({
    id: 'events',
    label: text.say('history.events'),
    roles: ['tree', 'treeitem'],
    ...heightsOf(shown),
    sight: { top: state.tops.full, height: state.room },
    picked: indexOf(shown, state.id),
    key: at => eventAt(shown, at)?.id ?? at,
    draw: at => eventView(eventAt(shown, at), { state, acts, when }),
    isOpen: at => state.opened.has(eventAt(shown, at)?.id ?? 0),
    pick: at => acts.pickEvent(eventAt(shown, at)?.id ?? 0),
    open: toggle,
    press: event => {
      const id = state.id ?? 0;
      const opens = (event.key === 'ArrowRight') !== state.opened.has(id);
      const asks = event.key === ' ' || ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && opens);
      if (!asks || event.ctrlKey || event.metaKey) return copyByKey(event, state, acts);
      event.preventDefault();
      acts.toggle(id);
    },
  });
}

const activityPart = ({ activity, attempt = 1 }: PageEvent, text: Text): string =>
  activity === undefined
    ? ''
    : attempt > 1
      ? text.say('history.attempt', { activity: activityWord(activity, text), n: attempt })
      : activityWord(activity, text);

function aboutPart({ mark, reason, delayMs }: PageEvent, text: Text): string {
  if (delayMs !== undefined) return text.say('history.waits', { time: text.duration(delayMs) });
  const word = mark === undefined ? '' : text.say(`history.mark.${mark}`);
  return [word, reason === undefined ? '' : reasonText(reason, text)].filter(part => part !== '').join(' · ');
}

interface Drawn {
  readonly state: State;
  readonly acts: Acts;
  when(event: PageEvent): string;
}

function eventView(event: PageEvent | undefined, { state, acts, when }: Drawn): View {
  if (!event) return html``;
  const { text } = acts;
  const isOpen = state.opened.has(event.id);
  return html`<div class="ev ${isFailure(event) ? 'failed' : ''}">
      <span class="chev" @click=${() => acts.toggle(event.id)}>${isOpen ? chevronDownIcon : chevronRightIcon}</span>
      <span class="n dim">${event.id}</span>
      <span class="n dim xd">${when(event)}</span>
      <span class="el ty">${event.type}</span>
      <span class="el xt">${activityPart(event, text)}</span>
      <span class="el" title=${event.uri ?? nothing}
        >${event.uri === undefined ? '' : shortAddress(event.uri).join('')}</span
      >
      <span class="el dim xw" title=${aboutPart(event, text)}>${aboutPart(event, text)}</span>
    </div>
    ${isOpen ? openedView(event, state, acts) : nothing}`;
}

function openedView(event: PageEvent, state: State, acts: Acts): View {
  const { text } = acts;
  const attributes = attributesOf(state, event.id);
  const artifact = artifactOf(state, event.id);
  const { uri, activity } = event;
  const button = (key: string, icon: View, run: () => void, name = text.say(key)) =>
    html`<button class="tool" @click=${run} title=${name}>${icon}${text.say(key)}</button>`;
  return html`<div class="opened">
    <p class="row s">
      <span class="dim">${text.time(new Date(event.at).toISOString())}</span>
      ${artifact === null ? nothing : button('history.artifact', goToFileIcon, () => acts.openArtifact(artifact), artifact)}
      ${activity === undefined ? nothing : button('history.code', fileCodeIcon, () => acts.openCode(activity))}
      ${uri === undefined ? nothing : button('history.onAxis', targetIcon, () => acts.goToRow(uri))}
      ${button('history.copyJson', copyIcon, () => acts.copyEvent(event.id))}
    </p>
    <pre tabindex="0" role="group" aria-label=${text.say('history.attributes', { id: event.id })}>
${attributes ?? text.say('page.waiting')}</pre>
  </div>`;
}

function artifactOf({ lines }: State, id: number): string | null {
  const found = /"artifact":"((?:[^"\\]|\\.)*)"/.exec(lines.get(id) ?? '')?.[1];
  return found === undefined ? null : found.replaceAll('\\\\', '\\').replaceAll('\\"', '"');
}

/** The raw lines. */
export function raw(shown: Shown, acts: Acts): View {
  const { state } = shown;
  return virtualRows({
    id: 'lines',
    label: acts.text.say('history.lines'),
    roles: ['listbox', 'option'],
    ...{ count: countOf(shown), rowPx: LINE_REM * state.rem },
    sight: { top: state.tops.json, height: state.room },
    picked: indexOf(shown, state.id),
    key: at => eventAt(shown, at)?.id ?? at,
    draw: at => lineView(eventAt(shown, at), state),
    pick: at => acts.pickEvent(eventAt(shown, at)?.id ?? 0),
    open: at => acts.openText(eventAt(shown, at)?.id ?? null),
    press: event => copyByKey(event, state, acts),
  });
}

/** More is at hand when the event is opened. */
const DRAWN = 2000;

function lineView(event: PageEvent | undefined, { lines }: State): View {
  if (!event) return html``;
  const line = lines.get(event.id) ?? '…';
  return html`<span class="n dim">${event.id}</span
    ><span class="m">${line.length > DRAWN ? `${line.slice(0, DRAWN)}…` : line}</span>`;
}

/** As everywhere: what is picked is copied, unless some of its text is selected. */
function copyByKey(event: KeyboardEvent, { id }: State, acts: Acts): void {
  if (event.key !== 'c' || !(event.ctrlKey || event.metaKey) || id === null) return;
  if (getSelection()?.toString()) return;
  event.preventDefault();
  acts.copyEvent(id);
}
