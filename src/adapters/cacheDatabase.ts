import type { DatabaseSync } from 'node:sqlite';
import type { ActivityRecord, Cache, PageRecord } from '../engine/ports.ts';

export interface CacheDatabase extends Cache {
  close(): void;
}

/**
 * What earlier runs left, in `cache.sqlite`. Only a memory: losing it costs time, never data, so it is not synced.
 * Readers check the sha256 of what a record names.
 */
export async function openCache(file: string): Promise<CacheDatabase> {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(file);
  database.exec(SCHEMA);
  const one = <T>(sql: string) => {
    const statement = database.prepare(sql);
    return (...values: string[]): T | undefined => {
      const row = statement.get(...values);
      // SAFETY: only `put` below writes this column, from a value of that type.
      return row ? (JSON.parse(String(row['record'])) as T) : undefined;
    };
  };
  const page = one<PageRecord>('SELECT record FROM page WHERE uri = ?');
  const activity = one<ActivityRecord>('SELECT record FROM activity WHERE key = ?');
  const last = one<ActivityRecord>(
    'SELECT record FROM last JOIN activity USING (key) WHERE last.uri = ? AND last.stage = ?',
  );
  const putPage = database.prepare('INSERT OR REPLACE INTO page VALUES (?, ?)');
  const putActivity = database.prepare('INSERT OR REPLACE INTO activity VALUES (?, ?)');
  const putLast = database.prepare('INSERT OR REPLACE INTO last VALUES (?, ?, ?)');
  return {
    page: uri => page(uri),
    putPage: (uri, record) => void putPage.run(uri, JSON.stringify(record)),
    activity: key => activity(key),
    lastActivity: (uri, stage) => last(uri, stage),
    putActivity(uri, stage, record) {
      putActivity.run(record.key, JSON.stringify(record));
      putLast.run(uri, stage, record.key);
    },
    close: () => closeQuietly(database),
  };
}

function closeQuietly(database: DatabaseSync): void {
  if (database.isOpen) database.close();
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  PRAGMA busy_timeout = 10000;
  CREATE TABLE IF NOT EXISTS page (uri TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS activity (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS last (uri TEXT, stage TEXT, key TEXT NOT NULL, PRIMARY KEY (uri, stage)) STRICT;
`;
