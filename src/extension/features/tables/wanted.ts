import type { Disposable } from '../../signal.ts';

export interface WantedRow {
  /** Its number in the table, from 0. */
  readonly row: number;
  readonly column: string | null;
}

/** A tab that has a table. */
export interface RowTab {
  /** Absolute, of the table. */
  readonly path: string;
  reveal(): void;
  /** False: the page is not there yet; it takes what is wanted when it is. */
  tell(wanted: WantedRow): boolean;
}

/** Rows that were asked for, on their way to a page that may not be there yet. */
export interface Wanted {
  /** Brings the table's tab to the front, if there is one, and its row in sight. False: a tab must be opened. */
  ask(path: string, row: WantedRow | null): boolean;
  /** What the page that is ready now has to show: once. */
  take(path: string): WantedRow | null;
  join(tab: RowTab): Disposable;
}

export function createWanted(): Wanted {
  const rows = new Map<string, WantedRow>();
  const tabs = new Set<RowTab>();
  return {
    ask: (path, row) => {
      const tab = [...tabs].findLast(one => one.path === path);
      if (row === null) rows.delete(path);
      else if (!tab?.tell(row)) rows.set(path, row);
      tab?.reveal();
      return tab !== undefined;
    },
    take: path => {
      const row = rows.get(path) ?? null;
      rows.delete(path);
      return row;
    },
    join: tab => {
      tabs.add(tab);
      return { dispose: () => tabs.delete(tab) };
    },
  };
}
