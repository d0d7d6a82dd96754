import { html, nothing, ref, repeat, type View } from './lit.ts';
import { walk } from './walk.ts';

/** What is in sight of a list: px from its beginning, and how high. */
export interface Sight {
  readonly top: number;
  readonly height: number;
}

export interface VirtualListOptions {
  readonly label: string;
  readonly total: number;
  /** px; all rows are as high. */
  readonly rowHeight: number;
  readonly sight: Sight;
  /**
   * The row to draw first, instead of the first in sight: rows that are on their way leave no hole, the ones before
   * them stay, each with its own place, until they come.
   */
  readonly first?: number;
  /** Place of the picked row. */
  readonly chosen: number | null;
  /** A row that is not here yet is drawn by its place alone. */
  draw(place: number): View;
  /** Told when the list is scrolled or resized. */
  seen(sight: Sight): void;
  /** Redraws at once. */
  pick(place: number): void;
  /** Enter or a double click. */
  open(place: number): void;
  /** Escape. */
  leave(): void;
}

/** Rows drawn above and below what is in sight: a wheel's turn never shows their end. */
const MARGIN = 12;

/**
 * A list to pick from of which only the rows in sight exist: one tab stop, arrows, PageUp, PageDown, Home, End; a screen
 * reader is told the place of each row. Chromium lays out some 33 million px, so 700,000 rows of 44 px.
 */
export function virtualList(options: VirtualListOptions): View {
  const { label, total, rowHeight, sight, chosen } = options;
  const [firstInSight, lastInSight] = inSight(sight, rowHeight);
  const moved = (options.first ?? firstInSight) - firstInSight;
  const first = Math.max(0, firstInSight + moved - MARGIN);
  const last = Math.min(total, lastInSight + moved + MARGIN);
  const places = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  const isDrawn = chosen !== null && chosen >= first && chosen < last;
  return html`<div
    class="rows scroll"
    role="listbox"
    tabindex="0"
    aria-label=${label}
    aria-activedescendant=${isDrawn ? `row-${chosen}` : nothing}
    @keydown=${(event: KeyboardEvent) => press(event, options)}
    @scroll=${(event: Event) => options.seen(sightOf(event.currentTarget))}
    ${ref(element => watch(element, options.seen))}
  >
    <div role="none" .style=${`height:${total * rowHeight}px`}>
      ${repeat(
        places,
        place => place,
        place =>
          html`<div
            role="option"
            id="row-${place}"
            class="vrow"
            aria-selected=${place === chosen}
            aria-setsize=${total}
            aria-posinset=${place + 1}
            .style=${`top:${(place - moved) * rowHeight}px;height:${rowHeight}px`}
            @click=${() => options.pick(place)}
            @dblclick=${() => options.open(place)}
          >
            ${options.draw(place)}
          </div>`,
      )}
    </div>
  </div>`;
}

/** The first row in sight, and the one after the last. */
export const inSight = ({ top, height }: Sight, rowHeight: number): [first: number, last: number] => [
  Math.floor(top / rowHeight),
  Math.ceil((top + height) / rowHeight),
];

function press(event: KeyboardEvent, { chosen, total, sight, rowHeight, ...acts }: VirtualListOptions): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Enter' && chosen !== null) return acts.open(chosen);
  if (event.key === 'Escape') return acts.leave();
  const page = Math.max(1, Math.floor(sight.height / rowHeight) - 1);
  const next = nextPlace(event.key, { chosen, total, page });
  if (next === undefined) return;
  event.preventDefault();
  reveal(event.currentTarget, next, rowHeight);
  acts.pick(next);
}

interface Walking {
  readonly chosen: number | null;
  readonly total: number;
  readonly page: number;
}

function nextPlace(key: string, { chosen, total, page }: Walking): number | undefined {
  const last = total - 1;
  if (key === 'PageDown') return Math.min(last, (chosen ?? 0) + page);
  if (key === 'PageUp') return Math.max(0, (chosen ?? 0) - page);
  if (chosen === null && key === 'ArrowDown') return 0;
  return walk(key, chosen ?? 0, total, 'down');
}

/** Scrolls no further than it takes to have the row in sight. */
export function reveal(target: EventTarget | null, place: number, rowHeight: number): void {
  if (!(target instanceof HTMLElement)) return;
  const [from, to] = [place * rowHeight, (place + 1) * rowHeight];
  if (from < target.scrollTop) target.scrollTop = from;
  else if (to > target.scrollTop + target.clientHeight) target.scrollTop = to - target.clientHeight;
}

function sightOf(target: EventTarget | null): Sight {
  return target instanceof HTMLElement ? { top: target.scrollTop, height: target.clientHeight } : { top: 0, height: 0 };
}

const watched = new WeakSet<Element>();

function watch(element: Element | undefined, seen: (sight: Sight) => void): void {
  if (element === undefined || watched.has(element)) return;
  watched.add(element);
  new ResizeObserver(() => element.isConnected && seen(sightOf(element))).observe(element);
}
