import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { createTableReading } from '../../src/adapters/outputs/tableReader.ts';
import { parseExactJson } from '../../src/model/table/exactJson.ts';
import { createTypeFold } from '../../src/model/table/typeFold.ts';
import { typeText } from '../../src/model/table/typeText.ts';
import { ExactDecimal, isStruct, type Row } from '../../src/model/table/value.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const here = path.join(import.meta.dirname, '..', 'servers', 'tables');
const python = orSkip('python', ensurePython(path.join(here, 'requirements.txt')));

/** Every type, with nulls: what an API may say in one page. */
const TEXT = `[
  {"id": 9007199254740993, "count": 1, "fare": 1.0050000000000000001, "big": 123456789012345678901234567890, "ratio": 0.1,
   "open": true, "day": "2024-02-29", "at": "2026-03-29T03:30:00.123456+02:00", "local": "2026-03-29T02:30:00",
   "name": "Tramway « Élysée » 🚋", "mixed": "x", "any": {"a": [1]}, "tags": ["a", null, ""],
   "stop": {"name": "Gare", "point": {"lat": 48.85, "lon": null}, "lines": [{"no": 1}, {"no": null}]}, "never": null, "none": []},
  {"id": -9223372036854775808, "count": -2, "fare": -19.99, "big": -1, "ratio": -2.5e-300,
   "open": false, "day": "0001-01-01", "at": "1969-12-31T23:59:59.999999Z", "local": "9999-12-31T23:59:59.999999",
   "name": "", "mixed": 2, "any": "text", "tags": [],
   "stop": {"name": null, "point": null, "lines": []}, "never": null, "none": []},
  {"id": null, "count": null, "fare": null, "big": null, "ratio": null, "open": null, "day": null, "at": null,
   "local": null, "name": null, "mixed": null, "any": null, "tags": null, "stop": null}
]`;

const ROWS = [
  {
    ...{ id: '9007199254740993', count: '1', ratio: 0.1, open: true, day: '2024-02-29' },
    ...{ fare: '1.0050000000000000001', big: '123456789012345678901234567890' },
    ...{ at: '2026-03-29T01:30:00.123456Z', local: '2026-03-29T02:30:00', name: 'Tramway « Élysée » 🚋' },
    ...{ mixed: 'x', any: '{"a":[1]}', tags: ['a', null, ''], never: null, none: [] },
    stop: { lines: [{ no: '1' }, { no: null }], name: 'Gare', point: { lat: 48.85, lon: null } },
  },
  {
    ...{ id: '-9223372036854775808', count: '-2', ratio: -2.5e-300, open: false, day: '0001-01-01' },
    ...{ fare: '-19.9900000000000000000', big: '-1' },
    ...{ at: '1969-12-31T23:59:59.999999Z', local: '9999-12-31T23:59:59.999999', name: '' },
    ...{ mixed: '2', any: '"text"', tags: [], never: null, none: [] },
    stop: { lines: [], name: null, point: null },
  },
  Object.fromEntries(
    'id count fare big ratio open day at local name mixed any tags stop never none'
      .split(' ')
      .map(name => [name, null]),
  ),
];

const TYPES = {
  pyarrow: {
    ...{ id: 'int64', count: 'int64', fare: 'decimal128(21, 19)', big: 'decimal128(30, 0)', ratio: 'double' },
    ...{ open: 'bool', day: 'date32[day]', at: 'timestamp[us, tz=UTC]', local: 'timestamp[us]', name: 'string' },
    ...{ mixed: 'string', any: 'string', tags: 'list<element: string>', never: 'null', none: 'list<element: null>' },
  },
  duckdb: {
    ...{ id: 'BIGINT', count: 'BIGINT', fare: 'DECIMAL(21,19)', big: 'DECIMAL(30,0)', ratio: 'DOUBLE' },
    ...{ open: 'BOOLEAN', day: 'DATE', at: 'TIMESTAMP WITH TIME ZONE', local: 'TIMESTAMP', name: 'VARCHAR' },
    ...{ mixed: 'VARCHAR', any: 'JSON', tags: 'VARCHAR[]' },
  },
} as const;

