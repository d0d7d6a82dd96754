import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { idsOf, refresh, type LoadedCollection } from '../../src/adapters/sqlite/loadedCollection.ts';
import { INDEX } from '../../src/adapters/sqlite/migrations.ts';
import { findCollection } from '../../src/adapters/sqlite/readCollection.ts';
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts';
import { chunkOf, pageOf } from './vectorStore.suite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sqlite-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WORDS = ['tram', 'bus', 'vélo', 'gare', 'nuit'];
const random = seeded(11);
/** One in eight is long enough to be kept in memory as it was read. */
const randomPage = (page: number, long = random() < 0.125) =>
  pageOf(
    `page ${page}`,
    Array.from({ length: (long ? 130 : 1) + Math.floor(random() * 6) }, (_, at) => {
      const text = Array.from({ length: 4 }, () => WORDS[Math.floor(random() * 5)]).join(' ');
      return { ...chunkOf(text, [random(), random(), random()]), chunkId: `${page}-${at}` };
    }),
  );

test('after any writes and removals a search gives what a new opening gives', async () => {
  const file = path.join(folder, 'any.sqlite');
  const store = openSqliteStore(file);
  for (let turn = 0; turn < 60; turn++) {
    const page = Math.floor(random() * 25);
    if (random() < 0.3) await store.removeSource('default', `page ${page}`);
    else await store.replaceSource(randomPage(page));
    if (turn % 5 === 4) await store.replaceSource({ ...randomPage(page), collection: 'other' });
    if (turn % 2 === 1) continue;
    const request = { collection: 'default', vector: new Float32Array([0.6, 0, 0.8]), words: ['tram', 'gare'], k: 7 };
    const fresh = openSqliteStore(file);
    expect(await store.search(request)).toEqual(await fresh.search(request));
    expect(await store.wordCounts('default', WORDS)).toEqual(await fresh.wordCounts('default', WORDS));
    await fresh.close();
  }
  await store.close();
});

test('only what is new is read, and what was joined with chunks that are gone', async () => {
  const file = path.join(folder, 'part.sqlite');
  const store = openSqliteStore(file);
  for (let page = 0; page < 40; page++) await store.replaceSource(randomPage(page, page === 20));
  const database = openDatabase(file, 1000, INDEX);
  const look = (known?: LoadedCollection): LoadedCollection => {
    const found = findCollection(database, 'default');
    if (found === undefined) throw new Error('no collection');
    return refresh(database, known, found);
  };
  const first = look();
  expect(first.segments).toHaveLength(3);
  await store.replaceSource(randomPage(3, false));
  const second = look(first);
  expect(second.segments[0]?.chunkIds.length).toBeLessThan(first.segments[0]?.chunkIds.length ?? 0);
  expect(second.segments[1]).toBe(first.segments[1]);
  expect(look(second)).toBe(second);
  for (let page = 0; page < 30; page++) await store.removeSource('default', `page ${page}`);
  expect(idsOf(look(second))).toEqual(idsOf(look()));
  database.raw.close();
  await store.close();
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
