import { existsSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ActivityRecord, Cache, Log, PageRecord } from '../../engine/ports.ts';
import { loadSqlite } from './loadSqlite.ts';

export interface CacheDatabase extends Cache {
  close(): void;
}

/**
 * What earlier runs left, in `cache.sqlite`: made by the first thing worth remembering. Only a memory: losing it costs
 * time, never data, so it is not synced, and no fault of it reaches a run. A damaged file is set aside and begun anew;
 * one that cannot be used (full disk, no permission) is done without. Readers check the sha256 of what a record names.
 */
export function openCache(file: string, log: Log): CacheDatabase {
  let opened: Statements | undefined;
  let told = false;

  function forget(code: 'cache_damaged' | 'cache_unusable', thrown: unknown): void {
    if (!told)
      log.write('warn', code, { path: file, reason: thrown instanceof Error ? thrown.message : String(thrown) });
    told = true;
  }

  /** Twice at the most: the second time on a new file. */
  function attempt<Result>(use: (statements: Statements) => Result, again = true): Result | undefined {
    try {
      return use((opened ??= prepare(file)));
    } catch (thrown) {
      const damaged = again && isDamage(thrown) && setAside();
      forget(damaged ? 'cache_damaged' : 'cache_unusable', thrown);
      return damaged ? attempt(use, false) : undefined;
    }
  }

  function setAside(): boolean {
    try {
      opened?.database.close();
      opened = undefined;
      for (const log of ['-wal', '-shm']) rmSync(file + log, { force: true });
      renameSync(file, `${file}.damaged`);
      return true;
    } catch {
      return false;
    }
  }

  const read = <Result>(use: (statements: Statements) => Result): Result | undefined =>
    opened !== undefined || existsSync(file) ? attempt(use) : undefined;
  return {
    page: uri => read(({ page }) => readRecord<PageRecord>(page, uri)),
    putPage: (uri, record) => attempt(({ putPage }) => void putPage.run(uri, JSON.stringify(record))),
    activity: key => read(({ activity }) => readRecord<ActivityRecord>(activity, key)),
    lastActivity: (uri, stage) => read(({ last }) => readRecord<ActivityRecord>(last, uri, stage)),
    putActivity: (uri, stage, record) =>
      attempt(({ putActivity, putLast }) => {
        putActivity.run(record.key, JSON.stringify(record));
        putLast.run(uri, stage, record.key);
      }),
    close: () => opened?.database.close(),
  };
}

/** SQLITE_ERROR (another program's tables), SQLITE_CORRUPT, SQLITE_NOTADB; not what the machine refuses. */
const isDamage = (thrown: unknown): boolean =>
  thrown instanceof SyntaxError ||
  (thrown instanceof Error && 'errcode' in thrown && [1, 11, 26].includes(Number(thrown.errcode) & 0xff));

interface Statements {
  readonly database: DatabaseSync;
  readonly page: StatementSync;
  readonly putPage: StatementSync;
  readonly activity: StatementSync;
  readonly putActivity: StatementSync;
  readonly last: StatementSync;
  readonly putLast: StatementSync;
}

function prepare(file: string): Statements {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(file);
  try {
    database.exec(SCHEMA);
    return {
      database,
      page: database.prepare('SELECT record FROM page WHERE uri = ?'),
      putPage: database.prepare('INSERT OR REPLACE INTO page VALUES (?, ?)'),
      activity: database.prepare('SELECT record FROM activity WHERE key = ?'),
      putActivity: database.prepare('INSERT OR REPLACE INTO activity VALUES (?, ?)'),
      last: database.prepare('SELECT record FROM last JOIN activity USING (key) WHERE last.uri = ? AND last.stage = ?'),
      putLast: database.prepare('INSERT OR REPLACE INTO last VALUES (?, ?, ?)'),
    };
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function readRecord<Record>(statement: StatementSync, ...values: string[]): Record | undefined {
  const row = statement.get(...values);
  // SAFETY: only the `put` above writes this column, from a value of that type.
  return row ? (JSON.parse(String(row['record'])) as Record) : undefined;
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  PRAGMA busy_timeout = 10000;
  CREATE TABLE IF NOT EXISTS page (uri TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS activity (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS last (uri TEXT, stage TEXT, key TEXT NOT NULL, PRIMARY KEY (uri, stage)) STRICT;
`;
