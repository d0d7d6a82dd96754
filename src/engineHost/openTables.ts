import type { TableViews } from '../adapters/composeTables.ts';
import type { TableView } from '../engine/tableView/tableView.ts';
import { fail } from '../model/problem.ts';
import type { TableQuery } from '../model/tableView/table.ts';
import type { GuestVerbs } from '../protocol/engine.ts';
import type { Tells } from '../protocol/peer.ts';
import { atMostOften } from './longWork.ts';
import { createStoppable } from './stoppable.ts';

/** What work on a table hears of its asker, and tells it. */
export interface TableTask {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Tables that pages show, by the name that the asker gave each. */
export interface OpenTables {
  open(table: string, path: string): Promise<TableView>;
  /** Throws system `table_closed`. */
  view(table: string): Promise<TableView>;
  /** May take long. */
  work<T>(p: { table: string; id: string }, task: (view: TableView, how: TableTask) => Promise<T>): Promise<T>;
  stop(id: string): void;
  closeTable(table: string): Promise<void>;
  close(): Promise<void>;
}

export function createOpenTables(tell: () => Pick<Tells<GuestVerbs>, 'tableMoved'>): OpenTables {
  const open = new Map<string, Promise<TableView>>();
  const working = createStoppable();
  let views: Promise<TableViews> | undefined;
  const view = async (table: string): Promise<TableView> => {
    const found = open.get(table);
    if (!found) throw fail('system', 'table_closed', {});
    return found;
  };
  const closeTable = async (table: string): Promise<void> => {
    const closed = open.get(table);
    open.delete(table);
    // One that did not open has nothing to close.
    await closed?.then(
      one => one.close(),
      () => undefined,
    );
  };
  return {
    view,
    closeTable,
    async open(table, path) {
      const closed = closeTable(table);
      const loaded = (views ??= import('../adapters/composeTables.ts').then(one => one.createTableViews()));
      const opening = closed.then(async () => (await loaded).open(path));
      // At once: who closes it, or asks about it, while it is being opened means this one.
      open.set(table, opening);
      opening.catch(() => open.get(table) === opening && open.delete(table));
      return opening;
    },
    work: ({ table, id }, task) =>
      working.run(id, async signal => {
        const onProgress = atMostOften((done, total) => tell().tableMoved({ id, done, total }));
        return task(await view(table), { signal, onProgress });
      }),
    stop: working.stop,
    async close() {
      await Promise.all([...open.keys()].map(closeTable));
      (await views)?.close();
    },
  };
}

/** The rows of a query. Read when the first one is asked for: few windows look at tables. */
export async function arranged(view: TableView, query: TableQuery, task?: TableTask) {
  const { arrange } = await import('../engine/tableView/arrange.ts');
  return arrange(view, query, task);
}
