import { valueText } from '../../model/tableView/cellText.ts';
import type { FindAsked, Found } from '../../model/tableView/table.ts';
import { stoppedAtOnce, type Arranging } from './arrange.ts';
import { fail } from '../../model/problem.ts';
import type { ViewReader } from '../filePorts.ts';
import { problemOfPart } from './readPart.ts';
import { groupsOf, numbersOf, type RowsOfGroup } from './readCells.ts';
import type { Arrangement, TableView, ViewPart } from './tableView.ts';

/** The first ones are few, because what is sought is often near. */
const [FIRST_ROWS, MOST_ROWS] = [500, 20_000];

/**
 * The next cell that holds a text, row by row, as it is shown; null: none further. Throws usage `table_stopped`; data
 * `find_unread` where all rows were gone through from one end, nothing was found, and something could not be read.
 */
export async function findText(
  view: TableView,
  arrangement: Arrangement,
  asked: FindAsked,
  work: Arranging = {},
): Promise<Found | null> {
  return stoppedAtOnce(search(view, arrangement, { asked, work }), work);
}

interface Search {
  readonly asked: FindAsked;
  readonly work: Arranging;
}

async function search(view: TableView, arrangement: Arrangement, { asked, work }: Search): Promise<Found | null> {
  const { isBackwards, columns, from, column } = asked;
  const text = asked.text.toLowerCase();
  const missed: Missed[] = [];
  if (text === '' || columns.length === 0) return null;
  const along = isBackwards ? columns.toReversed() : columns;
  // After the place where it begins, in the same row.
  const rest = from >= 0 && from < arrangement.rows ? along.slice(along.indexOf(column) + 1) : [];
  const here =
    rest.length > 0 && (await findIn(view, { ...at(arrangement, from, from + 1), columns: rest, text, missed }));
  if (here) return { position: from, column: rest[here.column] ?? 0 };
  const start = Math.max(-1, Math.min(from, arrangement.rows));
  const total = isBackwards ? start : arrangement.rows - start - 1;
  for (let done = 0, size = FIRST_ROWS; done < total; size = Math.min(MOST_ROWS, size * 4)) {
    work.signal?.throwIfAborted();
    const count = Math.min(size, total - done);
    const low = isBackwards ? start - done - count : start + 1 + done;
    const numbers = numbersOf(arrangement.order, low, low + count);
    const found = await findIn(view, {
      numbers: isBackwards ? numbers.toReversed() : numbers,
      columns: along,
      text,
      missed,
    });
    const position = found && (isBackwards ? low + count - 1 - found.row : low + found.row);
    if (found && position !== null) return { position, column: along[found.column] ?? 0 };
    done += count;
    work.onProgress?.(done, total);
  }
  const isAll = isBackwards ? from >= arrangement.rows : from < 0;
  if (isAll && missed[0]) throw fail('data', 'find_unread', { ...missed[0] });
  return null;
}

/** What could not be looked into. */
type Missed = { readonly column: string; readonly file: string };

const at = ({ order }: Arrangement, from: number, to: number) => ({ numbers: numbersOf(order, from, to) });

interface Sought {
  readonly numbers: Uint32Array;
  readonly columns: readonly number[];
  readonly text: string;
  /** The first of them. */
  readonly missed: Missed[];
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

async function findInGroup(view: TableView, { group, at: places, rows }: RowsOfGroup, sought: Sought) {
  const { columns, text } = sought;
  const miss = (column: number | undefined): void => {
    if (sought.missed.length > 0 || column === undefined) return;
    const { name: file, isAlone } = group.part;
    sought.missed.push({ column: view.columns[column]?.name ?? '', file: isAlone ? view.head.name : file });
  };
  const own = columns.flatMap((column, place) => {
    const inFile = group.part.places[column];
    if (typeof inFile === 'object' && 'problem' in inFile) miss(column);
    return typeof inFile === 'number' ? [{ place, inFile }] : [];
  });
  const asked = { group: group.group, columns: own.map(({ inFile }) => inFile), rows, text };
  const { found, unread } = own.length > 0 ? await lookInto(group.part, asked) : { found: null, unread: [] };
  for (const at of unread) miss(columns[own[at]?.place ?? -1]);
  const inFile = found && { row: places[found.row] ?? 0, column: own[found.column]?.place ?? 0 };
  // All rows of a file have it, or none.
  const constant = columns.findIndex(column => {
    const place = group.part.places[column];
    const type = view.columns[column]?.type ?? { kind: 'text' };
    return (
      typeof place === 'object' && 'constant' in place && valueText(place.constant, type)?.toLowerCase().includes(text)
    );
  });
  const said = constant >= 0 ? { row: places[0] ?? 0, column: constant } : null;
  return inFile && said ? (isBefore(inFile, said) ? inFile : said) : (inFile ?? said);
}

/** A file that cannot be read at all does not keep the search from the others. */
const lookInto = (part: ViewPart, asked: Parameters<ViewReader['find']>[0]): ReturnType<ViewReader['find']> =>
  part.reader.find(asked).catch((thrown: unknown) => {
    problemOfPart(part, thrown);
    return { found: null, unread: [...asked.columns.keys()] };
  });
