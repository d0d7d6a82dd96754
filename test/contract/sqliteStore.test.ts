import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { explainSqlite, openDatabase } from '../../src/adapters/sqlite/database.ts';
import { MIGRATIONS } from '../../src/adapters/sqlite/migrations.ts';
import { openSqliteStore, sqliteFile } from '../../src/adapters/sqlite/store.ts';
import { chunkOf, describeVectorStore, pageOf, problem } from './vectorStore.suite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sqlite-store-'));
let files = 0;
const newFile = (): string => path.join(folder, `${++files}`, 'index.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeVectorStore('the SQLite store', () => openSqliteStore(newFile()));

const TRAM = chunkOf('le tram part', [1, 0, 0]);
const ask = { collection: 'default', vector: new Float32Array([1, 0, 0]), words: ['tram'], k: 5 };
const list = { collection: 'default', from: 0, count: 10 };

test('reading makes no file', async () => {
  const store = openSqliteStore(newFile());
  await store.search(ask);
  await store.removeSource('default', 'a');
  await store.close();
  expect(readdirSync(folder)).not.toContain(`${files}`);
});

test('what was written is there after a new opening, and after a close', async () => {
  const file = newFile();
  const first = openSqliteStore(file);
  await first.replaceSource(pageOf('a', [TRAM]));
  await first.close();
  expect(await first.sourceKey('default', 'a')).toBe('key-1');
  await first.close();
  const second = openSqliteStore(file);
  expect((await second.search(ask)).map(found => found.text)).toEqual(['le tram part']);
  await second.close();
});

test('a file that was deleted or moved away is left, for reading and for writing', async () => {
  const file = newFile();
  const store = openSqliteStore(file);
  await store.replaceSource(pageOf('a', [TRAM]));
  renameSync(file, `${file}.old`);
  expect(await store.chunks(list)).toEqual({ total: 0, chunks: [] });
  await store.replaceSource(pageOf('b', [TRAM]));
  rmSync(file);
  await store.replaceSource(pageOf('c', [TRAM]));
  await store.close();
  const other = openSqliteStore(file);
  expect((await other.chunks(list)).chunks.map(({ uri }) => uri)).toEqual(['c']);
  await other.close();
});

test('a file that another process put in its place is read', async () => {
  const file = newFile();
  const [store, other] = [openSqliteStore(file), openSqliteStore(file)];
  await store.replaceSource(pageOf('a', [TRAM]));
  renameSync(file, `${file}.old`);
  await other.replaceSource(pageOf('b', [TRAM]));
  expect((await store.chunks(list)).chunks.map(({ uri }) => uri)).toEqual(['b']);
  await Promise.all([store.close(), other.close()]);
});

test('two connections see each other, and a search what the other one wrote', async () => {
  const file = newFile();
  const [one, two] = [openSqliteStore(file), openSqliteStore(file)];
  await one.replaceSource(pageOf('a', [TRAM]));
  expect(await two.search(ask)).toHaveLength(1);
  await one.replaceSource(pageOf('b', [TRAM]));
  await two.replaceSource(pageOf('c', [TRAM]));
  expect(await two.search(ask)).toHaveLength(3);
  expect(await one.search(ask)).toHaveLength(3);
  await Promise.all([one.close(), two.close()]);
});

test('a replacement that breaks off leaves the old chunks', async () => {
  const file = newFile();
  const store = openSqliteStore(file);
  await store.replaceSource(pageOf('a', [TRAM]));
  const broken = { ...chunkOf('le bus', [1, 0, 0]), text: Symbol('no text') };
  // @ts-expect-error: SQLite refuses the second chunk, when the old ones are deleted already.
  await expect(store.replaceSource(pageOf('a', [chunkOf('le métro', [1, 0, 0]), broken]))).rejects.toThrow();
  expect((await store.chunks(list)).chunks.map(chunk => chunk.text)).toEqual(['le tram part']);
  await store.replaceSource(pageOf('b', [TRAM]));
  expect(await store.search(ask)).toHaveLength(2);
  await store.close();
});

test('a writer that never ends makes the other one say so, and harms no reader', async () => {
  const file = newFile();
  const store = openSqliteStore(file, 20);
  await store.replaceSource(pageOf('a', [TRAM]));
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  await expect(store.replaceSource(pageOf('b', [TRAM]))).rejects.toEqual(problem('transient', 'index_locked'));
  expect(await store.search(ask)).toHaveLength(1);
  other.exec('ROLLBACK');
  other.close();
  await store.replaceSource(pageOf('b', [TRAM]));
  await store.close();
});

test('a file that is no database is named and left as it is', async () => {
  const file = path.join(folder, 'corrupt.sqlite');
  writeFileSync(file, 'this is no database, but long enough to be read as the header of one '.repeat(9));
  const before = readFileSync(file);
  await expect(openSqliteStore(file).search(ask)).rejects.toMatchObject({
    problem: { kind: 'config', code: 'index_corrupt', params: { path: file } },
  });
  expect(readFileSync(file)).toEqual(before);
});

test('a database of something else, or of a later version, is refused', async () => {
  const make = (sql: string): string => {
    const file = path.join(folder, `${++files}.sqlite`);
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
    return file;
  };
  const version = `PRAGMA user_version = ${MIGRATIONS.length};`;
  for (const sql of ['CREATE TABLE customers (id INTEGER)', `${version} CREATE TABLE customers (id INTEGER)`]) {
    const file = make(sql);
    const before = readFileSync(file);
    const foreign = openSqliteStore(file);
    await expect(foreign.replaceSource(pageOf('a', [TRAM]))).rejects.toEqual(problem('config', 'index_foreign'));
    await expect(foreign.sources('default')).rejects.toEqual(problem('config', 'index_foreign'));
    expect(readFileSync(file)).toEqual(before);
  }
  const later = openSqliteStore(make('PRAGMA user_version = 99'));
  await expect(later.collection('default')).rejects.toEqual(problem('config', 'index_too_new'));
});

test.each([
  ['a table that is gone', 'DROP TABLE blocks'],
  ['a vector that was cut', "UPDATE blocks SET vectors = x'0102'"],
  ['words that were cut', "UPDATE blocks SET words = x'0102'"],
  ['rows that are gone', 'PRAGMA foreign_keys = OFF; UPDATE blocks SET first = first + 7'],
  ['headings that are no JSON', "UPDATE chunks SET heading_path = '{'"],
])('damage that SQLite does not see is named: %s', async (_, sql) => {
  const file = newFile();
  const store = openSqliteStore(file);
  await store.replaceSource(pageOf('a', [TRAM]));
  await store.close();
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
  await expect(store.search(ask)).rejects.toEqual(problem('config', 'index_corrupt'));
  await store.close();
});

test('chunks that went between two searches leave no empty place', async () => {
  const store = openSqliteStore(newFile());
  const write = (uri: string, count: number) =>
    store.replaceSource(
      pageOf(
        uri,
        Array.from({ length: count }, (_, at) => chunkOf(`${uri} ${at}`, [1, 0, 0])),
      ),
    );
  const count = async () => (await store.search({ ...ask, k: 500 })).length;
  for (const [uri, chunks] of [
    ['a', 80],
    ['b', 10],
    ['c', 10],
  ] as const)
    await write(uri, chunks);
  expect(await count()).toBe(100);
  await write('b', 10);
  await write('c', 10);
  expect(await count()).toBe(100);
  await write('c', 10);
  expect(await count()).toBe(100);
  await store.close();
});

test('an index of an older version is brought up to date, and kept as it was beside', async () => {
  const file = newFile();
  const store = openSqliteStore(file);
  await store.replaceSource(pageOf('a', [TRAM]));
  await store.close();
  const later = [...MIGRATIONS, 'ALTER TABLE sources ADD COLUMN later TEXT'];
  openDatabase(file, 100, { migrations: later, synchronous: 'FULL' }).raw.close();
  await expect(store.collection('default')).rejects.toEqual(problem('config', 'index_too_new'));
  const before = openSqliteStore(`${file}.v${MIGRATIONS.length}`);
  expect(await before.search(ask)).toHaveLength(1);
  await before.close();
});

/** A row of search data a chunk. Source `a` of 300 chunks, then `b`. */
function makeSchema1(file: string, spoil = ''): void {
  mkdirSync(path.dirname(file));
  const database = new DatabaseSync(file);
  database.exec(`BEGIN; ${String(MIGRATIONS[0])}; PRAGMA user_version = 1;
    INSERT INTO collections (id, name, model, dimensions, changes) VALUES (1, 'default', 'offline', 3, 2);
    INSERT INTO sources (id, collection, uri, title, key) VALUES (1, 1, 'a', 'Titre de a', 'key-1'), (2, 1, 'b', 'B', 'key-2');
    INSERT INTO terms (id, term) VALUES (1, 'le'), (2, 'tram');`);
  const chunk = database.prepare(`INSERT INTO chunks
    (collection, source, chunk_id, text, start, stop, tokens, heading_path, metadata) VALUES (1, ?, ?, ?, 0, 7, 2, '[]', '{}')`);
  const data = database.prepare('INSERT INTO search_data (chunk, vector, words) VALUES (?, ?, ?)');
  const bytesOf = ({ buffer }: Float32Array | Uint32Array): Uint8Array => new Uint8Array(buffer);
  for (let at = 0; at < 301; at++) {
    const { lastInsertRowid } = chunk.run(at < 300 ? 1 : 2, `chunk ${at}`, at === 280 ? 'le tram' : 'le bus');
    const vector = bytesOf(new Float32Array(at === 280 ? [1, 0, 0] : [0, 1, 0]));
    data.run(lastInsertRowid, vector, bytesOf(new Uint32Array(at === 280 ? [1, 1, 2, 1] : [1, 1])));
  }
  database.exec(`DELETE FROM search_data WHERE chunk = 5; DELETE FROM chunks WHERE id = 5; ${spoil}; COMMIT`);
  database.close();
}

test('an index of schema 1 is searched, listed and written as before', async () => {
  const file = newFile();
  makeSchema1(file);
  const store = openSqliteStore(file);
  const [first, second] = await store.search({ ...ask, vectors: true });
  expect(first).toMatchObject({
    chunkId: 'chunk 280',
    vectorScore: 1,
    wordsScore: 1,
    vector: new Float32Array([1, 0, 0]),
  });
  expect(second).toMatchObject({ chunkId: 'chunk 0', vectorScore: 0, wordsScore: 0 });
  expect(await store.wordCounts('default', ['le', 'tram'])).toEqual([300, 1]);
  expect(await store.chunk('default', 'a', 'chunk 280')).toMatchObject({
    at: 279,
    vector: new Float32Array([1, 0, 0]),
  });
  expect(await store.collection('default')).toMatchObject({ model: 'offline', dimensions: 3, chunks: 300 });
  await store.replaceSource(pageOf('a', [TRAM]));
  expect((await store.search(ask)).map(({ uri }) => uri)).toEqual(['a', 'b']);
  await store.close();
  expect(readdirSync(path.dirname(file)).toSorted()).toEqual(['index.sqlite', 'index.sqlite.v1']);
});

test('an index of schema 1 whose migration fails at its end stays what it was', async () => {
  const file = newFile();
  const fault = `BEFORE DELETE ON search_data WHEN OLD.chunk = 301 BEGIN SELECT RAISE(ABORT, 'a fault'); END`;
  makeSchema1(file, `CREATE TRIGGER fault ${fault}`);
  await expect(openSqliteStore(file).search(ask)).rejects.toThrow('a fault');
  const database = new DatabaseSync(file);
  expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
  expect(database.prepare('SELECT COUNT(*) AS n FROM search_data').get()).toEqual({ n: 300 });
  database.close();
});

test('a folder that cannot be made is named', async () => {
  const blocked = path.join(folder, 'a-file');
  writeFileSync(blocked, '');
  const store = openSqliteStore(path.join(blocked, 'index.sqlite'));
  await expect(store.replaceSource(pageOf('a', [TRAM]))).rejects.toEqual(problem('config', 'index_unwritable'));
});

test('a folder that cannot be looked into is not an empty index', async () => {
  const circle = path.join(folder, 'circle');
  symlinkSync(circle, circle);
  const store = openSqliteStore(path.join(circle, 'index.sqlite'));
  await expect(store.search(ask)).rejects.toEqual(problem('config', 'index_unwritable'));
  await expect(store.scan('default', async () => undefined)).rejects.toEqual(problem('config', 'index_unwritable'));
});

test('an address is a file inside the work folder, links resolved', () => {
  const work = path.join(folder, 'work');
  mkdirSync(path.join(work, 'deep'), { recursive: true });
  symlinkSync(folder, path.join(work, 'link'));
  expect(sqliteFile('sqlite:///deep/new/index.sqlite', work)).toBe(path.join(work, 'deep', 'new', 'index.sqlite'));
  for (const name of ['../index.sqlite', '/etc/index.sqlite', '.', 'link/index.sqlite', '..work/../../x']) {
    expect(() => sqliteFile(`sqlite:///${name}`, work)).toThrow(problem('config', 'path_outside'));
  }
  const postgres = 'postgresql+psycopg://user:secret@host/db';
  expect(() => sqliteFile(postgres, work)).toThrow(problem('config', 'database_uri_unsupported'));
});

test('a full disk is told as such: it stops the run, and no Source is at fault', () => {
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
  expect(explainSqlite('index.sqlite', full)).toEqual(problem('config', 'disk_full'));
});
