import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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
