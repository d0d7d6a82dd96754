import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { createTableReading } from '../../src/adapters/outputs/tableReader.ts';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import type { Compression, TableColumn } from '../../src/engine/ports.ts';
import { ProblemError } from '../../src/model/problem.ts';
import { exactJson } from '../../src/model/table/exactJson.ts';
import { fitFor } from '../../src/model/table/fitValue.ts';
import { storedType } from '../../src/model/table/storedType.ts';
import { createTypeFold } from '../../src/model/table/typeFold.ts';
import { typeText } from '../../src/model/table/typeText.ts';
import type { Row } from '../../src/model/table/value.ts';
import { tables } from '../fakes/rows.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tables-'));
const reading = createTableReading();
afterAll(() => {
  reading.close();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;

interface Asked {
  readonly columns?: readonly TableColumn[];
  readonly compression?: Compression;
  readonly name?: string;
}

async function write(rows: readonly Row[], { compression, name = `${++made}.parquet`, ...asked }: Asked = {}) {
  const fold = createTypeFold();
  rows.forEach(fold.add);
  const columns = asked.columns ?? fold.columns();
  const notes = { note: 'là' };
  const table = await openParquetFile({ folder, name }, { columns, notes, ...(compression && { compression }) });
  await table.append(rows);
  return { columns, file: path.join(folder, name), ...(await table.publish()) };
}

async function readAll(file: string, columns?: readonly string[]) {
  const reader = await reading.openTableFile(file);
  const rows: Row[] = [];
  for await (const group of reader.groups(columns)) rows.push(...group);
  await reader.close();
  return { reader, rows };
}

/** As a file gives it back. */
const fitted = (columns: readonly TableColumn[], rows: readonly Row[]) =>
  rows.map(row =>
    Object.fromEntries(
      columns.map(({ name, type }) => [
        name,
        fitFor(storedType(type))(Object.hasOwn(row, name) ? (row[name] ?? null) : null),
      ]),
    ),
  );

describe('what was written reads back equal', { timeout: 60_000 }, () => {
  test.each(['snappy', 'zstd', 'gzip', 'none'] as const)('of any rows, with %s', async compression => {
    await fc.assert(
      fc.asyncProperty(tables, async rows => {
        const { columns, file } = await write(rows, { compression, name: `${compression}.parquet` });
        const { reader, rows: read } = await readAll(file);
        expect(read).toEqual(fitted(columns, rows));
        expect(reader.rows).toBe(rows.length);
        expect(reader.columns.map(({ name, type }) => [name, typeText(type)])).toEqual(
          columns.map(({ name, type }) => [name, typeText(storedType(type))]),
        );
      }),
      { numRuns: 25 },
    );
  });
});

const MANY: readonly Row[] = Array.from({ length: 25_000 }, (_, id) => ({
  id,
  stop: `stop ${id % 40}`,
  at: `2026-01-${String((id % 28) + 1).padStart(2, '0')}T08:00:00.25Z`,
  lines: id % 3 === 0 ? null : [`T${id % 5}`],
}));

describe('a table', () => {
  test('is read by columns and by ranges, from the row groups that are asked for', async () => {
    const { file } = await write(MANY);
    const reader = await reading.openTableFile(file);
    expect(reader.notes).toEqual({ note: 'là' });
    const rows = await reader.read({ columns: ['lines', 'id'], from: 9_998, count: 4 });
    expect(rows).toEqual(
      [9_998, 9_999, 10_000, 10_001].map(id => ({ lines: id % 3 === 0 ? null : [`T${id % 5}`], id })),
    );
    expect(await reader.read({ from: 24_999, count: 10 })).toEqual([
      { id: 24_999, stop: 'stop 39', at: '2026-01-24T08:00:00.250Z', lines: null },
    ]);
    expect(await reader.read({ from: 25_000, count: 10 })).toEqual([]);
    const { rows: ids } = await readAll(file, ['id']);
    expect(ids.map(({ id }) => id)).toEqual(MANY.map(({ id }) => id));
    await expect(reader.read({ columns: ['nowhere'], from: 0, count: 1 })).rejects.toMatchObject(
      problem('column_missing'),
    );
  });

  test('says its bytes and their sha256, and nothing is beside it', async () => {
    const { file, bytes, sha256 } = await write(MANY.slice(0, 10), { name: 'whole.parquet' });
    const written = readFileSync(file);
    expect({ bytes, sha256 }).toEqual({
      bytes: written.length,
      sha256: createHash('sha256').update(written).digest('hex'),
    });
    expect(readdirSync(folder).filter(name => !name.endsWith('.parquet'))).toEqual([]);
  });

  test('that is not finished, or holds what does not fit, leaves no file', async () => {
    const columns = [{ name: 'id', type: { kind: 'integer' } }] as const;
    const table = await openParquetFile({ folder, name: 'never.parquet' }, { columns });
    await table.append([{ id: 1 }, { id: 'x' }]);
    await expect(table.publish()).rejects.toMatchObject({
      problem: { kind: 'data', code: 'value_does_not_fit', params: { column: 'id', value: 'x', row: 1 } },
    });
    await table.discard();
    expect(readdirSync(folder).filter(name => name.includes('never'))).toEqual([]);
  });
});

const typed = (rows: readonly Row[]): readonly TableColumn[] => {
  const fold = createTypeFold();
  rows.forEach(fold.add);
  return fold.columns();
};

/** More than are written without a thread. */
const THREAD_ROWS: readonly string[] = Array.from({ length: 20_000 }, () => '{"id":1}');

const PLACES = { 'where they are': 0, 'in a thread of its own': THREAD_ROWS.length };

describe.each(Object.entries(PLACES))('a table written from JSON texts, %s', { timeout: 60_000 }, (_name, before) => {
  const opened = createTables();
  beforeAll(async () => {
    const table = await opened.openJsonTable({ folder, name: 'before.parquet' }, { columns: typed([{ id: 1 }]) });
    if (before > 0) await table.append(THREAD_ROWS);
    await table.publish();
  });
  afterAll(() => opened.close());

  test('is byte by byte the one that is written here', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.nat(3), async (rows, cut) => {
        const options = { columns: typed(rows), notes: { note: 'là' } };
        const here = await openParquetFile({ folder, name: 'here.parquet' }, options);
        await here.append(rows);
        const aside = await opened.openJsonTable({ folder, name: 'aside.parquet' }, options);
        await aside.append(rows.slice(0, cut).map(exactJson));
        await aside.append(rows.slice(cut).map(exactJson));
        expect(await aside.publish()).toEqual(await here.publish());
      }),
      { numRuns: 50 },
    );
  });

  test('holds its defaults where a row says nothing, and null where it says null', async () => {
    const columns = typed([{ id: 1, source: 'api' }]);
    const table = await opened.openJsonTable({ folder, name: 'd.parquet' }, { columns, defaults: { source: 'api' } });
    await table.append(['{"id":1}', '{"id":2,"source":null}', '{"id":3,"source":"mine"}']);
    await table.publish();
    const { rows } = await readAll(path.join(folder, 'd.parquet'));
    expect(rows.map(row => row['source'])).toEqual(['api', null, 'mine']);
  });

  test('that holds what does not fit leaves no file, and no folder that was made for it', async () => {
    const columns = typed([{ id: 1 }]);
    const place = { folder: path.join(folder, 'new'), name: 'never.parquet' };
    const table = await opened.openJsonTable(place, { columns });
    await table.append(['{"id":"x"}']);
    await expect(table.publish()).rejects.toMatchObject({ problem: { kind: 'data', code: 'value_does_not_fit' } });
    await table.discard();
    expect(readdirSync(folder)).not.toContain('new');
  });
});

