import type { TableView } from '../engine/tableView/tableView.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { TableVerbs } from '../protocol/table.ts';
import { arranged, needColumns, unknownPlace, type OpenTables } from './openTables.ts';

type FactVerbs = 'tableInsight' | 'copyTable' | 'exportTable' | 'tableLayout' | 'tableGroupLayout' | 'tableNote';

/** What a table is like, and ways out of it. */
export function createTableFactVerbs(tables: OpenTables): Pick<Handlers<TableVerbs>, FactVerbs> {
  const partOf = async (table: string, file: number) => partAt(await tables.view(table), file);
  return {
    tableInsight: asked =>
      tables.work(asked, async (view, task) => {
        needColumns(view, [asked.column]);
        const { columnInsight } = await import('../engine/tableView/insight/columnInsight.ts');
        return columnInsight(view, await arranged(view, asked.query, task), asked.column, task);
      }),
    copyTable: asked =>
      tables.work(asked, async (view, task) => {
        needColumns(view, asked.columns);
        const { copyRows } = await import('../engine/tableView/copyRows.ts');
        return copyRows(view, await arranged(view, asked.query, task), asked, task);
      }),
    exportTable: asked =>
      tables.work(asked, async (view, work) => {
        const { exportTable } = await import('../adapters/composeTableExport.ts');
        const { columns, format, file } = asked;
        needColumns(view, columns);
        return exportTable(
          view,
          { columns, format, file },
          { arranged: await arranged(view, asked.query, work), work },
        );
      }),
    async tableLayout({ table, file }) {
      const { name, reader } = await partOf(table, file);
      return { file: name, ...(await reader.layout()) };
    },
    async tableGroupLayout({ table, file, group }) {
      const { reader } = await partOf(table, file);
      if (!reader.facts[group]) throw unknownPlace((await tables.view(table)).head);
      return reader.chunks(group);
    },
    tableNote: async ({ table, file, note }) => (await partOf(table, file)).reader.note(note),
  };
}

function partAt({ parts, head }: TableView, file: number) {
  const part = parts[file];
  if (!part) throw unknownPlace(head);
  return part;
}
