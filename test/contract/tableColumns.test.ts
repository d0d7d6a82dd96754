import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { createTableReading } from '../../src/adapters/outputs/tableReader.ts';
import type { ColumnFacts, TableColumn, TableReader } from '../../src/engine/ports.ts';
import { ExactDecimal, type Row, type Value } from '../../src/model/table/value.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'columns-'));
const reading = createTableReading();
afterAll(() => {
  reading.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (name: string): Promise<TableReader> => reading.openTableFile(path.join(folder, name));

/** Of all groups: as a list, so that NaN is compared as NaN. */
async function whole(reader: TableReader, name: string): Promise<Value[]> {
  const values: Value[] = [];
  for (const group of reader.facts.keys()) values.push(...(await reader.column(group, name)));
  return values;
}

const factOf = (reader: TableReader, group: number, name: string): ColumnFacts | undefined =>
  reader.facts[group]?.columns.get(name);

const OURS: readonly TableColumn[] = [
  { name: 'id', type: { kind: 'integer' } },
  { name: 'fare', type: { kind: 'double' } },
  { name: 'stop', type: { kind: 'text' } },
  { name: 'price', type: { kind: 'decimal', precision: 10, scale: 2 } },
  { name: 'at', type: { kind: 'timestamp', isZoned: true, unit: 'micros' } },
  { name: 'day', type: { kind: 'date' } },
  { name: 'lines', type: { kind: 'list', element: { kind: 'text' } } },
];

const ROWS: readonly Row[] = Array.from({ length: 25_000 }, (_, at) => ({
  id: at % 10 === 9 ? null : 1_234_567 + at,
  fare: at % 4 === 0 ? null : at / 8,
  stop: at < 10_000 ? 'a stop whose name is longer than any statistics' : `stop ${at % 40}`,
  price: new ExactDecimal(`${at % 100}.25`),
  at: `2026-01-01T08:00:00.00000${at % 10}Z`,
  day: '2026-01-01',
  lines: [`T${at % 5}`],
}));

async function writeOurs(name: string): Promise<string> {
  const table = await openParquetFile({ folder, name }, { columns: OURS });
  await table.append(ROWS);
  await table.publish();
  return path.join(folder, name);
}

describe('a table of ours', { timeout: 60_000 }, () => {
  test('says rows, nulls and exact bounds of each row group', async () => {
    await writeOurs('ours.parquet');
    const reader = await open('ours.parquet');
    expect(reader.facts.map(({ rows }) => rows)).toEqual([10_000, 10_000, 5_000]);
    expect(factOf(reader, 1, 'id')).toEqual({ nulls: 1_000, min: 1_244_567, max: 1_254_565 });
    expect(factOf(reader, 0, 'fare')).toMatchObject({ nulls: null, min: 1 / 8, max: 9_999 / 8 });
    expect(factOf(reader, 0, 'stop')).toEqual({ nulls: 0, min: null, max: null });
    expect(factOf(reader, 0, 'price')).toEqual({ nulls: 0, min: null, max: null });
    const [min, max] = ['2026-01-01T08:00:00Z', '2026-01-01T08:00:00.000009Z'];
    expect(factOf(reader, 0, 'at')).toEqual({ nulls: 0, min, max });
    expect(factOf(reader, 0, 'day')).toEqual({ nulls: 0, min: '2026-01-01', max: '2026-01-01' });
    expect(factOf(reader, 0, 'lines')).toBeUndefined();
  });

  test('gives its columns as its rows have them', async () => {
    const reader = await open('ours.parquet');
    const rows = await reader.read({ from: 0, count: ROWS.length });
    for (const { name, type } of OURS) {
      const numbers = type.kind === 'integer' || type.kind === 'double';
      expect(await whole(reader, name)).toEqual(rows.map(row => row[name] ?? (numbers ? NaN : null)));
    }
    expect(await reader.column(0, 'id')).toBeInstanceOf(Float64Array);
    await expect(reader.column(0, 'nowhere')).rejects.toMatchObject({ problem: { code: 'column_missing' } });
    await expect(reader.column(3, 'id')).rejects.toMatchObject({ problem: { code: 'table_corrupt' } });
  });

  test('whose smallest value is above its largest says neither', async () => {
    const bytes = readFileSync(await writeOurs('lies.parquet'));
    const [low, high] = [1_234_567n, 1_244_565n].map(one => {
      const value = Buffer.alloc(8);
      value.writeBigInt64LE(one);
      return value;
    });
    if (!low || !high) throw new RangeError();
    // In the footer, which comes last.
    const [min, max] = [bytes.lastIndexOf(low), bytes.lastIndexOf(high)];
    high.copy(bytes, min);
    low.copy(bytes, max);
    writeFileSync(path.join(folder, 'lies.parquet'), bytes);
    const reader = await open('lies.parquet');
    expect(factOf(reader, 0, 'id')).toEqual({ nulls: 1_000, min: null, max: null });
    expect((await reader.column(0, 'id'))[0]).toBe(1_234_567);
  });
});

describe('a column of which any byte was changed', { timeout: 60_000 }, () => {
  test.each(['none', 'snappy'] as const)('gives as many values, or a problem, at once: %s', async compression => {
    const columns = OURS.filter(({ name }) => ['id', 'stop', 'fare'].includes(name));
    const table = await openParquetFile({ folder, name: 'bytes.parquet' }, { columns, compression });
    await table.append(ROWS.slice(0, 40));
    await table.publish();
    const bytes = readFileSync(path.join(folder, 'bytes.parquet'));
    const outcomes = new Set<string>();
    for (let at = 4; at < 900; at += 3) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (at % 2 ? 255 : 1);
      writeFileSync(path.join(folder, 'changed.parquet'), copy);
      try {
        const reader = await open('changed.parquet');
        for (const { name } of reader.columns) expect(await reader.column(0, name)).toHaveLength(40);
        outcomes.add('values');
      } catch (error) {
        expect(error).toMatchObject({ problem: { kind: 'data', code: expect.stringMatching(/^table_/) } });
        outcomes.add('a problem');
      }
    }
    expect([...outcomes].sort()).toEqual(['a problem', 'values']);
  });
});

const here = path.join(import.meta.dirname, '..', 'servers', 'tables');
const python = orSkip('python', ensurePython(path.join(here, 'requirements.txt')));

describe.skipIf(python === undefined)('tables of pandas and pyarrow', { timeout: 120_000 }, () => {
  beforeAll(() => {
    execFileSync(python?.python ?? '', [path.join(here, 'write_columns.py'), folder]);
  }, 120_000);

  const ids = Array.from({ length: 1_000 }, (_, at) => at);
  const FRAME: Readonly<Record<string, readonly Value[]>> = {
    id: ids,
    half: ids.map(at => (at % 2 ? NaN : at / 4)),
    nan: ids.map(at => (at % 3 ? at : NaN)),
    small: ids,
    text: ids.map(at => (at % 5 ? `stop ${at % 7}` : null)),
    kind: ids.map(at => `T${at % 3}`),
    whole: ids.map(at => (at % 4 ? at : NaN)),
    open: ids.map(at => at % 2 === 0),
    at: ids.map(
      at => `2026-01-01T00:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
    ),
  };

  test.each(['pandas', 'v2', 'plain', 'small', 'delta'])('are read column by column: %s', async name => {
    const reader = await open(`${name}.parquet`);
    for (const [column, expected] of Object.entries(FRAME)) {
      const values = await whole(reader, column);
      expect(
        values.map(one => (column === 'at' ? String(one).slice(0, 19) : one)),
        column,
      ).toEqual(expected);
    }
  });

  test('say what they know', async () => {
    const reader = await open('pandas.parquet');
    expect(factOf(reader, 0, 'id')).toEqual({ nulls: 0, min: 0, max: 999 });
    // Those of `nan` are no nulls to the file.
    expect(factOf(reader, 0, 'nan')).toEqual({ nulls: null, min: 1, max: 998 });
    expect(factOf(reader, 0, 'whole')).toEqual({ nulls: 250, min: 1, max: 999 });
    expect(factOf(reader, 0, 'text')).toMatchObject({ nulls: 200 });
    expect(factOf(reader, 0, 'open')).toEqual({ nulls: 0, min: false, max: true });
    expect(factOf(reader, 0, 'at')).toMatchObject({ min: expect.stringMatching(/^2026-01-01T00:00:00/) });
  });

  const LONG: Readonly<Record<string, readonly Value[]>> = {
    id: [2n ** 53n + 1n, null, -(2n ** 63n), 7],
    nan: [NaN, NaN, -0, 1.5],
    single: [0.5, NaN, -1, Infinity],
    text: ['é', null, '', 'x'.repeat(10_000)],
    kind: ['a', null, 'b', 'a'],
    list: [[1], null, [], [2, null]],
    big: [new ExactDecimal('1'), null, new ExactDecimal('18446744073709551615'), new ExactDecimal('0')],
    u32: [1, NaN, 4_294_967_295, 0],
  };

  test.each(['groups', 'silent'])('keep int64, NaN, null and dictionaries: %s', async name => {
    const reader = await open(`${name}.parquet`);
    for (const [column, expected] of Object.entries(LONG))
      expect(await whole(reader, column), column).toEqual(expected);
    // Whether a column without a value is of numbers is nothing that its file must say.
    expect((await whole(reader, 'none')).every(one => one === null || Number.isNaN(one))).toBe(true);
  });

  test('that say nothing are not guessed', async () => {
    const groups = await open('groups.parquet');
    expect(factOf(groups, 0, 'id')).toEqual({ nulls: 1, min: 2n ** 53n + 1n, max: 2n ** 53n + 1n });
    expect(factOf(groups, 1, 'big')).toMatchObject({ max: new ExactDecimal('18446744073709551615') });
    expect(factOf(groups, 0, 'none')).toEqual({ nulls: 2, min: null, max: null });
    const silent = await open('silent.parquet');
    expect(silent.facts.map(({ rows, columns }) => [rows, columns.size])).toEqual([
      [2, 0],
      [2, 0],
    ]);
  });
});
