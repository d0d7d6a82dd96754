import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { toProblem } from '../../src/model/problem.ts';
import { findTables } from '../../src/adapters/quality/findTables.ts';

const folder = mkdtempSync(join(tmpdir(), 'find-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a linked folder is part of a dataset, once, and a link to a folder above ends', async () => {
  const [data, elsewhere] = [join(folder, 'data'), join(folder, 'elsewhere')];
  mkdirSync(join(data, 'p=1'), { recursive: true });
  mkdirSync(elsewhere);
  for (const place of [join(data, 'p=1'), elsewhere]) writeFileSync(join(place, 'a.parquet'), '');
  // What Windows lets everybody make.
  symlinkSync(elsewhere, join(data, 'p=2'), 'junction');
  symlinkSync(data, join(data, 'p=3'), 'junction');
  expect(await findTables(data)).toEqual(['p=1/a.parquet', 'p=2/a.parquet']);
});

test('a dataset is its Parquet files in order of path: what begins with _ or . is invisible, as other files are', async () => {
  const data = join(folder, 'names');
  for (const place of ['p=2', 'p=1', '_state', '.git']) mkdirSync(join(data, place), { recursive: true });
  const names = [
    'p=2/z.PARQ',
    'p=1/b.pq',
    'p=1/c.pqt',
    'p=1/a.parquet',
    'p=1/_SUCCESS',
    'p=1/_a.parquet',
    'p=1/.a.parquet',
  ];
  for (const name of [...names, '_state/a.parquet', '.git/a.parquet', 'p=1/a.parquet.tmp', 'a.csv'])
    writeFileSync(join(data, name), '');
  expect(await findTables(data)).toEqual(['p=1/a.parquet', 'p=1/b.pq', 'p=1/c.pqt', 'p=2/z.PARQ']);
});

test('what is no folder has no tables: a file, and what is not there', async () => {
  writeFileSync(join(folder, 'a.parquet'), '');
  expect(await findTables(join(folder, 'a.parquet'))).toBeNull();
  expect(await findTables(join(folder, 'nowhere'))).toBeNull();
});

test('a link to a folder that cannot be reached is named; a validation is refused where it is a partition', async () => {
  const data = join(folder, 'lost');
  mkdirSync(join(data, 'p=1'), { recursive: true });
  writeFileSync(join(data, 'p=1', 'a.parquet'), '');
  symlinkSync(join(folder, 'nowhere'), join(data, 'latest'), 'junction');
  symlinkSync(join(folder, 'nowhere.txt'), join(data, 'notes.txt'));
  expect(await findTables(data)).toEqual(['p=1/a.parquet']);
  symlinkSync(join(folder, 'nowhere'), join(data, 'p=2'), 'junction');
  const lost: unknown[] = [];
  const tell = (name: string, thrown: unknown) => lost.push([name, toProblem(thrown).code]);
  expect(await findTables(data, tell)).toEqual(['p=1/a.parquet']);
  expect(lost).toEqual([
    ['latest/', 'link_lost'],
    ['p=2/', 'link_lost'],
  ]);
  await expect(findTables(data)).rejects.toMatchObject({ problem: { code: 'link_lost' } });
});
