import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { createStagingStore } from '../../src/adapters/sqlite/staging.ts';
import type { StagedPage, StagedRow } from '../../src/model/api/staged.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'staging-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const store = createStagingStore(folder);
const row = (key: string, fields: Partial<StagedRow> = {}): StagedRow => ({
  key,
  partitionDate: '2026-01-01',
  order: null,
  json: `{"id":"${key}"}`,
  reason: null,
  ...fields,
});
const page = (number: number, next: string | null = null): Omit<StagedPage, 'added' | 'deadLetters'> => ({
  ...{ number, next, mark: null, rows: 0, bytes: 0, attempt: 1, warning: null },
  uri: `http://127.0.0.1/?page=${number}`,
});
const keysOf = (batches: Iterable<readonly StagedRow[]>) => [...batches].flat().map(({ key }) => key);

test('rows of a day come back in the order of their arrival; dead letters stand apart', () => {
  const staging = store.open('order');
  staging.addPage(page(1), [row('b'), row('a', { partitionDate: '2026-01-02' })]);
  const reason = { code: 'x', params: { column: 'id' } };
  staging.addPage(page(2), [row('c', { partitionDate: null, reason }), row('0')]);
  expect(staging.partitions()).toEqual([
    { partitionDate: '2026-01-01', rows: 2 },
    { partitionDate: '2026-01-02', rows: 1 },
  ]);
  expect(keysOf(staging.rows('2026-01-01'))).toEqual(['b', '0']);
  expect([staging.uriOf(2), staging.uriOf(3)]).toEqual(['http://127.0.0.1/?page=2', null]);
  expect([...staging.rows(null)].flat()).toEqual([{ seq: 3, page: 2, ...row('c', { partitionDate: null, reason }) }]);
  staging.close();
});

test('a day with thousands of rows comes in batches', () => {
  const staging = store.open('batches');
  const keys = Array.from({ length: 2500 }, (_, at) => String(at));
  staging.addPage(
    page(1),
    keys.map(key => row(key)),
  );
  expect([...staging.rows('2026-01-01')].map(({ length }) => length)).toEqual([1000, 1000, 500]);
  expect(keysOf(staging.rows('2026-01-01'))).toEqual(keys);
  staging.close();
});

test('of two rows of one key the newer stays, at the place of the first', () => {
  const staging = store.open('twice');
  staging.addPage(page(1), [row('a', { order: '9' }), row('b')]);
  const second = staging.addPage(page(2), [row('a', { order: '10', json: '"new"' }), row('b', { json: '"later"' })]);
  staging.addPage(page(3), [row('a', { order: '8', json: '"old"' })]);
  expect(second).toMatchObject({ page: { added: 0 }, fresh: [], hasReplaced: true });
  expect([...staging.rows('2026-01-01')].flat().map(({ json }) => json)).toEqual(['"new"', '"later"']);
  staging.close();
});

test('rows are counted where they stand, also when they have moved', () => {
  const staging = store.open('counts');
  const reason = { code: 'x', params: {} };
  staging.addPage(page(1), [row('a'), row('b'), row('dead', { partitionDate: null, reason })]);
  expect(staging.addPage(page(2), [row('a'), row('b', { partitionDate: '2026-01-02', json: '2' })])).toMatchObject({
    fresh: [],
    hasReplaced: true,
  });
  staging.addPage(page(3), [row('left out', { partitionDate: null, json: '' })]);
  const counts = [
    { partitionDate: '2026-01-01', rows: 1 },
    { partitionDate: '2026-01-02', rows: 1 },
  ];
  expect(staging.partitions()).toEqual(counts);
  expect(keysOf(staging.rows(null))).toEqual(['dead']);
  staging.addPage(page(4), [row('a', { partitionDate: '2026-01-02', json: '3' })]);
  staging.commit();
  staging.close();
  const again = store.open('counts');
  expect(again.partitions()).toEqual([{ partitionDate: '2026-01-02', rows: 2 }]);
  expect(keysOf(again.rows('2026-01-01'))).toEqual([]);
  again.close();
});

test('what an earlier version has staged is counted when it is opened', () => {
  const staging = store.open('earlier');
  staging.addPage(page(1), [
    row('a'),
    row('b'),
    row('dead', { partitionDate: null, reason: { code: 'x', params: {} } }),
  ]);
  staging.commit();
  staging.close();
  const database = new DatabaseSync(path.join(folder, 'runs/earlier/staging.sqlite'));
  database.exec('DROP TABLE day');
  database.close();
  const again = store.open('earlier');
  expect(again.partitions()).toEqual([{ partitionDate: '2026-01-01', rows: 2 }]);
  expect(keysOf(again.rows(null))).toEqual(['dead']);
  again.close();
});

test('what was committed is there after a crash, what was not is gone', () => {
  const staging = store.open('crash');
  staging.addPage(page(1, 'two'), [row('a')]);
  staging.setNote('types', '[]');
  staging.commit();
  staging.addPage(page(2, 'three'), [row('b')]);
  staging.setNote('types', '[1]');
  staging.close();
  const again = store.open('crash');
  expect([again.has('a'), again.has('b')]).toEqual([true, false]);
  expect([again.hasAsked('two'), again.hasAsked('three')]).toEqual([true, false]);
  expect(again.pages(1)).toEqual([{ ...page(1, 'two'), added: 1, deadLetters: 0 }]);
  expect(again.note('types')).toBe('[]');
  again.close();
  store.remove('crash');
  expect(readdirSync(path.join(folder, 'runs/crash'))).toEqual([]);
});

test('what was cleared is gone when it is committed, and not before', () => {
  const staging = store.open('cleared');
  staging.addPage(page(1, 'two'), [row('a'), row('b')]);
  staging.setNote('types', '[]');
  staging.commit();
  expect(keysOf(staging.rows('2026-01-01'))).toEqual(['a', 'b']);
  staging.clear();
  expect([staging.has('a'), staging.pages(1), staging.partitions(), staging.note('types')]).toEqual([
    ...[false, [], [], undefined],
  ]);
  staging.close();
  const again = store.open('cleared');
  expect([again.has('a'), again.note('types')]).toEqual([true, '[]']);
  again.clear();
  again.addPage(page(1), [row('c')]);
  again.commit();
  again.close();
  const third = store.open('cleared');
  expect(keysOf(third.rows('2026-01-01'))).toEqual(['c']);
  expect([third.hasAsked('two'), third.partitions()[0]?.rows]).toEqual([false, 1]);
  third.close();
});

test('a page that cannot be added takes with it what is not committed: none is told as kept', () => {
  const staging = store.open('spoiled');
  staging.addPage(page(1), [row('a')]);
  staging.commit();
  staging.addPage(page(2), [row('b')]);
  // @ts-expect-error -- the database refuses it, as a full disk would
  expect(() => staging.addPage(page(3), [row('c', { json: null })])).toThrow();
  expect(() => staging.setNote('reading', '{}')).toThrow();
  expect(() => staging.commit()).toThrow();
  staging.close();
  const again = store.open('spoiled');
  expect(again.pages(1).map(({ number }) => number)).toEqual([1]);
  expect(keysOf(again.rows('2026-01-01'))).toEqual(['a']);
  again.close();
});