async function write(compression: 'snappy' | 'zstd' | 'gzip' | 'none'): Promise<string> {
  const name = `${compression}.parquet`;
  const parsed = parseExactJson(TEXT);
  const rows: readonly Row[] = Array.isArray(parsed) ? parsed.filter(isStruct) : [];
  const fold = createTypeFold();
  rows.forEach(fold.add);
  const table = await openParquetFile({ folder, name }, { columns: fold.columns(), compression });
  await table.append(rows);
  await table.publish();
  return path.join(folder, name);
}

interface Told {
  readonly reader: 'pyarrow' | 'duckdb';
  readonly types: Readonly<Record<string, string>>;
  readonly rows: readonly unknown[];
}

describe.skipIf(python === undefined)('pyarrow and DuckDB', { timeout: 120_000 }, () => {
  test('read every type, null and compression as it was written', async () => {
    const files = [];
    for (const compression of ['snappy', 'zstd', 'gzip', 'none'] as const) files.push(await write(compression));
    const told = execFileSync(python?.python ?? '', [path.join(here, 'read_tables.py'), ...files], {
      encoding: 'utf8',
    });
    const all: Told[] = told
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(all).toHaveLength(8);
    for (const { reader, types, rows } of all) {
      expect(types).toMatchObject(TYPES[reader]);
      expect(rows, reader).toEqual(ROWS);
    }
  });

  test('write types that we do not, and they are read exactly', async () => {
    const files = ['pyarrow.parquet', 'duckdb.parquet'].map(name => path.join(folder, name));
    execFileSync(python?.python ?? '', [path.join(here, 'write_tables.py'), ...files]);
    const [arrow, duck] = await Promise.all(files.map(readAll));
    expect(arrow?.rows).toEqual([FOREIGN, nulls(FOREIGN), expect.objectContaining({ i8: -128, i64: 2n ** 63n - 1n })]);
    expect(arrow?.rows[2]).toMatchObject({
      nested: [],
      map: {},
      large: '',
      dec: new ExactDecimal('-0.01'),
      half: -0.25,
    });
    expect(arrow?.types).toMatchObject({
      u64: 'decimal(20,0)',
      ns: 'timestamp (nanos)',
      nested: expect.stringMatching(/^list/),
    });
    expect(duck?.rows).toEqual([DUCK, nulls(DUCK)]);
  });
});

const FOREIGN: Row = {
  ...{
    i8: 1,
    u32: 4_294_967_295,
    u64: new ExactDecimal('18446744073709551615'),
    i64: -(2n ** 63n),
    half: 1.5,
    single: 0.5,
  },
  ...{ dec: new ExactDecimal('12.5'), dec38: new ExactDecimal(`${'1'.repeat(36)}.25`), day: '2024-02-29' },
  ...{ ms: '2026-03-29T01:30:00.123', ns: '2026-03-29T01:30:00.123456Z', clock: '08:30:00.250' },
  ...{ word: 'a', large: 'é', raw: 'AP8=', nested: [{ x: [1, null] }], map: { k: 1 }, nothing: null },
};

const DUCK: Row = {
  ...{ i: 1, s: 'a', t: '2026-03-29T01:30:00.500', l: [1, null], st: { x: 1.5 }, d: new ExactDecimal('12.5'), b: true },
};

const nulls = (row: Row): Row => Object.fromEntries(Object.keys(row).map(name => [name, null]));

async function readAll(file: string) {
  const { openTableFile, close } = createTableReading();
  const reader = await openTableFile(file);
  const rows: Row[] = [];
  for await (const group of reader.groups()) rows.push(...group);
  close();
  return { rows, types: Object.fromEntries(reader.columns.map(({ name, type }) => [name, typeText(type)])) };
}
