import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openCache } from '../../src/adapters/sqlite/cache.ts';
import { createFakeLog } from '../fakes/ports.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'iw-cache-'));
let files = 0;
const newFile = (): string => path.join(folder, `${++files}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const URI = 'http://ville.test/a';
const record = { key: 'k1', artifact: 'runs/r/a.md', sha256: 'x', source: { uri: URI } };

function edit(file: string, sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

test('remembers across openings', () => {
  const file = newFile();
  const first = openCache(file, createFakeLog());
  expect(first.activity('k1')).toBeUndefined();
  first.putActivity(URI, 'CONVERTION', record);
  first.close();
  const second = openCache(file, createFakeLog());
  expect(second.activity('k1')).toEqual(record);
  expect(second.lastActivity(URI, 'CONVERTION')).toEqual(record);
  second.close();
});

test.each<[string, (file: string) => void]>([
  ['is no database', file => writeFileSync(file, 'x'.repeat(5000))],
  ['is of another program', file => edit(file, 'CREATE TABLE page (x)')],
  [
    'holds a record that is no JSON',
    file => {
      const cache = openCache(file, createFakeLog());
      cache.putActivity(URI, 'CONVERTION', record);
      cache.close();
      edit(file, "UPDATE activity SET record = '{bad'");
    },
  ],
])('a file that %s is set aside and begun anew, told once', (_, damage) => {
  const file = newFile();
  damage(file);
  const log = createFakeLog();
  const cache = openCache(file, log);
  expect(cache.activity('k1')).toBeUndefined();
  cache.putActivity(URI, 'CONVERTION', record);
  expect(cache.lastActivity(URI, 'CONVERTION')).toEqual(record);
  expect(log.lines.map(line => line.code)).toEqual(['cache_damaged']);
  cache.close();
});

test('a file that cannot be opened is done without', () => {
  const file = newFile();
  mkdirSync(file);
  const log = createFakeLog();
  const cache = openCache(file, log);
  cache.putActivity(URI, 'CONVERTION', record);
  expect(cache.activity('k1')).toBeUndefined();
  expect(log.lines.map(line => line.code)).toEqual(['cache_unusable']);
  cache.close();
});
