import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { openVectorCache } from '../../src/adapters/sqlite/vectorCache.ts';
import type { VectorCache } from '../../src/engine/ports.ts';
import { createFakeLog, createFakeVectors } from '../fakes/ports.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'iw-vectors-'));
let files = 0;
const newFile = (): string => path.join(folder, `${++files}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hashOf = (at: number): string => at.toString(16).padStart(64, '0');
const vector = new Float32Array([0.6, 0.8]);

describe.each<[string, () => VectorCache]>([
  ['SQLite', () => openVectorCache(newFile(), createFakeLog())],
  ['the fake', createFakeVectors],
])('%s', (_, open) => {
  test('gives back what is there, bit by bit, and nothing else', () => {
    const cache = open();
    expect(cache.read('a', [hashOf(1)])).toEqual(new Map());
    cache.write('a', [[hashOf(1), vector]]);
    cache.write('a', [[hashOf(2), vector.toReversed()]]);
    expect(cache.read('a', [hashOf(1), hashOf(3)])).toEqual(new Map([[hashOf(1), vector]]));
    expect(cache.read('b', [hashOf(1)])).toEqual(new Map());
  });

  test('forgets one model at a time', () => {
    const cache = open();
    for (const identity of ['a', 'b']) cache.write(identity, [[hashOf(1), vector]]);
    cache.forget('a');
    expect([cache.read('a', [hashOf(1)]).size, cache.read('b', [hashOf(1)]).size]).toEqual([0, 1]);
  });
});

test('remembers across openings', () => {
  const file = newFile();
  const first = openVectorCache(file, createFakeLog());
  first.write('a', [[hashOf(1), vector]]);
  first.close();
  const second = openVectorCache(file, createFakeLog());
  expect(second.read('a', [hashOf(1)]).get(hashOf(1))).toEqual(vector);
  second.close();
});

test('beyond its limit what was not used for longest goes', () => {
  const file = newFile();
  const long = new Float32Array(1024).fill(0.03125);
  const cache = openVectorCache(file, createFakeLog(), 400_000);
  cache.write('a', [[hashOf(0), long]]);
  for (let at = 1; at <= 60; at++) cache.write('a', [[hashOf(at), long]]);
  const old = new DatabaseSync(file);
  old.exec('UPDATE vectors SET used = used - 10');
  old.close();
  cache.read('a', [hashOf(0)]);
  for (let at = 61; at <= 120; at++) cache.write('a', [[hashOf(at), long]]);
  const left = cache.read(
    'a',
    Array.from({ length: 121 }, (_, at) => hashOf(at)),
  );
  expect([left.has(hashOf(0)), left.has(hashOf(1)), left.has(hashOf(120))]).toEqual([true, false, true]);
  expect(left.size).toBeLessThan(100);
  cache.close();
});

test.each<[string, (file: string) => void]>([
  ['is no database', file => writeFileSync(file, 'x'.repeat(5000))],
  [
    'is of another program',
    file => {
      const database = new DatabaseSync(file);
      database.exec('CREATE TABLE vectors (x)');
      database.close();
    },
  ],
])('a file that %s is set aside and begun anew, told once', (_, damage) => {
  const file = newFile();
  damage(file);
  const log = createFakeLog();
  const cache = openVectorCache(file, log);
  cache.write('a', [[hashOf(1), vector]]);
  expect(cache.read('a', [hashOf(1)]).size).toBe(1);
  expect(log.lines.map(line => line.code)).toEqual(['cache_damaged']);
  cache.close();
});

test('a file of a newer version is done without, and left as it is', () => {
  const file = newFile();
  const newer = new DatabaseSync(file);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  const log = createFakeLog();
  const cache = openVectorCache(file, log);
  cache.write('a', [[hashOf(1), vector]]);
  expect([cache.read('a', [hashOf(1)]).size, log.lines.map(line => line.code)]).toEqual([0, ['cache_unusable']]);
  cache.close();
});
