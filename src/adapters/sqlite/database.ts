import { existsSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { loadSqlite } from './loadSqlite.ts';
import { fail, ProblemError } from '../../model/problem.ts';

/** An open index file; statements are prepared once. */
export interface Database {
  readonly file: string;
  readonly raw: DatabaseSync;
  readonly statements: Map<string, StatementSync>;
  /** Of the terms written here: some 10 MB for all the words of a big site. Emptied with a transaction that fails. */
  readonly termIds: Map<string, number>;
}

export type Row = Record<string, SQLOutputValue>;

/** SQL, or what SQL cannot do; in the transaction of the whole migration. */
export type Migration = string | ((database: Database) => void);

/** What a file holds: its migrations, and whether a commit is on the disk when it returns. */
export interface Tables {
  readonly migrations: readonly Migration[];
  readonly synchronous: 'FULL' | 'NORMAL';
}

/** Opens or makes the file, and brings its tables up to date. */
export function openDatabase(file: string, busyTimeoutMs: number, tables: Tables): Database {
  const raw = new (loadSqlite().DatabaseSync)(file, { timeout: busyTimeoutMs });
  const database: Database = { file, raw, statements: new Map(), termIds: new Map() };
  try {
    // WAL would be written into it. At one moment: another process may be making its tables.
    transact(database, 'DEFERRED', () => refuseForeign(database, tables));
    useWal(raw, busyTimeoutMs);
    raw.exec(`PRAGMA synchronous = ${tables.synchronous}`);
    migrate(database, tables);
    return database;
  } catch (thrown) {
    raw.close();
    throw thrown;
  }
}

/** Two that make the same file turn each other away here, however long they would wait: both try again. */
function useWal(raw: DatabaseSync, busyTimeoutMs: number): void {
  for (const until = Date.now() + busyTimeoutMs; ;) {
    try {
      return raw.exec('PRAGMA journal_mode = WAL');
    } catch (thrown) {
      if (!isBusy(thrown) || Date.now() > until) throw thrown;
    }
  }
}

const isBusy = (thrown: unknown): boolean =>
  thrown instanceof Error && 'errcode' in thrown && (Number(thrown.errcode) & 0xff) === 5;

export function all(database: Database, sql: string, ...values: SQLInputValue[]): Row[] {
  return prepare(database, sql).all(...values);
}

/** Row by row, for what is too big to be there twice. */
export function each(database: Database, sql: string, ...values: SQLInputValue[]): Iterable<Row> {
  return prepare(database, sql).iterate(...values);
}

export function one(database: Database, sql: string, ...values: SQLInputValue[]): Row | undefined {
  return prepare(database, sql).get(...values);
}

/** Runs a statement that gives no rows; the id of the row that it inserted, if it did. */
export function run(database: Database, sql: string, ...values: SQLInputValue[]): number {
  return Number(prepare(database, sql).run(...values).lastInsertRowid);
}

export function findTerm(database: Database, term: string): number | undefined {
  const row = one(database, 'SELECT id FROM terms WHERE term = ?', term);
  return row === undefined ? undefined : Number(row['id']);
}

/** All of `work` or nothing of it. IMMEDIATE takes the writer's turn at once, DEFERRED reads one state throughout. */
export function transact<Result>(database: Database, mode: 'IMMEDIATE' | 'DEFERRED', work: () => Result): Result {
  database.raw.exec(`BEGIN ${mode}`);
  try {
    const result = work();
    database.raw.exec('COMMIT');
    return result;
  } catch (thrown) {
    database.termIds.clear();
    // A full disk or a corrupt page has rolled back already.
    if (database.raw.isTransaction) database.raw.exec('ROLLBACK');
    throw thrown;
  }
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html, as problems that say who must act. */
export function explainSqlite(file: string, thrown: unknown): unknown {
  if (thrown instanceof ProblemError || !(thrown instanceof Error)) return thrown;
  const code = 'errcode' in thrown ? Number(thrown.errcode) & 0xff : 0;
  // Damage that SQLite does not see: a table of ours that is gone.
  if (code === 1 && /^no such (?:table|column)/.test(thrown.message)) return damaged(file, thrown);
  switch (code) {
    case 5: // BUSY
    case 6: // LOCKED
      return fail('transient', 'index_locked', { path: file }, thrown);
    case 11: // CORRUPT
    case 26: // NOTADB
      return damaged(file, thrown);
    case 3: // PERM
    case 8: // READONLY
    case 10: // IOERR
    case 14: // CANTOPEN
      return fail('config', 'index_unwritable', { path: file, reason: thrown.message }, thrown);
    case 13: // FULL
      return fail('config', 'disk_full', { path: file }, thrown);
    default:
      return thrown;
  }
}

const damaged = (file: string, thrown: Error): ProblemError => fail('config', 'index_corrupt', { path: file }, thrown);

/** What stands in a column cannot be what was written there: as SQLite says of what it sees itself. */
export const corrupt = (what: string): Error => Object.assign(new Error(`${what} is damaged`), { errcode: 11 });

function prepare(database: Database, sql: string): StatementSync {
  const known = database.statements.get(sql);
  if (known !== undefined) return known;
  const statement = database.raw.prepare(sql);
  database.statements.set(sql, statement);
  return statement;
}

const versionOf = (database: Database): number => Number(one(database, 'PRAGMA user_version')?.['user_version']);

/** Throws config `index_too_new`; `index_foreign` for tables that are none of ours, whatever their version says. */
function refuseForeign(database: Database, { migrations }: Tables): void {
  const { file: path } = database;
  const version = versionOf(database);
  if (version > migrations.length) throw fail('config', 'index_too_new', { path, version });
  const ours = /CREATE TABLE (\w+)/.exec(String(migrations[0]))?.[1] ?? '';
  const isOurs = version > 0 && one(database, 'SELECT 1 FROM sqlite_schema WHERE name = ?', ours) !== undefined;
  if (!isOurs && one(database, 'SELECT 1 FROM sqlite_schema')) throw fail('config', 'index_foreign', { path });
}

function migrate(database: Database, tables: Tables): void {
  const { migrations } = tables;
  const version = (): number => versionOf(database);
  if (version() === migrations.length) return;
  if (version() > 0 && tables.synchronous === 'FULL') keepCopy(database, version());
  transact(database, 'IMMEDIATE', () => {
    // Another process may just have done it.
    for (const migration of migrations.slice(version())) {
      if (typeof migration === 'string') database.raw.exec(migration);
      else migration(database);
    }
    database.raw.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** As it was, beside it: whoever goes back to the older version renames it. A memory is not worth it. */
function keepCopy(database: Database, version: number): void {
  const copy = `${database.file}.v${version}`;
  if (!existsSync(copy)) database.raw.prepare('VACUUM INTO ?').run(copy);
}
