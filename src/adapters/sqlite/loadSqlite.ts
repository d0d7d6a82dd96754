import type * as sqlite from 'node:sqlite';
import { fail } from '../../model/problem.ts';

/**
 * Asked for when a database is opened: Node before 22.5 lacks it, and the rest of the program works there.
 * Node 22 and 23 warn of it as experimental: that one warning is kept from the person's terminal, others pass.
 */
export function loadSqlite(): typeof sqlite {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (String(warning).startsWith('SQLite is an experimental feature')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    const loaded = process.getBuiltinModule?.('node:sqlite');
    if (loaded === undefined) throw fail('config', 'sqlite_missing', { version: process.version });
    return loaded;
  } finally {
    process.emitWarning = emitWarning;
  }
}
