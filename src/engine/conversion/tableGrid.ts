/** A table's cells by row and column, with row and column spans spread out. */

export type Cell = { element: Element };

/** A hostile span (colspan="100000") would fill the memory; the HTML standard stops at 1,000. Spans end here. */
const MAX_COLUMNS = 60;
/** Rows that one cell is repeated in; a long cell is not repeated at all. */
const MAX_REPEATS = 100;
const LONG_CELL = 200;

export function readGrid(table: Element): Cell[][] {
  const grid: Cell[][] = [];
  const rows = ownRows(table);
  rows.forEach((row, index) => {
    for (const cell of ownCells(row)) place({ element: cell }, { grid, row: index, rows: rows.length });
  });
  return grid
    .map(fill)
    .filter(row =>
      row.some(({ element }) => (element.textContent ?? '').trim() !== '' || element.querySelector('img')),
    );
}

/** Rows of this table, not those of a table in a cell; thead first and tfoot last, wherever they are written. */
function ownRows(table: Element): Element[] {
  const rows = [...table.querySelectorAll('tr')].filter(row => row.closest('table') === table);
  const place = (row: Element): number =>
    row.parentElement?.tagName === 'THEAD' ? 0 : row.parentElement?.tagName === 'TFOOT' ? 2 : 1;
  return rows.sort((a, b) => place(a) - place(b));
}

function ownCells(row: Element): Element[] {
  return [...row.children].filter(child => child.tagName === 'TD' || child.tagName === 'TH');
}

function place(cell: Cell, { grid, row, rows }: { grid: Cell[][]; row: number; rows: number }): void {
  const current = (grid[row] ??= []);
  let column = 0;
  while (current[column]) column++;
  const width = Math.min(spanOf(cell.element, 'colspan'), Math.max(1, MAX_COLUMNS - column));
  const height = Math.min(spanOf(cell.element, 'rowspan'), rows - row, MAX_REPEATS);
  for (let y = row; y < row + height; y++) {
    const line = (grid[y] ??= []);
    for (let x = column; x < column + width; x++) line[x] = y > row && isLong(cell) ? blankLike(cell) : cell;
  }
}

function spanOf(cell: Element, name: string): number {
  const span = Number.parseInt(cell.getAttribute(name) ?? '1', 10);
  return Number.isNaN(span) || span < 1 ? 1 : span;
}

function isLong({ element }: Cell): boolean {
  return (element.textContent ?? '').length > LONG_CELL;
}

function blankLike({ element }: Cell): Cell {
  return { element: element.ownerDocument.createElement(element.tagName) };
}

/** A row that lacks cells on its left gets none invented: holes are closed with the cell before them. */
function fill(row: Cell[]): Cell[] {
  const cells: Cell[] = [];
  for (let column = 0; column < row.length; column++) {
    const cell = row[column] ?? cells[column - 1];
    if (cell) cells.push(cell);
  }
  return cells;
}
