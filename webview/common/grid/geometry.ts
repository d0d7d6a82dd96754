import type { GridColumn, GridState } from './state.ts';

/** px of everything; columns are named by their place in the table, in the order in which they stand. */
export interface Layout {
  readonly rows: number;
  readonly rowPx: number;
  /** Name and type; the filters (0: there are none). */
  readonly headPx: number;
  readonly filterPx: number;
  /** The column of row numbers. */
  readonly numberPx: number;
  /** Pinned ones first. */
  readonly shown: readonly number[];
  readonly pinned: number;
  /** Of each of `shown`: from the right edge of the row numbers, as if nothing were scrolled. */
  readonly lefts: readonly number[];
  readonly widths: readonly number[];
  /** Of the pinned columns; of all. */
  readonly pinnedPx: number;
  readonly columnsPx: number;
}

const [ROW_REM, HEAD_REM, CHECK_REM] = [24 / 13, 41 / 13, 1.6];
const [LEAST_REM, MOST_REM] = [3, 60];
/** Of the grid's width, with the row numbers. */
const MOST_PINNED = 0.6;

export interface LayoutOptions {
  readonly columns: readonly GridColumn[];
  readonly rows: number;
  readonly state: GridState;
  readonly hasFilters: boolean;
  /** The largest row number that is shown beside a row. */
  readonly numbers: number;
  /** Beside the number. */
  readonly hasChecks?: boolean;
}

export function layoutOf({ columns, rows, state, hasFilters, numbers, hasChecks = false }: LayoutOptions): Layout {
  const { rem, hidden } = state;
  const pinned = state.pinned.filter(at => at < columns.length && !hidden.has(at));
  const isPinned = new Set(pinned);
  const others = columns.map((_, at) => at).filter(at => !hidden.has(at) && !isPinned.has(at));
  const shown = [...pinned, ...others];
  const widths = shown.map(at => Math.round(rem * (state.widths.get(at) ?? usualWidth(columns[at]!))));
  const lefts: number[] = [];
  let columnsPx = 0;
  for (const width of widths) {
    lefts.push(columnsPx);
    columnsPx += width;
  }
  const pinnedPx = lefts[pinned.length] ?? columnsPx;
  // Where they would leave no room for the others they scroll like these, before them.
  const numberPx = numberWidth(numbers, rem) + (hasChecks ? Math.round(CHECK_REM * rem) : 0);
  const areTooMany = numberPx + pinnedPx > state.width * MOST_PINNED && pinned.length < shown.length;
  const [rowPx, headPx] = [Math.round(ROW_REM * rem), Math.round(HEAD_REM * rem)];
  return {
    ...{ rows, rowPx, headPx, filterPx: hasFilters ? rowPx : 0, shown, lefts, widths },
    ...{
      pinned: areTooMany ? 0 : pinned.length,
      pinnedPx: areTooMany ? 0 : pinnedPx,
      columnsPx,
      numberPx,
    },
  };
}

const [DIGIT_REM, KNOWN_REM] = [0.56, 0.62];

/** Digits, and a space at each third one. */
const numberWidth = (numbers: number, rem: number): number =>
  Math.ceil(rem * (1.25 + DIGIT_REM * Math.max(3, Math.ceil(String(numbers).length * 1.2))));

/** rem of a letter of the names, which are bold; of values. */
const [NAME_REM, TYPE_REM] = [0.6, 0.5];
const KIND_REM: Readonly<Record<GridColumn['kind'], number>> = {
  ...{ number: 7, text: 15, boolean: 6, date: 7.5, timestamp: 15.5, binary: 12, nested: 18, null: 6 },
};
/** Letters that a number of a type can take. */
const NUMBER_LETTERS = [
  { of: /int64/i, letters: 20 },
  { of: /double|float64/i, letters: 18 },
  { of: /float/i, letters: 12 },
] as const;

/** Until a reader resizes it: what its kind takes, and its name as far as that goes. */
function usualWidth({ name, type, kind, isPartition, letters }: GridColumn): number {
  const words = Math.max(name.length * NAME_REM + (isPartition ? 1.4 : 0), Math.min(type.length, 22) * TYPE_REM) + 2.4;
  if (letters !== undefined) return Math.min(24, Math.max(letters * KNOWN_REM + 1.6, words));
  const values = kind === 'number' ? lettersOf(type) * DIGIT_REM + 1.5 : KIND_REM[kind];
  return Math.min(24, Math.max(values, words));
}

