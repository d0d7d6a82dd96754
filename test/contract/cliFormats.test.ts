import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTables } from '../../src/adapters/outputs/tables.ts';

/** The verb `formats` as it ships: the bundles, the reading thread, the exit codes. */
const env = { ...process.env, LC_ALL: 'C' };
let folder = '';
let cli = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-formats-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: join(folder, 'dist') });
  cli = join(folder, 'dist', 'cli.js');
  const columns = [
    { name: 'id', type: { kind: 'integer' } },
    { name: 'fare', type: { kind: 'decimal', precision: 9, scale: 2 } },
  ] as const;
  const table = await createTables().openTable({ folder, name: 'day.parquet' }, { columns });
  await table.append(Array.from({ length: 12_000 }, (_, id) => ({ id, fare: id / 100 })));
  await table.publish();
  const bytes = readFileSync(join(folder, 'day.parquet'));
  writeFileSync(join(folder, 'half.parquet'), bytes.subarray(0, bytes.length / 2));
  writeFileSync(join(folder, 'text.parquet'), 'id,fare\n');
  mkdirSync(join(folder, 'folder.parquet'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const formats = (...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise(end =>
    execFile(process.execPath, [cli, 'formats', ...argv], { cwd: folder, env }, (error, out, err) =>
      end({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  );

test('a table in four formats, each written, measured and read', { timeout: 60_000 }, async () => {
  const { code, out } = await formats('--input-file', 'day.parquet', '--out-dir', 'out');
  const told = JSON.parse(out);
  expect({ code, ...told }).toMatchObject({ code: 0, status: 'success', rows: 12_000, columns: 2, column: 'fare' });
  expect(told.formats.map(({ format }: { format: string }) => format)).toEqual(['json', 'csv', 'parquet', 'avro']);
  for (const { file, bytes } of told.formats) expect(statSync(join(folder, file)).size).toBe(bytes);
  expect(JSON.parse(readFileSync(join(folder, 'out/day.json'), 'utf8'))[11_999]).toEqual({ id: 11_999, fare: 119.99 });
  expect(readFileSync(join(folder, 'out/day.csv'), 'utf8')).toMatch(/^id,fare\n0,0\n1,0\.01\n/);
});

test.each([
  ['half.parquet', 1, 'table_cut'],
  ['text.parquet', 1, 'table_not_parquet'],
  ['folder.parquet', 2, 'table_is_folder'],
  ['gone.parquet', 2, 'table_missing'],
])('%s: exit %i, %s, and nothing is written', async (file, exit, problem) => {
  const { code, out, err } = await formats('--input-file', file, '--out-dir', 'nothing');
  const told = JSON.parse(out);
  expect({ code, ...told }).toMatchObject({ code: exit, status: 'error', error_detail: { code: problem, file } });
  expect(told.error).toContain(file);
  expect(out + err).not.toMatch(/^\s+at .*\(/m);
  expect(readdirSync(folder)).not.toContain('nothing');
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written to is named', async () => {
  mkdirSync(join(folder, 'locked'), { mode: 0o500 });
  const { code, out } = await formats('--input-file', 'day.parquet', '--out-dir', 'locked');
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ error_detail: { kind: 'config', code: 'no_permission' } });
});
