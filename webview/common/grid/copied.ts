import { boxedLayout, type Boxed } from './boxed.ts';
import { PAGE, textOf } from './pages.ts';
import { rangeOf } from './selection.ts';
import type { GridState } from './state.ts';

/** UTF-16 units: as much as the engine gives the clipboard. */
const MOST_UNITS = 16_000_000;

export interface Copied {
  readonly text: string;
  /** Those that found room, of those that were chosen. */
  readonly rows: number;
  readonly asked: number;
}

/** What is selected as lines with tabs, for a spreadsheet; rows that are not here are asked for. NULL is empty. */
export async function copiedFrom(boxed: Boxed, state: GridState, hasNames: boolean): Promise<Copied> {
  const { columns, from, count } = rangeOf(boxedLayout(boxed, state), state);
  const lines = hasNames ? [lineOf(columns.map(at => boxed.columns[at]?.name ?? ''))] : [];
  let units = 0;
  let rows = 0;
  while (rows < count && units < MOST_UNITS) {
    const { cells } = await boxed.ask({ columns, from: from + rows, count: Math.min(PAGE, count - rows) });
    if (cells.length === 0) break;
    for (const row of cells) {
      const line = lineOf(row.map(textOf));
      units += line.length;
      lines.push(line);
    }
    rows += cells.length;
  }
  return { text: lines.join('\n'), rows, asked: count };
}

/** Tabs and line ends inside a value would be cells and rows of their own. */
const lineOf = (values: readonly string[]): string =>
  values.map(value => value.replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