function lettersOf(type: string): number {
  const [, digits] = /decimal\((\d+)/i.exec(type) ?? [];
  if (digits !== undefined) return Number(digits) + 2;
  return NUMBER_LETTERS.find(({ of }) => of.test(type))?.letters ?? KIND_REM.number / DIGIT_REM;
}

export const widthWithin = (rem: number): number => Math.min(MOST_REM, Math.max(LEAST_REM, rem));

/** px of the room for rows. */
export const bodyPx = ({ headPx, filterPx }: Layout, { height }: Pick<GridState, 'height'>): number =>
  Math.max(0, height - headPx - filterPx);

const scrolledPx = (layout: Layout, { width }: Pick<GridState, 'width'>): number =>
  Math.max(0, width - layout.numberPx - layout.pinnedPx);

export const mostTop = (layout: Layout, state: Pick<GridState, 'height'>): number =>
  Math.max(0, layout.rows * layout.rowPx - bodyPx(layout, state));

export const mostLeft = (layout: Layout, state: Pick<GridState, 'width'>): number =>
  Math.max(0, layout.columnsPx + layout.numberPx - state.width);

/** What is in sight, or would be from `top` and `left`: rows from `first` to before `end`, columns by their place in `shown`. */
export interface Window {
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

export function windowOf(layout: Layout, state: Pick<GridState, 'top' | 'left' | 'width' | 'height'>): Window {
  const { rows, rowPx, lefts, widths, pinned, pinnedPx } = layout;
  const top = Math.min(state.top, mostTop(layout, state));
  const left = Math.min(state.left, mostLeft(layout, state));
  const first = Math.min(rows, Math.floor(top / rowPx));
  const end = Math.min(rows, Math.ceil((top + bodyPx(layout, state)) / rowPx));
  const [begin, until] = [pinnedPx + left, pinnedPx + left + scrolledPx(layout, state)];
  let from = pinned;
  while (from < lefts.length - 1 && lefts[from]! + widths[from]! <= begin) from += 1;
  let to = from;
  while (to < lefts.length && lefts[to]! < until) to += 1;
  return { first, end, from, to };
}

/** Chromium lays out some 33 million px at the usual size of text, half as many at twice. */
const MOST_SCROLL_PX = 8_000_000;

const contentPx = ({ headPx, filterPx, rows, rowPx }: Layout): number => headPx + filterPx + rows * rowPx;

/** px that the scroll bar thinks are there: beyond a wall, each of them stands for several. */
export const scrollPx = (layout: Layout): number => Math.min(MOST_SCROLL_PX, contentPx(layout));

export const isScaled = (layout: Layout): boolean => contentPx(layout) > MOST_SCROLL_PX;

/** Where the scroll bar stands for `top`, and back. */
export const barOf = (top: number, layout: Layout, state: Pick<GridState, 'height'>): number =>
  isScaled(layout) ? (top * (scrollPx(layout) - state.height)) / Math.max(1, mostTop(layout, state)) : top;

export const topOf = (bar: number, layout: Layout, state: Pick<GridState, 'height'>): number =>
  isScaled(layout) ? (bar * mostTop(layout, state)) / Math.max(1, scrollPx(layout) - state.height) : bar;

/** The least scrolling that brings a cell in sight. */
export function revealed(
  layout: Layout,
  state: GridState,
  { row, column }: { readonly row: number; readonly column: number },
): Pick<GridState, 'top' | 'left'> {
  const { rowPx, shown, pinned, pinnedPx, lefts, widths } = layout;
  const top = within(state.top, (row + 1) * rowPx - bodyPx(layout, state), row * rowPx);
  const at = shown.indexOf(column);
  if (at < pinned) return { top, left: state.left };
  const begin = lefts[at]! - pinnedPx;
  return { top, left: within(state.left, begin + widths[at]! - scrolledPx(layout, state), begin) };
}

const within = (value: number, least: number, most: number): number =>
  Math.max(0, Math.min(most, Math.max(least, value)));
