import { boundHead, listText } from '../engine/tableView/boundHead.ts';
import type { GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { TableVerbs } from '../protocol/table.ts';
import { arranged, createOpenTables, needColumns, type OpenTables } from './openTables.ts';
import { createTableFactVerbs } from './tableFactVerbs.ts';

/** What a page may ask for at a time. */
const [MOST_ROWS, MOST_COLUMNS] = [500, 100];

/** Tables that are looked at. */
export function createTableVerbs(tell: () => Pick<Tells<GuestVerbs>, 'tableMoved'>): {
  readonly verbs: Handlers<TableVerbs>;
  close(): Promise<void>;
} {
  const tables = createOpenTables(tell);
  return { verbs: { ...createViewVerbs(tables), ...createTableFactVerbs(tables) }, close: tables.close };
}

function createViewVerbs(tables: OpenTables) {
  return {
    openTable: async asked => boundHead((await tables.open(asked)).head),
    tableListed: async ({ table, of }) => listText((await tables.view(table)).head, of),
    closeTable: ({ table }) => tables.closeTable(table),
    tableArrange: asked =>
      tables.work(asked, async (view, task) => {
        const since = view.elapsed();
        const { rows } = await arranged(view, asked.query, task);
        return { rows, ms: Math.round(view.elapsed() - since) };
      }),
    async tableRows({ table, query, columns, from, count }) {
      const view = await tables.view(table);
      needColumns(view, columns);
      const { readSlice } = await import('../engine/tableView/readCells.ts');
      const most = { columns: columns.slice(0, MOST_COLUMNS), from, count: Math.min(MOST_ROWS, count) };
      return readSlice(view, await arranged(view, query), most);
    },
    async tablePosition({ table, query, row }) {
      const { order, rows } = await arranged(await tables.view(table), query);
      const position = order ? order.indexOf(row) : row;
      return position >= 0 && position < rows ? position : null;
    },
    tableFind: asked =>
      tables.work(asked, async (view, task) => {
        needColumns(view, asked.columns);
        const { findText } = await import('../engine/tableView/findText.ts');
        return findText(view, await arranged(view, asked.query, task), asked, task);
      }),
    async tableCell({ table, row, column }) {
      const { readCell } = await import('../engine/tableView/readCells.ts');
      const view = await tables.view(table);
      needColumns(view, [column]);
      return readCell(view, row, column);
    },
    stopTableWork: ({ id }) => tables.stop(id),
  } satisfies Partial<Handlers<TableVerbs>>;
}
