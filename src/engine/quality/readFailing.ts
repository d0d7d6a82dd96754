import { isNumeric } from '../../model/quality/bounds.ts';
import type { FailingColumn, FailingRow, FailingTable } from '../../model/quality/failingTable.ts';
import { isNull } from '../../model/table/columnValues.ts';
import { exactJson } from '../../model/table/exactJson.ts';
import type { Value } from '../../model/table/value.ts';
import type { TableColumn, TableReader, Tables } from '../filePorts.ts';

export interface PlacedRow {
  /** As the report names it. */
  readonly file: string;
  /** From 0, in its file. */
  readonly row: number;
}

export interface FailingAsked {
  readonly places: readonly PlacedRow[];
  /** Columns that the rule is about. */
  readonly judged: readonly string[];
  /** Absolute, of a file as the report names it. */
  pathOf(file: string): string;
}

/** As many as a person takes in at once; the grid has all. */
const MOST_COLUMNS = 12;
const MOST_CHARACTERS = 120;

/**
 * The values of these rows, in their order: of each file only the row groups that hold one, and of those only the columns
 * that are shown. Throws what `openTableFile` and a reader throw.
 */
export async function readFailing(
  { openTableFile }: Pick<Tables, 'openTableFile'>,
  { places, judged, pathOf }: FailingAsked,
): Promise<FailingTable> {
  const readers = new Map<string, TableReader>();
  try {
    for (const { file } of places) if (!readers.has(file)) readers.set(file, await openTableFile(pathOf(file)));
    const columns = chooseColumns(
      [...readers.values()].flatMap(reader => reader.columns),
      judged,
    );
    const rows: FailingRow[] = places.map(place => ({ ...place, cells: [] }));
    for (const [file, reader] of readers) {
      const wanted = rows.map((row, at) => ({ row, at })).filter(({ row }) => row.file === file);
      const found = await readRows(
        reader,
        wanted.map(({ row }) => row.row),
        columns,
      );
      for (const [index, { row, at }] of wanted.entries()) rows[at] = { ...row, cells: found[index] ?? [] };
    }
    return { columns, rows };
  } finally {
    for (const reader of readers.values()) await reader.close();
  }
}

function chooseColumns(all: readonly TableColumn[], judged: readonly string[]): readonly FailingColumn[] {
  const known = [...new Map(all.map(column => [column.name, column])).values()];
  const others = known.filter(({ name }) => !judged.includes(name) && !name.startsWith('__index_level_'));
  const shown = new Set([...judged, ...others.slice(0, Math.max(0, MOST_COLUMNS - judged.length)).map(c => c.name)]);
  return known
    .filter(({ name }) => shown.has(name))
    .map(({ name, type }) => ({ name, isNumber: isNumeric(type), isJudged: judged.includes(name) }));
}

type Cells = (string | null)[];

/** Of one file. A row that is not there has no cells. */
async function readRows(
  reader: TableReader,
  rows: readonly number[],
  columns: readonly FailingColumn[],
): Promise<readonly Cells[]> {
  const own = new Set(reader.columns.map(({ name }) => name));
  const cells = rows.map((): Cells => []);
  let base = 0;
  for (const [group, { rows: size }] of reader.facts.entries()) {
    const here = rows.flatMap((row, at) => (row >= base && row < base + size ? [{ at, below: row - base }] : []));
    if (here.length > 0)
      for (const { name } of columns) {
        const values = own.has(name) ? await reader.column(group, name) : [];
        for (const { at, below } of here) cells[at]?.push(cellOf(values[below]));
      }
    base += size;
  }
  return cells;
}

/** A text as it is, anything else as JSON writes it, with all its digits. */
function cellOf(value: Value | undefined): string | null {
  if (value === undefined || isNull(value)) return null;
  const text = typeof value === 'string' ? value : exactJson(value);
  return text.length > MOST_CHARACTERS
    ? `${Array.from(text.slice(0, 2 * MOST_CHARACTERS))
        .slice(0, MOST_CHARACTERS - 1)
        .join('')}…`
    : text;
}
