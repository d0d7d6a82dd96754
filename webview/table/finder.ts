import type { Found } from '../../src/protocol/table.ts';
import { arrowDownIcon, arrowUpIcon, closeIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, live, nothing, type View } from '../common/lit.ts';
import { problemState } from '../common/states.ts';
import { columnAt, type Screen } from './acts.ts';
import { shownColumns } from './blocks.ts';
import type { FinderState } from './parts.ts';
import { progressPart } from './progress.ts';
import { rowsShown } from './state.ts';
import type { World } from './world.ts';

const FIELD = 'find';
/** Before a search that has not ended is shown as one. */
const MOMENT_MS = 300;

const change = ({ state, change: all }: World, part: Partial<FinderState>): void =>
  all({ finder: { ...state.finder, ...part } });

/** Ctrl+F: the bar, with what is in it picked, so that typing begins anew. */
function openFinder(world: World): void {
  change(world, { isOpen: true });
  const field = document.getElementById(FIELD);
  if (field instanceof HTMLInputElement) field.select();
}

function closeFinder(world: World): void {
  world.works.stop('find');
  change(world, { isOpen: false, met: null });
}

/** Ctrl+F (⌘F), in the tab that has cells. */
export const finderKey =
  (world: World) =>
  (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    if (key.toLowerCase() !== 'f' || !(ctrlKey || metaKey) || altKey || shiftKey) return;
    if (world.state.head.state !== 'here' || world.state.tab !== 'data') return;
    event.preventDefault();
    openFinder(world);
  };

/** Above the grid, while it is open. */
export function finderBar(screen: Screen): View | typeof nothing {
  const { state, world } = screen;
  const { text } = world;
  const { finder } = state;
  if (!finder.isOpen) return nothing;
  const next = (isBackwards: boolean) => void find(screen, isBackwards);
  const close = () => {
    closeFinder(world);
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' || event.key === 'F3') next(event.shiftKey);
    else return;
    event.preventDefault();
  };
  const work = state.works.find(({ kind }) => kind === 'find');
  const isNew = finder.text === '';
  return html`<div class="find">
    <div class="row" role="search" @keydown=${press}>
      <input
        class="in"
        id=${FIELD}
        autocomplete="off"
        spellcheck="false"
        aria-label=${text.say('table.find')}
        placeholder=${text.say('table.find')}
        .value=${live(finder.text)}
        @input=${(event: InputEvent) => change(world, { text: valueOf(event) })}
      />
      ${iconButton(text.say('table.findPrevious'), arrowUpIcon, () => next(true), isNew)}
      ${iconButton(text.say('table.findNext'), arrowDownIcon, () => next(false), isNew)}
      <span class="dim" role="status">${work ? nothing : metText(screen)}</span>
      <span class="sp">${iconButton(text.say('table.findClose'), closeIcon, close)}</span>
    </div>
    ${work && (work.total > 0 || finder.isLong) ? progressPart({ label: text.say('table.finding'), work, text, stop: () => stop(world) }) : nothing}
    ${finder.met?.state === 'failed' ? problemState(finder.met.problem, { text, ask: world.ask }) : nothing}
  </div>`;
}

// SAFETY: the listener stands on the field above.
const valueOf = (event: InputEvent): string => (event.target as HTMLInputElement).value;

function metText({ state, head, world: { text } }: Screen): string {
  const { met, asked } = state.finder;
  if (met === null || met.state === 'failed') return '';
  if (met.state !== 'found') return text.say(`table.find.${met.state}`, { text: asked });
  const { position, column } = met.place;
  const row = text.number((state.rows?.number(position) ?? position) + 1);
  const place = text.say('table.find.found', { row, column: columnAt(head, column)?.name ?? '' });
  if (!met.isWrapped) return place;
  return `${place} – ${text.say(met.isBackwards ? 'table.find.fromEnd' : 'table.find.fromBeginning')}`;
}

function stop(world: World): void {
  world.works.stop('find');
  change(world, { met: { state: 'stopped' } });
}

/** From the active cell on; a new text is looked for in that cell, too. Behind the last one the first follows. */
async function find(screen: Screen, isBackwards: boolean): Promise<void> {
  const { state, acts, world } = screen;
  const { query } = state;
  const { text, asked } = state.finder;
  const columns = shownColumns(screen);
  const [leftmost, rightmost] = [columns[0], columns.at(-1)];
  if (text === '' || leftmost === undefined || rightmost === undefined) return;
  const { active } = state.grid;
  const here: Found = { position: active.row, column: active.column };
  const begin = text === asked ? here : beside(here, columns, !isBackwards);
  const rows = rowsShown(state);
  const edge: Found = isBackwards ? { position: rows, column: leftmost } : { position: -1, column: rightmost };
  change(world, { asked: text, met: null, isLong: false });
  // The first figures may take half a minute, on a disk that sleeps; what is found at once shows no bar.
  const long = setTimeout(() => change(world, { isLong: true }), MOMENT_MS);
  const ended = await world.works.run('find', async id => {
    const seek = ({ position, column }: Found) =>
      world.ask.find({ id, query, text, columns, isBackwards, from: position, column });
    const place = await seek(begin);
    return place ? { place, isWrapped: false } : { place: await seek(edge), isWrapped: true };
  });
  clearTimeout(long);
  // Stopped by its button, or by a newer search; or the rows stand elsewhere by now.
  if (ended.state === 'stopped' || state.query !== query) return;
  if (ended.state === 'failed') return change(world, { met: ended });
  const { place, isWrapped } = ended.value;
  if (place === null) return change(world, { met: { state: 'nowhere' } });
  acts.goTo(place.position, place.column);
  change(world, { met: { state: 'found', place, isWrapped, isBackwards } });
}

/** The cell before, or after: at the end of its row the next row's first one. */
export function beside({ position, column }: Found, columns: readonly number[], isBefore: boolean): Found {
  const at = columns.indexOf(column);
  const near = isBefore ? columns[at - 1] : at < 0 ? undefined : columns[at + 1];
  if (near !== undefined) return { position, column: near };
  const far = (isBefore ? columns.at(-1) : columns[0]) ?? column;
  return { position: position + (isBefore ? -1 : 1), column: far };
}
