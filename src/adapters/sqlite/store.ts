import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { VectorStore } from '../../engine/ports.ts';
import { fail } from '../../model/problem.ts';
import { explainSqlite, one, openDatabase, transact, type Database } from './database.ts';
import { examineChunk, findCollection, listChunks, listCollections, scanChunks } from './readCollection.ts';
import type { LoadedCollection } from './loadedCollection.ts';
import { INDEX } from './migrations.ts';
import { countWords, listPoints, search } from './searchCollection.ts';
import { listSources, removeSource, replaceSource, switchCollection } from './writeSource.ts';

/**
 * The vector store in one file: `node:sqlite` (no package; proven from Node 22.16 on), vectors as Float32 blobs, words
 * as plain postings (FTS5 is not in every build). One transaction a Source. A search scans all vectors of its collection
 * in memory, and reads what is new when the collection has changed, by whatever connection.
 * `file` is absolute: made, with its folder, by the first write; until then every reading finds nothing.
 * `busyTimeoutMs`: how long to wait for another writer before `index_locked`.
 * Throws config `index_corrupt`, `index_unwritable`, `index_too_new`, `index_foreign`, `sqlite_missing`,
 * `collection_other_model`, `collection_other_dimensions`; transient `index_locked`.
 */
export function openSqliteStore(file: string, busyTimeoutMs = 5000): VectorStore {
  let database: Database | undefined;
  let identity = '';
  const loaded = new Map<string, LoadedCollection>();
  const close = (): void => {
    database?.raw.close();
    database = undefined;
    loaded.clear();
  };
  /** A file that was deleted or moved away stays open, and keeps what is written to it from everybody else. */
  const leaveOldFile = (): void => {
    if (database !== undefined && identityOf(file) !== identity) close();
  };
  const open = (): Database => {
    if (database === undefined) {
      database = openDatabase(file, busyTimeoutMs, INDEX);
      identity = identityOf(file);
    }
    return database;
  };
  const inside = <Result>(mode: 'IMMEDIATE' | 'DEFERRED', work: (opened: Database) => Result): Result => {
    try {
      const opened = open();
      return transact(opened, mode, () => work(opened));
    } catch (thrown) {
      throw explainSqlite(file, thrown);
    }
  };
  const write = (work: (opened: Database) => void): void => {
    leaveOldFile();
    makeFolder(file);
    inside('IMMEDIATE', work);
  };
  const read = <Result>(nothing: Result, work: (opened: Database) => Result): Result => {
    leaveOldFile();
    return database === undefined && !isThere(file) ? nothing : inside('DEFERRED', work);
  };

  return {
    collection: async name => read(undefined, opened => findCollection(opened, name)),
    collections: async () => read([], listCollections),
    replaceSource: async request => write(opened => replaceSource(opened, request)),
    removeSource: async (name, uri) => {
      const collection = read(undefined, opened => findCollection(opened, name));
      if (collection !== undefined) write(opened => removeSource(opened, collection.id, uri));
    },
    sourceKey: async (name, uri) => read(undefined, opened => findKey(opened, name, uri)),
    sources: async name => read([], opened => listSources(opened, name)),
    switchCollection: async (name, beside, seen) => write(opened => switchCollection(opened, [name, beside], seen)),
    chunks: async request => read({ total: 0, chunks: [] }, opened => listChunks(opened, request)),
    chunk: async (name, uri, chunkId) => read(undefined, opened => examineChunk(opened, name, uri, chunkId)),
    search: async request => read([], opened => search(opened, loaded, request)),
    wordCounts: async (name, words) =>
      read(new Array<number>(words.length).fill(0), opened => countWords(opened, loaded, name, words)),
    scan: async (name, take) => {
      if (isThere(file)) await scanFile(file, busyTimeoutMs, beside => scanChunks(beside, name, take));
    },
    points: async (name, step) => read([], opened => listPoints(opened, name, step)),
    close: async () => close(),
  };
}

/** On a connection of its own, whose transaction stays open while somebody takes: others write on. */
async function scanFile(file: string, busyTimeoutMs: number, scan: (beside: Database) => Promise<void>): Promise<void> {
  let beside: Database | undefined;
  try {
    beside = openDatabase(file, busyTimeoutMs, INDEX);
    beside.raw.exec('BEGIN DEFERRED');
    await scan(beside);
  } catch (thrown) {
    throw explainSqlite(file, thrown);
  } finally {
    beside?.raw.close();
  }
}

/**
 * The file that a `sqlite:///…` address names (SQLAlchemy's form): relative to the work folder and, links resolved,
 * inside it. Throws config `database_uri_unsupported`, `path_outside`.
 */
export function sqliteFile(databaseUri: string, workFolder: string): string {
  const name = /^sqlite:\/\/\/(.+)$/.exec(databaseUri)?.[1];
  if (name === undefined) throw fail('config', 'database_uri_unsupported', { scheme: databaseUri.split(':')[0] ?? '' });
  const file = path.resolve(workFolder, name);
  const inside = path.relative(realPlace(workFolder), realPlace(file));
  if (inside === '' || inside.split(path.sep)[0] === '..' || path.isAbsolute(inside)) {
    throw fail('config', 'path_outside', { path: name });
  }
  return file;
}

/** A folder that may not be looked into is not an empty one. */
function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw fail('config', 'index_unwritable', { path: file, reason }, thrown);
  }
}

/** An inode's number alone may be given to the next file. */
function identityOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.birthtimeMs}`;
}

/** Of what is not there yet: where it would come to lie. */
function realPlace(file: string): string {
  return existsSync(file) ? realpathSync(file) : path.join(realPlace(path.dirname(file)), path.basename(file));
}

function findKey(database: Database, collection: string, uri: string): string | undefined {
  const sql = 'SELECT s.key FROM sources s JOIN collections c ON c.id = s.collection WHERE c.name = ? AND s.uri = ?';
  const row = one(database, sql, collection, uri);
  return row === undefined ? undefined : String(row['key']);
}

function makeFolder(file: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw fail('config', 'index_unwritable', { path: file, reason }, thrown);
  }
}