describe('a table that a thread writes', { timeout: 60_000 }, () => {
  test('is refused when the thread is gone, and the next one is written', async () => {
    const columns = typed([{ id: 1 }]);
    const [first, second] = ['first.parquet', 'second.parquet'].map(name => ({ folder, name }));
    if (!first || !second) throw new Error();
    const lost = createTables();
    const table = await lost.openJsonTable(first, { columns });
    await table.append(THREAD_ROWS);
    lost.close();
    await expect(table.publish()).rejects.toMatchObject({ problem: { kind: 'system', code: 'write_failed' } });
    await table.discard();
    const next = await lost.openJsonTable(second, { columns });
    await next.append(['{"id":1}']);
    expect((await next.publish()).bytes).toBeGreaterThan(0);
    lost.close();
  });
});

const problem = (code: string) => ({ problem: { code } });

describe('a file that is no whole table', { timeout: 60_000 }, () => {
  test('is refused, each with its reason', async () => {
    const { file } = await write(MANY.slice(0, 100));
    const bytes = readFileSync(file);
    const refused = async (name: string, content: Uint8Array | string, code: string) => {
      const bad = path.join(folder, name);
      writeFileSync(bad, content);
      await expect(reading.openTableFile(bad)).rejects.toMatchObject(problem(code));
    };
    await refused('half', bytes.subarray(0, bytes.length / 2), 'table_cut');
    await refused('empty', '', 'table_not_parquet');
    await refused('short', 'PAR1', 'table_cut');
    await refused('text', 'id,stop\n1,2\n', 'table_not_parquet');
    await refused('middle', Buffer.concat([bytes.subarray(0, 40), bytes.subarray(-400)]), 'table_corrupt');
    mkdirSync(path.join(folder, 'folder'));
    await expect(reading.openTableFile(path.join(folder, 'folder'))).rejects.toMatchObject(problem('table_is_folder'));
    await expect(reading.openTableFile(path.join(folder, 'gone'))).rejects.toMatchObject(problem('table_missing'));
  });

  test.skipIf(process.getuid?.() === 0)('that may not be read is refused', async () => {
    const { file } = await write(MANY.slice(0, 1));
    chmodSync(file, 0);
    await expect(reading.openTableFile(file)).rejects.toMatchObject(problem('table_unreadable'));
  });

  test('that is replaced while it is read is not taken for the first', async () => {
    const { file } = await write(MANY.slice(0, 10), { name: 'swap.parquet' });
    const reader = await reading.openTableFile(file);
    await write(MANY.slice(0, 20), { name: 'swap.parquet' });
    const again = await reading.openTableFile(file);
    expect(again.rows).toBe(20);
    await expect(reader.read({ from: 0, count: 1 })).rejects.toMatchObject(problem('table_changed'));
  });

  test('with any byte changed gives rows or a problem; one that would be read for ever is given up', async () => {
    const quick = createTableReading({ deadlineMs: 500 });
    const { file } = await write(MANY.slice(0, 300), { compression: 'none' });
    const bytes = readFileSync(file);
    const bad = path.join(folder, 'bytes.parquet');
    const whys = new Set<string>();
    // The first column's page headers, its levels and its first values.
    for (const [at, byte] of Array.from(
      { length: 80 },
      (_, place) => [4 + (place >> 1), place & 1 ? 255 : 0] as const,
    )) {
      const copy = Buffer.from(bytes);
      copy[at] = byte;
      writeFileSync(bad, copy);
      try {
        const reader = await quick.openTableFile(bad);
        for await (const rows of reader.groups()) expect(rows.length).toBe(300);
      } catch (error) {
        expect(error).toMatchObject({ problem: { kind: 'data', params: { path: bad } } });
        if (!(error instanceof ProblemError)) throw error;
        const { code, params } = error.problem;
        whys.add(`${code} ${params['why'] ?? params['seconds']}`);
      }
    }
    expect(whys).toContain('table_corrupt a page contradicts its column');
    expect(whys).toContain('table_too_slow 0.5');
    quick.close();
  });
});
