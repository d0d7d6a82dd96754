import { randomUUID } from 'node:crypto';
import { fail } from '../../../model/problem.ts';
import type { TableHead } from '../../../protocol/table.ts';
import type { Guest } from '../../guest.ts';
import type { Disposable } from '../../signal.ts';
import type { TableSource } from './source.ts';

/** A table's own name of the work of opening it. */
export const OPENING = 'open';

/** A table of a tab, in the engine process. */
export interface EngineTable extends Disposable {
  /** Anew. */
  open(): Promise<TableHead>;
  /** Asks about it, after it was opened in the process that runs now: one that ended took its tables along. */
  ask<T>(question: (at: { table: string }) => Promise<T>): Promise<T>;
  /** A page's name of its work is its own only. */
  idOf(own: string): string;
  /** Null: another page's. */
  ownOf(id: string): string | null;
}

export function createEngineTable({ engine, log }: Guest, source: TableSource): EngineTable {
  const table = randomUUID();
  const at = { table };
  const prefix = `${table} `;
  let opened: Promise<TableHead> | null = null;
  let isOver = false;
  const gone = engine.gone.listen(() => (opened = null));

  function open(): Promise<TableHead> {
    const opening = source.file().then(path => {
      // The process would keep what nobody closes any more.
      if (isOver) throw fail('system', 'table_closed');
      return engine.ask.openTable({ ...at, path, id: prefix + OPENING });
    });
    opened = opening;
    opening.catch(() => {
      if (opened === opening) opened = null;
    });
    return opening;
  }

  return {
    open,
    ask: async question => {
      await (opened ?? open());
      return question(at);
    },
    idOf: own => prefix + own,
    ownOf: id => (id.startsWith(prefix) ? id.slice(prefix.length) : null),
    dispose: () => {
      isOver = true;
      gone.dispose();
      if (engine.isRunning()) engine.ask.closeTable(at).catch((error: unknown) => log.error(String(error)));
    },
  };
}
