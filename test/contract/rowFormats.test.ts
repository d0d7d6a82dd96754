import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openFormat } from '../../src/adapters/outputs/rowFormats.ts';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import { compareFormats } from '../../src/engine/compareFormats.ts';
import type { TableColumn } from '../../src/engine/ports.ts';
import { FORMATS, type Format } from '../../src/model/formats.ts';
import type { ColumnType } from '../../src/model/table/columnType.ts';
import { fieldOf, fitFor } from '../../src/model/table/fitValue.ts';
import { storedType } from '../../src/model/table/storedType.ts';
import { createTypeFold } from '../../src/model/table/typeFold.ts';
import type { Row } from '../../src/model/table/value.ts';
import { tables as someTables } from '../fakes/rows.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'formats-'));
const tables = createTables();
afterAll(() => {
  tables.close();
  rmSync(folder, { recursive: true, force: true });
});

const typed = (rows: readonly Row[]): readonly TableColumn[] => {
  const fold = createTypeFold();
  rows.forEach(fold.add);
  return fold.columns();
};

async function throughFile(format: Format, rows: readonly Row[], columns: readonly TableColumn[]) {
  const opened = await openFormat(format, tables);
  const file = await opened.write({ folder, name: `rows.${format}` }, columns);
  await file.append(rows.slice(0, 3));
  await file.append(rows.slice(3));
  await file.publish();
  const read = async (only?: string) => {
    const all: Row[] = [];
    for await (const batch of opened.read(path.join(folder, `rows.${format}`), columns, only)) all.push(...batch);
    return all;
  };
  return { all: await read(), one: await read(columns[0]?.name) };
}

const fitted = (rows: readonly Row[], columns: readonly TableColumn[]) =>
  rows.map(row =>
    Object.fromEntries(columns.map(({ name, type }) => [name, fitFor(storedType(type))(fieldOf(row, name)) ?? null])),
  );

/** CSV writes a JSON text and a text alike. */
const isPlain = (type: ColumnType): boolean =>
  type.kind !== 'json' && (type.kind !== 'struct' || type.fields.length > 0);

describe.each(FORMATS)('%s', format => {
  test('gives back what was written, and one column of it', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(someTables, async rows => {
        const columns = typed(rows).filter(({ type }) => format !== 'csv' || isPlain(storedType(type)));
        fc.pre(columns.length > 0);
        const { all, one } = await throughFile(format, rows, columns);
        expect(all).toEqual(fitted(rows, columns));
        expect(one).toEqual(fitted(rows, columns.slice(0, 1)));
      }),
      { numRuns: 25 },
    );
  });
});

test.each(FORMATS)('%s holds fields that are named as what every object has', async format => {
  const [whole, part] = [{ valueOf: 'x', constructor: 1 }, { valueOf: '' }];
  const rows: readonly Row[] = [{ toString: 1, b: whole }, { toString: 2, b: part }, { b: null }];
  const columns = typed(rows);
  const { all, one } = await throughFile(format, rows, columns);
  expect([all, one]).toEqual([fitted(rows, columns), fitted(rows, columns.slice(0, 1))]);
});

const ROWS: readonly Row[] = Array.from({ length: 2_500 }, (_, id) => ({
  id,
  stop: id % 7 === 0 ? null : `Gare « ${id % 40} », "nord"`,
  fare: id / 100,
  at: new Date(1_767_225_600_000 + id * 1000).toISOString(),
  lines: [`T${id % 5}`, null],
}));

async function writeSource(name: string): Promise<string> {
  const table = await tables.openTable({ folder, name }, { columns: typed(ROWS) });
  await table.append(ROWS);
  await table.publish();
  return path.join(folder, name);
}

const ports = () => {
  let now = 0;
  return {
    openTableFile: tables.openTableFile,
    openFormat: (format: Format) => openFormat(format, tables),
    elapsed: () => ++now,
  };
};

describe('the comparison', () => {
  test('measures each format: its bytes, its writing, its reading, one column of it', async () => {
    const out = path.join(folder, 'out');
    const seen: string[] = [];
    const compared = await compareFormats(ports(), {
      ...{
        file: await writeSource('source.parquet'),
        outDir: out,
        stem: 'source',
        signal: new AbortController().signal,
      },
      onProgress: (format, done, rows) => seen.push(`${format} ${done}/${rows}`),
    });
    expect(compared).toMatchObject({ rows: 2_500, columns: 5, column: 'fare' });
    expect(compared.formats.map(({ format }) => format)).toEqual(['json', 'csv', 'parquet', 'avro']);
    for (const { file, bytes, writeMs, readMs, readOneColumnMs } of compared.formats) {
      expect(bytes).toBe(readFileSync(file).length);
      expect([writeMs, readMs, readOneColumnMs].every(ms => ms > 0)).toBe(true);
    }
    expect(JSON.parse(readFileSync(path.join(out, 'source.json'), 'utf8'))).toHaveLength(2_500);
    expect(readdirSync(out).sort()).toEqual(['source.avro', 'source.csv', 'source.json', 'source.parquet']);
    expect(seen).toContain('csv 2500/2500');
  });

  test('stopped, leaves nothing of the format under way', async () => {
    const out = path.join(folder, 'stopped');
    const stop = new AbortController();
    const request = { file: await writeSource('again.parquet'), outDir: out, stem: 'again', signal: stop.signal };
    await expect(compareFormats(ports(), { ...request, onProgress: () => stop.abort() })).rejects.toThrow();
    expect(readdirSync(out).filter(name => name !== 'again.json')).toEqual([]);
  });

  test('into a folder that is a file: says so', async () => {
    writeFileSync(path.join(folder, 'taken'), '');
    const request = { outDir: path.join(folder, 'taken'), stem: 'x', signal: new AbortController().signal };
    const comparing = compareFormats(ports(), { ...request, file: await writeSource('third.parquet') });
    await expect(comparing).rejects.toMatchObject({ problem: { kind: 'config', code: 'not_a_folder' } });
  });
});

const here = path.join(import.meta.dirname, '..', 'servers', 'tables');
const python = orSkip('python', ensurePython(path.join(here, 'requirements.txt')));

test.skipIf(python === undefined)('fastavro reads the Avro file, decimals and instants included', async () => {
  const rows: readonly Row[] = [
    {
      id: 9007199254740993n,
      fare: 1.5,
      at: '2026-03-29T03:30:00.123456+02:00',
      day: '2024-02-29',
      'a-b': { x: [1, null] },
    },
    { id: -1, fare: -2, at: '9999-12-31T23:59:59Z', day: null, 'a-b': null },
  ];
  const columns = typed(rows).map(column =>
    column.name === 'fare' ? { name: 'fare', type: { kind: 'decimal', precision: 25, scale: 2 } as const } : column,
  );
  await throughFile('avro', rows, columns);
  const asked = [path.join(here, 'read_tables.py'), path.join(folder, 'rows.avro')];
  expect(JSON.parse(execFileSync(python?.python ?? '', asked, { encoding: 'utf8' })).rows).toEqual([
    {
      id: '9007199254740993',
      fare: '1.50',
      at: '2026-03-29T01:30:00.123456Z',
      day: '2024-02-29',
      a_b: { x: ['1', null] },
    },
    { id: '-1', fare: '-2.00', at: '9999-12-31T23:59:59Z', day: null, a_b: null },
  ]);
});
