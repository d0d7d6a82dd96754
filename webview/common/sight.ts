/** What is in sight of a list: px from its beginning, and how high. */
export interface Sight {
  readonly top: number;
  readonly height: number;
}

/** The first row in sight, and the one after the last. */
export const inSight = ({ top, height }: Sight, rowPx: number): [first: number, last: number] => [
  Math.floor(top / rowPx),
  Math.ceil((top + height) / rowPx),
];

/** Scrolls no further than it takes to have the row in sight. */
export function reveal(target: EventTarget | null, place: number, rowPx: number): void {
  if (!(target instanceof HTMLElement)) return;
  const [from, to] = [place * rowPx, (place + 1) * rowPx];
  if (from < target.scrollTop) target.scrollTop = from;
  else if (to > target.scrollTop + target.clientHeight) target.scrollTop = to - target.clientHeight;
}

export function sightOf(target: EventTarget | null): Sight {
  return target instanceof HTMLElement ? { top: target.scrollTop, height: target.clientHeight } : { top: 0, height: 0 };
}

const watched = new WeakSet<Element>();

/** Tells when the element is resized, as long as it is in the page. */
export function watchSight(element: Element | undefined, seen: (sight: Sight) => void): void {
  if (element === undefined || watched.has(element)) return;
  watched.add(element);
  new ResizeObserver(() => element.isConnected && seen(sightOf(element))).observe(element);
}
