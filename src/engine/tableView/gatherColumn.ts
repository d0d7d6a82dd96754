import { rowsOf, type ExactColumn, type TextPiece } from '../../model/table/exactColumn.ts';
import type { Value } from '../../model/table/value.ts';
import { exactIn, placeIn, valuesIn } from './readPart.ts';
import type { TableView, ViewGroup } from './tableView.ts';

/** A column of all rows of a table. */
export type Gathered =
  | { readonly of: 'numbers'; readonly numbers: Float64Array; readonly nulls: Uint8Array }
  | { readonly of: 'longs'; readonly longs: BigInt64Array; readonly nulls: Uint8Array; readonly isUnsigned: boolean }
  | { readonly of: 'texts'; readonly pieces: readonly TextPiece[]; readonly places: Int32Array }
  /** Where files do not hold it in one way. */
  | { readonly of: 'values'; readonly values: readonly Value[] };

export interface Work {
  readonly signal?: AbortSignal;
  /** Rows of one column that were read since it was told last. */
  readonly onRows?: (rows: number) => void;
}

interface Piece {
  /** Its first row, in the table. */
  readonly base: number;
  readonly exact: ExactColumn;
}

/**
 * `groups`: those that are wanted; of others, all are null. Throws what the reader throws: a column that cannot be read
 * whole has no order.
 */
export async function gatherColumn(
  view: TableView,
  column: number,
  groups: readonly ViewGroup[],
  work: Work,
): Promise<Gathered> {
  const isOneWay = waysOf(view, groups, column).size === 1;
  if (!isOneWay) return { of: 'values', values: await gatherValues({ view, column, groups, work }) };
  const pieces: Piece[] = [];
  for (const group of groups) {
    work.signal?.throwIfAborted();
    for await (const exact of exactOf(group, column, work)) pieces.push(exact);
  }
  return joined(
    pieces.filter(({ exact }) => !isAllNull(exact)),
    view.head.rows,
  );
}

/** A nested column of a large group takes longer than a question may: so many rows at a time. */
const NESTED_ROWS = 20_000;

async function* exactOf(group: ViewGroup, column: number, work: Work): AsyncGenerator<Piece> {
  const place = placeIn(group.part, column);
  if (typeof place !== 'number') return void work.onRows?.(group.rows);
  const step = group.part.reader.seen[place]?.kind === 'nested' ? NESTED_ROWS : group.rows;
  for (let from = 0; from < group.rows; from += step) {
    work.signal?.throwIfAborted();
    const count = Math.min(step, group.rows - from);
    const rows = count === group.rows ? null : Uint32Array.from({ length: count }, (_, at) => from + at);
    yield { base: group.base + from, exact: await exactIn(group, place, rows) };
    work.onRows?.(count);
  }
}

const INTEGERS = /^u?int(8|16|32)$|^int64$/;

/** How files hold it: two that have the same bits for the same value are one way. */
function waysOf({ columns }: TableView, groups: readonly ViewGroup[], column: number): ReadonlySet<string> {
  const parts = new Set(groups.map(({ part }) => part));
  const ways = [...parts].flatMap(part => {
    const place = placeIn(part, column);
    if (typeof place !== 'number') return place.constant === null ? [] : ['said by its path'];
    const type = part.reader.seen[place]?.type ?? '';
    return INTEGERS.test(type) ? ['integer'] : [type];
  });
  return new Set(ways.length === 0 ? [columns[column]?.type.kind ?? ''] : ways);
}

const isAllNull = (exact: ExactColumn): boolean =>
  exact.of === 'texts' ? exact.places.every(place => place < 0) : exact.nulls.every(one => one === 1);

interface Gathering {
  readonly view: TableView;
  readonly column: number;
  readonly groups: readonly ViewGroup[];
  readonly work: Work;
}

async function gatherValues({ view, column, groups, work }: Gathering): Promise<Value[]> {
  const all = new Array<Value>(view.head.rows).fill(null);
  for (const group of groups) {
    work.signal?.throwIfAborted();
    for (const [at, value] of (await valuesIn(group, column, null)).entries()) all[group.base + at] = value;
    work.onRows?.(group.rows);
  }
  return all;
}

function joined(pieces: readonly Piece[], rows: number): Gathered {
  const kinds = new Set(pieces.map(({ exact }) => exact.of));
  if (kinds.has('texts') || kinds.has('fixed')) return joinedTexts(pieces, rows);
  return kinds.has('longs') ? joinedLongs(pieces, rows) : joinedNumbers(pieces, rows);
}

