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
  units: number;
}

export type Pages = ReturnType<typeof createPages>;

/** The cells that are here, by pages of rows and by columns; the page that came longest ago goes when there are too many. */
export function createPages(most = MOST_UNITS) {
  const pages = new Map<number, Leaf>();
  let units = 0;

  function put(page: number, columns: readonly number[], { numbers, cells }: RowSlice): void {
    const known = pages.get(page);
    const leaf: Leaf = known ?? { numbers, columns: new Map(), units: 0 };
    columns.forEach((column, at) => {
      const values = cells.map(row => row[at] ?? null);
      const more = values.reduce((sum, cell) => sum + CELL_UNITS + textOf(cell).length, 0);
      leaf.columns.set(column, values);
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
    cell: (row: number, column: number): Cell | undefined =>
      pages.get(Math.floor(row / PAGE))?.columns.get(column)?.[row % PAGE],
    number: (row: number): number | undefined => pages.get(Math.floor(row / PAGE))?.numbers[row % PAGE],
    missing: (page: number, columns: readonly number[]): number[] => {
      const here = pages.get(page)?.columns;
      return columns.filter(column => !here?.has(column));
    },
  };
}

export const textOf = (cell: Cell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.text);
