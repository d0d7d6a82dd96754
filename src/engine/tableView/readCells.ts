import type { Problem } from '../../model/problem.ts';
import type { Value } from '../../model/table/value.ts';
import { cellText } from '../../model/tableView/cellText.ts';
import type { Cell, RowSlice } from '../../model/tableView/table.ts';
import { ofColumn, placeIn, problemIn, problemOfPart } from './readPart.ts';
import { groupOf, type Arrangement, type TableView, type ViewGroup } from './tableView.ts';

export interface SliceAsked {
  readonly columns: readonly number[];
  readonly from: number;
  readonly count: number;
}

/** Rows as a query shows them. What cannot be read is null, and told. */
export async function readSlice(view: TableView, { order, rows }: Arrangement, asked: SliceAsked): Promise<RowSlice> {
  const from = Math.max(0, asked.from);
  const numbers = numbersOf(order, from, Math.min(rows, from + asked.count));
  const cells: Cell[][] = Array.from(numbers, () => new Array<Cell>(asked.columns.length).fill(null));
  const failures: { column: number; problem: Problem; rows: readonly number[] }[] = [];
  for (const found of groupsOf(view, numbers))
    await readGroupCells(found, asked.columns, {
      put(at, place, cell) {
        const row = cells[at];
        if (row) row[place] = cell;
      },
      fail: (column, problem) => void failures.push({ column, problem, rows: found.at }),
      view,
    });
  return {
    from,
    numbers: Array.from(numbers),
    ...{ cells, failures },
  };
}

/** Numbers of the rows that stand at some positions. */
export function numbersOf(order: Uint32Array | null, from: number, to: number): Uint32Array {
  return order ? order.subarray(from, to) : Uint32Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

/** Some rows of a group: their places among those that were asked for, and in the group. */
export interface RowsOfGroup {
  readonly group: ViewGroup;
  readonly at: readonly number[];
  readonly rows: Uint32Array;
}

/** In the order of the groups. Rows that follow each other are mostly of one. */
export function groupsOf({ groups }: TableView, numbers: Uint32Array): readonly RowsOfGroup[] {
  const found = new Map<ViewGroup, number[]>();
  let last: ViewGroup | undefined;
  for (const [at, number] of numbers.entries()) {
    if (!last || number < last.base || number >= last.base + last.rows) last = groupOf(groups, number);
    if (!last) continue;
    const places = found.get(last);
    if (places) places.push(at);
    else found.set(last, [at]);
  }
  return [...found]
    .map(([group, at]) => ({ group, at, rows: Uint32Array.from(at, one => (numbers[one] ?? 0) - group.base) }))
    .sort((a, b) => a.group.base - b.group.base);
}

interface Put {
  put(at: number, place: number, cell: Cell): void;
  fail(column: number, problem: Problem): void;
  readonly view: TableView;
}

async function readGroupCells({ group, at, rows }: RowsOfGroup, columns: readonly number[], into: Put): Promise<void> {
  const own: { readonly place: number; readonly inFile: number }[] = [];
  for (const [place, column] of columns.entries()) {
    const inFile = group.part.places[column] ?? { constant: null };
    if (typeof inFile === 'number') own.push({ place, inFile });
    else if ('problem' in inFile) into.fail(column, inFile.problem);
    else for (const one of at) into.put(one, place, constantCell(into.view, column, inFile.constant));
  }
  if (own.length === 0) return;
  const { part } = group;
  const reading = part.reader.cells({ group: group.group, rows, columns: own.map(({ inFile }) => inFile) });
  const found = await reading.catch((thrown: unknown) => {
    const problem = problemOfPart(part, thrown);
    return own.map(() => ({ problem }));
  });
  for (const [index, { place }] of own.entries()) {
    const read = found[index];
    if (read && 'problem' in read) into.fail(columns[place] ?? 0, problemIn(part, read.problem));
    else for (const [index_, one] of at.entries()) into.put(one, place, read?.cells[index_] ?? null);
  }
}

const constantCell = ({ columns }: TableView, column: number, constant: Value): Cell =>
  cellText(constant, columns[column]?.type ?? { kind: 'text' });

/** All of one value. Throws why it cannot be read. */
export async function readCell(view: TableView, row: number, column: number): Promise<Cell> {
  const group = groupOf(view.groups, row);
  if (!group) return null;
  const { part } = group;
  const place = placeIn(part, column);
  if (typeof place !== 'number') return constantCell(view, column, place.constant);
  return ofColumn(part, place, part.reader.cell({ group: group.group, column: place, row: row - group.base }));
}
