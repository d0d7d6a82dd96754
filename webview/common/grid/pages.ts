import type { Problem } from '../../../src/model/problem.ts';
import type { Cell, RowSlice } from '../../../src/protocol/table.ts';

/** Rows a question. */
export const PAGE = 100;
/** UTF-16 units, counted generously, that stay; some 40 MB. */
const MOST_UNITS = 20_000_000;
/** What a cell takes beside its text. */
const CELL_UNITS = 16;

interface Leaf {
  readonly numbers: readonly number[];
  readonly columns: Map<number, readonly Cell[]>;
  /** By column and row: why it could not be read. */
  readonly problems: Map<number, ReadonlyMap<number, Problem>>;
  units: number;
}

export type Pages = ReturnType<typeof createPages>;

/** The cells that are here, by pages of rows and by columns; the page that came longest ago goes when there are too many. */
export function createPages(most = MOST_UNITS) {
  const pages = new Map<number, Leaf>();
  const failed = new Map<number, Problem>();
  let units = 0;

  function put(page: number, columns: readonly number[], { numbers, cells, failures }: RowSlice): void {
    const known = pages.get(page);
    const leaf: Leaf = known ?? { numbers, columns: new Map(), problems: new Map(), units: 0 };
    columns.forEach((column, at) => {
      const values = cells.map(row => row[at] ?? null);
      const more = values.reduce((sum, cell) => sum + CELL_UNITS + textOf(cell).length, 0);
      leaf.columns.set(column, values);
      const own = failures.filter(one => one.column === column);
      if (own[0])
        leaf.problems.set(column, new Map(own.flatMap(({ rows, problem }) => rows.map(row => [row, problem]))));
      if (own[0] && !failed.has(column)) failed.set(column, own[0].problem);
      leaf.units += more;
      units += more;
    });
    pages.delete(page);
    pages.set(page, leaf);
    for (const [oldest, { units: freed }] of pages) {
      if (units <= most || oldest === page) return;
      pages.delete(oldest);
      units -= freed;
    }
  }

  return {
    put,
    /** Columns of which something could not be read, and why that was first. */
    failed,
    cell: (row: number, column: number): Cell | undefined =>
      pages.get(Math.floor(row / PAGE))?.columns.get(column)?.[row % PAGE],
    problem: (row: number, column: number): Problem | null =>
      pages
        .get(Math.floor(row / PAGE))
        ?.problems.get(column)
        ?.get(row % PAGE) ?? null,
    number: (row: number): number | undefined => pages.get(Math.floor(row / PAGE))?.numbers[row % PAGE],
    missing: (page: number, columns: readonly number[]): number[] => {
      const here = pages.get(page)?.columns;
      return columns.filter(column => !here?.has(column));
    },
  };
}

export const textOf = (cell: Cell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text);
