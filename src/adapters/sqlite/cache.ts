import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ActivityRecord, Cache, Log, PageRecord } from '../../engine/ports.ts';
import { loadSqlite } from './loadSqlite.ts';
import { openMemory } from './memory.ts';

export interface CacheDatabase extends Cache {
  close(): void;
}

/**
 * What earlier runs left, in `cache.sqlite`: a memory (see `openMemory`), not synced. Readers check the sha256 of what a
 * record names.
 */
export function openCache(file: string, log: Log): CacheDatabase {
  const { read, write, close } = openMemory({ file, log, prepare, close: ({ database }) => database.close() });
  return {
    page: uri => read(({ page }) => readRecord<PageRecord>(page, uri)),
    putPage: (uri, record) => write(({ putPage }) => void putPage.run(uri, JSON.stringify(record))),
    activity: key => read(({ activity }) => readRecord<ActivityRecord>(activity, key)),
    lastActivity: (uri, stage) => read(({ last }) => readRecord<ActivityRecord>(last, uri, stage)),
    putActivity: (uri, stage, record) =>
      write(({ putActivity, putLast }) => {
        putActivity.run(record.key, JSON.stringify(record));
        putLast.run(uri, stage, record.key);
      }),
    close,
  };
}

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
  // From the first statement on: another process may be making the same file.
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
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

const BUSY_MS = 10_000;

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS page (uri TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS activity (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS last (uri TEXT, stage TEXT, key TEXT NOT NULL, PRIMARY KEY (uri, stage)) STRICT;
`;
