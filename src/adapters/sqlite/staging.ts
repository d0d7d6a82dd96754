import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AddedPage, Staging, StagingStore } from '../../engine/ports.ts';
import { isRunId } from '../../model/artifactName.ts';
import type { KeptRow, StagedPage, StagedRow } from '../../model/api/staged.ts';
import { compareOrder } from '../../model/dataset/watermark.ts';
import { fail, ProblemError, type Reason } from '../../model/problem.ts';
import { loadSqlite } from './loadSqlite.ts';

/** `runs/<id>/staging.sqlite`: there as long as the run is not complete. */
export function createStagingStore(workDir: string): StagingStore {
  const fileOf = (runId: string): string => {
    if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
    return path.join(workDir, 'runs', runId, 'staging.sqlite');
  };
  return {
    open(runId) {
      const file = fileOf(runId);
      mkdirSync(path.dirname(file), { recursive: true });
      return explained(file, () => openStaging(file));
    },
    has: runId => existsSync(fileOf(runId)),
    remove(runId) {
      for (const end of ['', '-journal']) rmSync(fileOf(runId) + end, { force: true });
    },
  };
}

/** Rows of one read: some 300 KB. */
const BATCH = 1000;

/**
 * A rollback journal and not WAL: rows are nearly always new, and WAL would write each of them twice. The index by day
 * is made when the rows of one are asked for: making it at once at the end costs a tenth of keeping it. How many there
 * are is counted on the way; dead letters as those of the day ''.
 */
const SCHEMA = `
  PRAGMA page_size = 16384;
  PRAGMA journal_mode = TRUNCATE;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -32000;
  CREATE TABLE IF NOT EXISTS row (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, day TEXT, ord TEXT, json TEXT NOT NULL, reason TEXT,
    page INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS page (number INTEGER PRIMARY KEY, next TEXT, page TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS page_by_next ON page (next) WHERE next IS NOT NULL;
  CREATE TABLE IF NOT EXISTS day (day TEXT PRIMARY KEY, rows INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** What an earlier version has staged is counted once. */
const COUNT = `
  INSERT INTO day SELECT coalesce(day, ''), count(*) FROM row WHERE day IS NOT NULL OR reason IS NOT NULL GROUP BY 1;