function joinedNumbers(pieces: readonly Piece[], rows: number): Gathered {
  const [numbers, nulls] = [new Float64Array(rows), new Uint8Array(rows).fill(1)];
  for (const { base, exact } of pieces) {
    if (exact.of !== 'numbers') continue;
    numbers.set(exact.numbers, base);
    nulls.set(exact.nulls, base);
  }
  return { of: 'numbers', numbers, nulls };
}

/** Numbers that doubles hold came as doubles where all of a group are so small. */
function joinedLongs(pieces: readonly Piece[], rows: number): Gathered {
  const [longs, nulls] = [new BigInt64Array(rows), new Uint8Array(rows).fill(1)];
  for (const { base, exact } of pieces) {
    if (exact.of === 'texts' || exact.of === 'fixed') continue;
    if (exact.of === 'longs') longs.set(exact.longs, base);
    else for (const [at, number] of exact.numbers.entries()) longs[base + at] = BigInt(number);
    nulls.set(exact.nulls, base);
  }
  return {
    of: 'longs',
    longs,
    nulls,
    isUnsigned: pieces.some(({ exact }) => exact.of === 'longs' && exact.isUnsigned),
  };
}

function joinedTexts(pieces: readonly Piece[], rows: number): Gathered {
  const all: TextPiece[] = [];
  const places = new Int32Array(rows).fill(-1);
  const width = Math.max(LONG, ...pieces.map(({ exact }) => (exact.of === 'fixed' ? exact.width : 0)));
  let before = 0;
  for (const { base, exact } of pieces) {
    const texts = exact.of === 'texts' ? exact : fixedTexts(alike(exact, width));
    for (let row = 0; row < rowsOf(texts); row++) {
      const place = texts.places[row] ?? -1;
      if (place >= 0) places[base + row] = before + place;
    }
    all.push(...texts.pieces);
    before += texts.pieces.reduce((sum, { starts }) => sum + starts.length, 0);
  }
  return { of: 'texts', pieces: all, places };
}

type Fixed = Extract<ExactColumn, { of: 'fixed' }>;
type Texts = Extract<ExactColumn, { of: 'texts' }>;

/** Bytes of a `longs`. */
const LONG = 8;

/**
 * Numbers of one column as wide as its widest: a writer may hold a decimal in 4, 8 or more bytes, and a moment of INT96
 * beyond 64 bits makes those of its group wider.
 */
function alike(exact: Exclude<ExactColumn, Texts>, width: number): Fixed {
  if (exact.of === 'fixed' && (!exact.isSigned || exact.width === width)) return exact;
  const narrow = exact.of === 'fixed' ? exact : longBytes(exact);
  const bytes = new Uint8Array(narrow.nulls.length * width);
  for (let row = 0; row < narrow.nulls.length; row++) {
    const one = narrow.bytes.subarray(row * narrow.width, (row + 1) * narrow.width);
    const end = (row + 1) * width;
    if ((one[0] ?? 0) & 128) bytes.fill(255, end - width, end - narrow.width);
    bytes.set(one, end - narrow.width);
  }
  return { ...narrow, bytes, width };
}

function longBytes(exact: Extract<ExactColumn, { of: 'longs' | 'numbers' }>): Fixed {
  const { nulls } = exact;
  const bytes = new Uint8Array(nulls.length * LONG);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < nulls.length; row++)
    view.setBigInt64(row * LONG, exact.of === 'longs' ? (exact.longs[row] ?? 0n) : BigInt(exact.numbers[row] ?? 0));
  return { of: 'fixed', bytes, width: LONG, nulls, isSigned: true };
}

/** With its sign turned round, two's complement has the order of its bytes. */
function fixedTexts({ bytes, width, nulls, isSigned }: Fixed): Texts {
  const turned = bytes.slice();
  if (isSigned) for (let at = 0; at < turned.length; at += width) turned[at] = (turned[at] ?? 0) ^ 128;
  const [starts, ends] = [new Uint32Array(nulls.length), new Uint32Array(nulls.length)];
  const places = new Int32Array(nulls.length);
  for (let row = 0; row < nulls.length; row++) {
    starts[row] = row * width;
    ends[row] = row * width + width;
    places[row] = nulls[row] ? -1 : row;
  }
  return { of: 'texts', pieces: [{ bytes: turned, starts, ends }], places };
}
