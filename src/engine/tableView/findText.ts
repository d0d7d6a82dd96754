import { valueText } from '../../model/tableView/cellText.ts';
import type { FindAsked, Found } from '../../model/tableView/table.ts';
import { orStopped, type Arranging } from './arrange.ts';
import { groupsOf, numbersOf, type RowsOfGroup } from './readCells.ts';
import type { Arrangement, TableView } from './tableView.ts';

/** The first ones are few, because what is sought is often near. */
const [FIRST_ROWS, MOST_ROWS] = [500, 20_000];

/** The next cell that holds a text, row by row, as it is shown; null: none further. Throws usage `table_stopped`. */
export async function findText(
  view: TableView,
  arrangement: Arrangement,
  asked: FindAsked,
  work: Arranging = {},
): Promise<Found | null> {
  return orStopped(search(view, arrangement, { asked, work }), work);
}

interface Search {
  readonly asked: FindAsked;
  readonly work: Arranging;
}

async function search(view: TableView, arrangement: Arrangement, { asked, work }: Search): Promise<Found | null> {
  const { isBackwards, columns, from, column } = asked;
  const text = asked.text.toLowerCase();
  if (text === '' || columns.length === 0) return null;
  const along = isBackwards ? columns.toReversed() : columns;
  // After the place where it begins, in the same row.
  const rest = from >= 0 && from < arrangement.rows ? along.slice(along.indexOf(column) + 1) : [];
  const here = rest.length > 0 && (await findIn(view, { ...at(arrangement, from, from + 1), columns: rest, text }));
  if (here) return { position: from, column: rest[here.column] ?? 0 };
  const start = Math.max(-1, Math.min(from, arrangement.rows));
  const total = isBackwards ? start : arrangement.rows - start - 1;
  for (let done = 0, size = FIRST_ROWS; done < total; size = Math.min(MOST_ROWS, size * 4)) {
    work.signal?.throwIfAborted();
    const count = Math.min(size, total - done);
    const low = isBackwards ? start - done - count : start + 1 + done;
    const numbers = numbersOf(arrangement.order, low, low + count);
    const found = await findIn(view, { numbers: isBackwards ? numbers.toReversed() : numbers, columns: along, text });
    const position = found && (isBackwards ? low + count - 1 - found.row : low + found.row);
    if (found && position !== null) return { position, column: along[found.column] ?? 0 };
    done += count;
    work.onProgress?.(done, total);
  }
  return null;
}

const at = ({ order }: Arrangement, from: number, to: number) => ({ numbers: numbersOf(order, from, to) });

interface Sought {
  readonly numbers: Uint32Array;
  readonly columns: readonly number[];
  readonly text: string;
}

type Place = { readonly row: number; readonly column: number };

/** Rows of several groups may be mixed: the first of all of them wins. */
async function findIn(view: TableView, sought: Sought): Promise<Place | null> {
  let best: Place | null = null;
  for (const rows of groupsOf(view, sought.numbers)) {
    const found = await findInGroup(view, rows, sought);
    if (found && (!best || isBefore(found, best))) best = found;
  }
  return best;
}

const isBefore = (a: Place, b: Place): boolean => a.row < b.row || (a.row === b.row && a.column < b.column);

async function findInGroup(view: TableView, { group, at: places, rows }: RowsOfGroup, { columns, text }: Sought) {
  const own = columns.flatMap((column, place) => {
    const inFile = group.part.places[column];
    return typeof inFile === 'number' && !view.columns[column]?.problem ? [{ place, inFile }] : [];
  });
  const asked = { group: group.group, columns: own.map(({ inFile }) => inFile), rows, text };
  const found = own.length > 0 ? await group.part.reader.find(asked) : null;
  const inFile = found && { row: places[found.row] ?? 0, column: own[found.column]?.place ?? 0 };
  // All rows of a file have it, or none.
  const constant = columns.findIndex(column => {
    const place = group.part.places[column];
    const type = view.columns[column]?.type ?? { kind: 'text' };
    return typeof place === 'object' && valueText(place.constant, type)?.toLowerCase().includes(text);
  });
  const said = constant >= 0 ? { row: places[0] ?? 0, column: constant } : null;
  return inFile && said ? (isBefore(inFile, said) ? inFile : said) : (inFile ?? said);
}
