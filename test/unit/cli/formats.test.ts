import { describe, expect, test } from 'vitest';
import type { FormatsRequest } from '../../../src/engine/compareFormats.ts';
import type { ComparedFormats } from '../../../src/model/formats.ts';
import { fail } from '../../../src/model/problem.ts';
import { command, fakeEngine } from './fakeWorld.ts';

const COMPARED: ComparedFormats = {
  rows: 12_345,
  columns: 3,
  column: 'fare',
  formats: [
    { format: 'json', file: '/ada/out/day.json', bytes: 2_000_000, writeMs: 200.04, readMs: 100, readOneColumnMs: 90 },
    {
      format: 'parquet',
      file: '/ada/out/day.parquet',
      bytes: 300_000,
      writeMs: 1_500,
      readMs: 80,
      readOneColumnMs: 4.56,
    },
  ],
};

const asked: FormatsRequest[] = [];
const engine = fakeEngine({
  compareFormats: async request => {
    asked.push(request);
    return COMPARED;
  },
});
const ARGV = ['formats', '--input-file', 'data/day.parquet', '--out-dir', 'out'];

describe('formats', () => {
  test('gives the contract’s fields', async () => {
    const { code, json } = await command(ARGV, { engine });
    expect({ code, json: json() }).toMatchObject({
      code: 0,
      json: {
        ...{ status: 'success', rows: 12_345, columns: 3, column: 'fare', duration_ms: expect.any(Number) },
        formats: [
          {
            ...{ format: 'json', file: 'out/day.json', bytes: 2_000_000 },
            write_ms: 200,
            read_ms: 100,
            read_one_column_ms: 90,
          },
          { format: 'parquet', bytes: 300_000, write_ms: 1_500, read_ms: 80, read_one_column_ms: 4.6 },
        ],
      },
    });
    expect(asked.at(-1)).toMatchObject({ file: '/ada/data/day.parquet', outDir: '/ada/out', stem: 'day' });
  });

  test.each([
    ['en', ['12,345 rows × 3 columns', 'one column', 'parquet  300 kB  1,500 ms   80 ms      4.6 ms']],
    ['fr', ['12\u202f345 lignes × 3 colonnes', '  écriture', '«\u00a0fare\u00a0»']],
  ])('is a table on a terminal (%s)', async (language, texts) => {
    const world = { env: { LANG: `${language}.UTF-8` } };
    const { out } = await command(ARGV, { engine, tty: true, world });
    for (const text of texts) expect(out).toContain(text);
  });

  test.each([
    [['formats', '--out-dir', 'out'], 'option_missing'],
    [['formats', '--input-file', 'x.parquet'], 'option_missing'],
    [['formats', '--input-file', 'out/x.parquet', '--out-dir', 'out'], 'formats_over_input'],
  ])('%j is refused before anything is written', async (argv, code) => {
    const ran = await command(argv, { engine });
    expect(ran.code).toBe(2);
    expect(ran.json()).toMatchObject({ status: 'error', error_detail: { kind: 'usage', code } });
  });

  test('names the file as it was written', async () => {
    const cut = fakeEngine({
      compareFormats: ({ file }) => Promise.reject(fail('data', 'table_cut', { path: file, why: 'no footer' })),
    });
    const ran = await command(ARGV, { engine: cut });
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({
      error: expect.stringMatching(/^data\/day\.parquet begins as a Parquet file, but its end is missing/),
      error_detail: { kind: 'data', code: 'table_cut', file: 'data/day.parquet' },
    });
  });
});