`;

function openStaging(file: string): Staging {
  const database = new (loadSqlite().DatabaseSync)(file);
  try {
    database.exec(SCHEMA);
    if (!database.prepare('SELECT 1 FROM day').get()) database.exec(COUNT);
    return serve(database, file);
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function serve(database: DatabaseSync, file: string): Staging {
  const sql = prepareAll(database);
  let isIndexed = false;
  const change = createChange(file);

  const write = <Result>(work: () => Result): Result =>
    change(() => {
      if (!database.isTransaction) database.exec('BEGIN IMMEDIATE');
      return work();
    });

  function indexDays(): void {
    if (!isIndexed) database.exec('CREATE INDEX IF NOT EXISTS row_by_day ON row (day, seq)');
    isIndexed = true;
  }

  const countOf = (day: string): number => Number(explained(file, () => sql.count.get(day))?.['rows'] ?? 0);

  function* rowsOf(day: string | null): Iterable<readonly KeptRow[]> {
    if (countOf(day ?? '') === 0) return;
    for (let after = 0; ;) {
      const found = explained(file, () => {
        indexDays();
        return day === null ? sql.dead.all(after, BATCH) : sql.rows.all(day, after, BATCH);
      });
      if (found.length === 0) return;
      after = Number(found.at(-1)?.['seq']);
      yield found.map(readRow);
    }
  }

  return {
    addPage: (page, rows) =>
      write(() => {
        const { fresh, hasReplaced } = putRows(sql, rows, page.number);
        const deadLetters = fresh.filter(({ reason }) => reason !== null).length;
        const staged: StagedPage = { ...page, added: fresh.length, deadLetters };
        sql.putPage.run(page.number, page.next, JSON.stringify(staged));
        return { page: staged, fresh, hasReplaced };
      }),
    clear: () => write(() => database.exec('DELETE FROM row; DELETE FROM page; DELETE FROM day; DELETE FROM note')),
    commit: () =>
      change(() => {
        if (database.isTransaction) database.exec('COMMIT');
      }),
    pages: from => explained(file, () => sql.pages.all(from).map(readPage)),
    uriOf: number => uriIn(explained(file, () => sql.page.get(number))),
    hasAsked: next => explained(file, () => sql.asked.get(next) !== undefined),
    has: key => explained(file, () => sql.has.get(key) !== undefined),
    row(key) {
      const found = explained(file, () => sql.row.get(key));
      return found && readRow(found);
    },
    partitions: () =>
      explained(file, () =>
        sql.days.all().map(({ day, rows }) => ({ partitionDate: String(day), rows: Number(rows) })),
      ),
    rows: rowsOf,
    note: name => explained(file, () => sql.note.get(name))?.['value']?.toString(),
    setNote: (name, text) => void write(() => sql.putNote.run(name, text)),
    close: () => database.close(),
  };
}

/**
 * A statement that fails may take the whole transaction with it, as SQLite does when the disk is full: nothing of it is
 * committed any more, or pages would be told as kept whose rows are gone.
 */
function createChange(file: string): <Result>(work: () => Result) => Result {
  let spoiled: { readonly by: unknown } | null = null;
  return work => {
    if (spoiled) throw spoiled.by;
    try {
      return explained(file, work);
    } catch (thrown) {
      spoiled = { by: thrown };
      throw thrown;
    }
  };
}

function putRows(sql: Statements, rows: readonly StagedRow[], page: number): Omit<AddedPage, 'page'> {
  const fresh: StagedRow[] = [];
  let hasReplaced = false;
  const counts = new Map<string, number>();
  const count = (row: Counted, by: number): void => {
    const day = row.partitionDate ?? (row.reason === null ? null : '');
    if (day !== null) counts.set(day, (counts.get(day) ?? 0) + by);
  };
  for (const row of rows) {
    const replaced = insert(sql, row, page) ? null : replace(sql, row, page);
    if (replaced === undefined) continue;
    count(row, 1);
    if (replaced === null) fresh.push(row);
    else {
      hasReplaced = true;
      count(replaced, -1);
    }
  }
  for (const [day, by] of counts) sql.addCount.run(day, by);
  return { fresh, hasReplaced };
}

type Counted = Pick<StagedRow, 'partitionDate' | 'reason'>;

/** True for a key that was not there. */
function insert(sql: Statements, { key, partitionDate, order, json, reason }: StagedRow, page: number): boolean {
  const { changes } = sql.insert.run(key, partitionDate, order, json, reason && JSON.stringify(reason), page);
  return Number(changes) === 1;
}

/**
 * Gives the row that leaves its place; undefined for one that stands there already, and for one that is older. Pages
 * that overlap bring many rows twice.
 */
function replace(sql: Statements, row: StagedRow, page: number): KeptRow | undefined {
  const { key, partitionDate, order, json, reason } = row;
  const found = sql.row.get(key);
  const known = found && readRow(found);
  if (!known || (known.json === json && known.partitionDate === partitionDate)) return undefined;
  if (order !== null && known.order !== null && compareOrder(order, known.order) < 0) return undefined;
  sql.replace.run(partitionDate, order, json, reason && JSON.stringify(reason), page, key);
  return known;
}

type Statements = ReturnType<typeof prepareAll>;

function prepareAll(database: DatabaseSync) {
  return {
    insert: database.prepare(
      'INSERT INTO row (key, day, ord, json, reason, page) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    replace: database.prepare('UPDATE row SET day = ?, ord = ?, json = ?, reason = ?, page = ? WHERE key = ?'),
    has: database.prepare('SELECT 1 FROM row WHERE key = ?'),
    row: database.prepare('SELECT * FROM row WHERE key = ?'),
    rows: database.prepare('SELECT * FROM row WHERE day = ? AND seq > ? ORDER BY seq LIMIT ?'),
    dead: database.prepare(
      'SELECT * FROM row WHERE day IS NULL AND reason IS NOT NULL AND seq > ? ORDER BY seq LIMIT ?',
    ),
    days: database.prepare("SELECT day, rows FROM day WHERE day <> '' AND rows > 0 ORDER BY day"),
    count: database.prepare('SELECT rows FROM day WHERE day = ?'),
    addCount: database.prepare(
      'INSERT INTO day VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET rows = rows + excluded.rows',
    ),
    putPage: database.prepare('INSERT OR REPLACE INTO page VALUES (?, ?, ?)'),
    pages: database.prepare('SELECT page FROM page WHERE number >= ? ORDER BY number'),
    page: database.prepare('SELECT page FROM page WHERE number = ?'),
    asked: database.prepare('SELECT 1 FROM page WHERE next = ?'),
    note: database.prepare('SELECT value FROM note WHERE name = ?'),
    putNote: database.prepare('INSERT OR REPLACE INTO note VALUES (?, ?)'),
  };
}

type Row = Record<string, SQLOutputValue>;

function readRow({ seq, key, day, ord, json, reason, page }: Row): KeptRow {
  return {
    seq: Number(seq),
    page: Number(page),
    key: String(key),
    partitionDate: textOrNull(day),
    order: textOrNull(ord),
    json: String(json),
    // SAFETY: only `put` above writes this column, from a value of that type.
    reason: typeof reason === 'string' ? (JSON.parse(reason) as Reason) : null,
  };
}

// SAFETY: only `addPage` above writes this column, from a value of that type.
const readPage = ({ page }: Row): StagedPage => JSON.parse(String(page)) as StagedPage;

const uriIn = (row: Row | undefined): string | null => (row ? readPage(row).uri : null);

const textOrNull = (value: SQLOutputValue | undefined): string | null => (typeof value === 'string' ? value : null);

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html, as problems that say who must act. */
function explained<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof ProblemError || !(thrown instanceof Error) || !('errcode' in thrown)) throw thrown;
    const code = Number(thrown.errcode) & 0xff;
    // FULL; CORRUPT and NOTADB; all others are the machine's refusals.
    if (code === 13) throw fail('config', 'disk_full', { path: file }, thrown);
    if (code === 11 || code === 26) throw fail('data', 'staging_damaged', { path: file }, thrown);
    throw fail('config', 'staging_unwritable', { path: file, reason: thrown.message }, thrown);
  }
}
