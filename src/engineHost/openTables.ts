import type { TableViews } from '../adapters/composeTables.ts';
import type { TableView } from '../engine/tableView/tableView.ts';
import { fail } from '../model/problem.ts';
import type { TableHead, TableQuery } from '../model/tableView/table.ts';
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
  /** Is stopped by `id`, and by closing it. */
  open(p: { table: string; path: string; id: string }): Promise<TableView>;
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
  /** What stops the opening of each. */
  const opening = new Map<string, string>();
  const working = createStoppable();
  let views: Promise<TableViews> | undefined;
  const loaded = (): Promise<TableViews> => {
    const loading = (views ??= import('../adapters/composeTables.ts').then(one => one.createTableViews()));
    // What could not be loaded once is asked for again by the next.
    loading.catch(() => (views = undefined));
    return loading;
  };
  const view = async (table: string): Promise<TableView> => {
    const found = open.get(table);
    if (!found) throw fail('system', 'table_closed', {});
    return found;
  };
  const closeTable = async (table: string): Promise<void> => {
    const closed = open.get(table);
    open.delete(table);
    working.stop(opening.get(table) ?? '');
    opening.delete(table);
    // One that did not open has nothing to close.
    await closed?.then(
      one => one.close(),
      () => undefined,
    );
  };
  return {
    view,
    closeTable,
    async open({ table, path, id }) {
      const closed = closeTable(table);
      const view = working.run(id, async signal => {
        await closed;
        const onProgress = atMostOften((done, total) => tell().tableMoved({ id, done, total }));
        return (await loaded()).open(path, { signal, onProgress });
      });
      // At once: who closes it, or asks about it, while it is being opened means this one.
      open.set(table, view);
      opening.set(table, id);
      view.catch(() => open.get(table) === view && open.delete(table));
      return view;
    },
    work: ({ table, id }, task) =>
      working.run(id, async signal => {
        const onProgress = atMostOften((done, total) => tell().tableMoved({ id, done, total }));
        return task(await view(table), { signal, onProgress });
      }),
    stop: working.stop,
    async close() {
      await Promise.all([...open.keys()].map(closeTable));
      // Views that were not loaded hold nothing.
      (await views?.catch(() => undefined))?.close();
    },
  };
}

/** Throws usage `table_place_unknown` where there is no such column: who asks has a head that is no longer this table's. */
export function needColumns({ columns, head }: TableView, asked: Iterable<number>): void {
  for (const column of asked) if (!columns[column]) throw unknownPlace(head);
}

export const unknownPlace = ({ path }: TableHead) => fail('usage', 'table_place_unknown', { path });

/** The rows of a query. Read when the first one is asked for: few windows look at tables. */
export async function arranged(view: TableView, query: TableQuery, task?: TableTask) {
  needColumns(
    view,
    [...query.filters, ...query.sort].map(({ column }) => column),
  );
  const { arrange } = await import('../engine/tableView/arrange.ts');
  return arrange(view, query, task);
}
