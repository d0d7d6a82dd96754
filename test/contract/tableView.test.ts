import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createTableViews } from '../../src/adapters/composeTables.ts';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { findTables } from '../../src/adapters/quality/findTables.ts';
import { createTableReading } from '../../src/adapters/outputs/tableReader.ts';
import { arrange } from '../../src/engine/tableView/arrange.ts';
import { findText } from '../../src/engine/tableView/findText.ts';
import { readCell, readSlice } from '../../src/engine/tableView/readCells.ts';
import { valuesAt } from '../../src/engine/tableView/readValues.ts';
import type { TableView } from '../../src/engine/tableView/tableView.ts';
import type { TableColumn } from '../../src/engine/ports.ts';
import type { Row, Value } from '../../src/model/table/value.ts';
import { cellText } from '../../src/model/tableView/cellText.ts';
import type { Cell } from '../../src/model/tableView/table.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';

/** Folders that go before they are listed. */
const unlisted = vi.hoisted(() => new Set<unknown>());
vi.mock('node:fs/promises', async original => {
  const files = await original<typeof import('node:fs/promises')>();
  const readdir = vi.fn(async (...asked: Parameters<typeof files.readdir>) => {
    if (unlisted.has(asked[0])) rmSync(String(asked[0]), { recursive: true });
    return files.readdir(...asked);
  });
  return { ...files, readdir };
});

const folder = mkdtempSync(path.join(tmpdir(), 'view-'));
const views = createTableViews();
afterAll(() => {
  views.close();
  rmSync(folder, { recursive: true, force: true });
});

const placeOf = (name: string): string => path.join(folder, name);
const open = (name: string): Promise<TableView> => views.open(placeOf(name));
const ALL = { filters: [], sort: [] };
const problem = (code: string, kind = 'data') => ({ problem: { kind, code } });

async function cellsOf(view: TableView, from = 0, count = 500): Promise<readonly (readonly Cell[])[]> {
  const columns = [...view.columns.keys()];
  return (await readSlice(view, await arrange(view, ALL), { columns, from, count })).cells;
}

async function write(name: string, columns: readonly TableColumn[], rows: readonly Row[]): Promise<void> {
  const table = await openParquetFile(
    { folder: path.dirname(placeOf(name)), name: path.basename(name) },
    { columns, compression: 'none' },
  );
  await table.append(rows);
  await table.publish();
}

const COLUMNS: readonly TableColumn[] = [
  { name: 'id', type: { kind: 'integer' } },
  { name: 'word', type: { kind: 'text' } },
];
/** Lists too. */
const FEW: readonly TableColumn[] = [...COLUMNS, { name: 'tags', type: { kind: 'list', element: { kind: 'text' } } }];
const ROWS = Array.from({ length: 300 }, (_, at): Row => ({ id: 7000 + at, word: at % 3 ? `word ${at}` : null }));

/** What stands somewhere in a file, changed. */
function edit(from: string, to: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(placeOf(to), change(readFileSync(placeOf(from))));
}

describe('a file that is not whole', { timeout: 60_000 }, () => {
  beforeAll(() => write('whole.parquet', COLUMNS, ROWS));

  test('is refused with what is wrong with it', async () => {
    edit('whole.parquet', 'cut.parquet', bytes => bytes.subarray(0, bytes.length - 20));
    edit('whole.parquet', 'encrypted.parquet', bytes =>
      Buffer.from(bytes.toString('latin1').replaceAll('PAR1', 'PARE'), 'latin1'),
    );
    edit('whole.parquet', 'footer.parquet', bytes => bytes.fill(255, bytes.length - 60, bytes.length - 8));
    writeFileSync(placeOf('text.parquet'), 'a,b\n1,2\n'.repeat(10));
    await expect(open('cut.parquet')).rejects.toMatchObject(problem('table_cut'));
    await expect(open('encrypted.parquet')).rejects.toMatchObject(problem('table_encrypted'));
    await expect(open('footer.parquet')).rejects.toMatchObject(problem('table_corrupt'));
    await expect(open('text.parquet')).rejects.toMatchObject(problem('table_not_parquet'));
    await expect(open('nowhere.parquet')).rejects.toMatchObject(problem('table_missing', 'config'));
    expect((await open('whole.parquet')).head.rows).toBe(300);
  });

  test('shows the columns that can be read, and says of the other what is wrong', async () => {
    await write('words.parquet', COLUMNS.toReversed(), ROWS);
    // The first page's header, and its levels.
    edit('words.parquet', 'column.parquet', bytes => bytes.fill(255, 4, bytes.indexOf('word 1')));
    const view = await open('column.parquet');
    const slice = await readSlice(view, await arrange(view, ALL), { columns: [0, 1], from: 0, count: 2 });
    expect(slice.cells).toEqual([
      [null, '7000'],
      [null, '7001'],
    ]);
    expect(slice.failures).toMatchObject([
      { column: 0, problem: { code: 'column_corrupt', params: { column: 'word' } } },
    ]);
    const byWord = { filters: [], sort: [{ column: 0, isDescending: false }] };
    await expect(arrange(view, byWord)).rejects.toMatchObject(problem('column_corrupt'));
    const byId = { filters: [{ column: 1, text: '> 7297' }], sort: [{ column: 1, isDescending: true }] };
    expect([...((await arrange(view, byId)).order ?? [])]).toEqual([299, 298]);
    const sought = { query: ALL, text: '7002', columns: [0, 1], from: 0, column: 0, isBackwards: false };
    expect(await findText(view, await arrange(view, ALL), sought)).toEqual({ position: 2, column: 1 });
  });

  test('that is replaced or deleted while it is open is not shown as if it were still there', async () => {
    copyFileSync(placeOf('whole.parquet'), placeOf('gone.parquet'));
    const view = await open('gone.parquet');
    expect(await cellsOf(view, 1, 1)).toEqual([['7001', 'word 1']]);
    await write('gone.parquet', COLUMNS, ROWS.slice(0, 5));
    await expect(cellsOf(view, 1, 1)).rejects.toMatchObject(problem('table_changed'));
    rmSync(placeOf('gone.parquet'));
    await expect(cellsOf(view, 1, 1)).rejects.toMatchObject(problem('table_missing', 'config'));
  });

  test('whose reading was given up answers the next question', async () => {
    const reading = createTableReading();
    const reader = await reading.openTableFile(placeOf('whole.parquet'));
    const asked = { group: 0, columns: [0], rows: Uint32Array.of(3) };
    const lost = reader.cells(asked);
    // As a deadline ends it: the thread is gone, whatever it was doing.
    reading.close();
    await expect(lost).rejects.toMatchObject(problem('table_closed', 'system'));
    expect(await reader.cells(asked)).toEqual([{ cells: ['7003'] }]);
    reading.close();
  });

  test('says which column has a type that is not known, and shows the others', async () => {
    const columns = ['id', 'word'].map((name): TableColumn => ({ name, type: { kind: 'json' } }));
    await write('json.parquet', columns, [{ id: 1, word: ['a'] }]);
    // Of the schema: the physical type before the name, 10 where 6 (BYTE_ARRAY) was.
    edit('json.parquet', 'type.parquet', bytes => {
      const name = bytes.indexOf('\u0018\u0002id', bytes.lastIndexOf('root'));
      bytes[bytes.lastIndexOf(Buffer.from([0x15, 0x0c]), name) + 1] = 20;
      return bytes;
    });
    const view = await open('type.parquet');
    expect(view.head.columns).toMatchObject([{ problem: { code: 'column_type' } }, { problem: null }]);
    expect(await cellsOf(view)).toEqual([[null, '["a"]']]);
  });

  test.each(['none', 'snappy'] as const)(
    'with any byte changed shows as many cells, or a problem: %s',
    async compression => {
      const table = await openParquetFile({ folder, name: 'bytes.parquet' }, { columns: FEW, compression });
      await table.append(ROWS.slice(0, 40).map(row => ({ ...row, tags: ['a', null] })));
      await table.publish();
      const reading = createTableReading({ deadlineMs: 10_000 });
      const bytes = readFileSync(placeOf('bytes.parquet'));
      const outcomes = new Set<string>();
      const rows = Uint32Array.of(39, 0, 20);
      for (let at = 4; at < bytes.length - 8; at += 5) {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ (at % 2 ? 255 : 1);
        writeFileSync(placeOf('changed.parquet'), copy);
        try {
          const reader = await reading.openTableFile(placeOf('changed.parquet'));
          for (const read of await reader.cells({ group: 0, columns: [...reader.seen.keys()], rows })) {
            outcomes.add('cells' in read ? 'cells' : read.problem.code);
            if ('cells' in read) expect(read.cells).toHaveLength(3);
          }
        } catch (error) {
          expect(error).toMatchObject({ problem: { code: expect.stringMatching(/^table_/) } });
          outcomes.add('table');
        }
      }
      reading.close();
      expect([...outcomes]).toEqual(expect.arrayContaining(['cells', 'column_corrupt', 'table']));
    },
  );
});

describe('a folder', { timeout: 60_000 }, () => {
  test('leaves out what cannot be read, and says how its files differ', async () => {
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'].map(day => `data/partition_date=${day}`);
    for (const day of days) mkdirSync(placeOf(day), { recursive: true });
    await write(`${days[0]}/a.parquet`, COLUMNS, ROWS.slice(0, 2));
    const other: readonly TableColumn[] = [
      { name: 'id', type: { kind: 'double' } },
      { name: 'new', type: { kind: 'boolean' } },
    ];
    await write(`${days[1]}/a.parquet`, other, [{ id: 0.5, new: true }]);
    writeFileSync(placeOf(`${days[2]}/a.parquet`), 'PAR1 and nothing more');
    const view = await open('data');
    expect(view.head).toMatchObject({
      ...{ name: 'data', isFolder: true, rows: 3 },
      unread: [{ name: 'partition_date=2026-01-03/a.parquet', problem: { code: 'table_cut' } }],
      columns: [
        { name: 'id', type: 'int64', isPartition: false },
        { name: 'word', type: 'string' },
        { name: 'new', type: 'boolean' },
        { name: 'partition_date', type: 'date', kind: 'date', isPartition: true },
      ],
    });
    expect(view.head.differences.map(({ column, types }) => [column, types.map(({ type }) => type)])).toEqual([
      ['id', ['int64', 'double']],
      ['word', ['string', null]],
      ['new', [null, 'boolean']],
    ]);
    expect(await cellsOf(view)).toEqual([
      ['7000', null, null, '2026-01-01'],
      ['7001', 'word 1', null, '2026-01-01'],
      ['0.5', null, 'true', '2026-01-02'],
    ]);
    const sorted = await arrange(view, { filters: [], sort: [{ column: 0, isDescending: false }] });
    expect([...(sorted.order ?? [])]).toEqual([2, 0, 1]);
    const filtered = await arrange(view, { filters: [{ column: 3, text: '= 2026-01-02' }], sort: [] });
    expect([...(filtered.order ?? [])]).toEqual([2]);
    const found = { query: ALL, text: '01-02', columns: [0, 3], from: 0, column: 3, isBackwards: false };
    expect(await findText(view, await arrange(view, ALL), found)).toEqual({ position: 2, column: 3 });
  });

  test('leaves out, and names, a folder that goes while it is read; of nothing else it says why', async () => {
    for (const day of ['going/p=1', 'going/p=2', 'gone/p=1']) mkdirSync(placeOf(day), { recursive: true });
    await write('going/p=2/a.parquet', COLUMNS, ROWS.slice(0, 2));
    unlisted.add(placeOf('going/p=1')).add(placeOf('gone/p=1'));
    const { head } = await open('going');
    expect(head).toMatchObject({ rows: 2, unread: [{ name: 'p=1/', problem: { code: 'file_missing' } }] });
    await expect(open('gone')).rejects.toMatchObject(problem('file_missing', 'config'));
  });

  test('is refused by whoever may leave nothing out, as a validation', async () => {
    mkdirSync(placeOf('judged/p=1'), { recursive: true });
    unlisted.add(placeOf('judged/p=1'));
    await expect(findTables(placeOf('judged'))).rejects.toMatchObject(problem('file_missing', 'config'));
  });

  test('of which nothing can be read says so', async () => {
    mkdirSync(placeOf('bad'));
    writeFileSync(placeOf('bad/a.parquet'), 'nothing');
    await expect(open('bad')).rejects.toMatchObject(problem('folder_unread'));
  });
});

const here = path.join(import.meta.dirname, '..', 'servers', 'tables');
const python = orSkip('python', ensurePython(path.join(here, 'requirements.txt')));

describe.skipIf(python === undefined)('tables of pyarrow', { timeout: 120_000 }, () => {
  beforeAll(() => {
    execFileSync(python?.python ?? '', [path.join(here, 'write_view.py'), folder]);
  }, 120_000);

  test('show every digit of every type', async () => {
    const view = await open('exact.parquet');
    const cells = await cellsOf(view);
    const shown = Object.fromEntries(
      view.head.columns.map(({ name, type, kind }, at) => [name, [type, kind, ...cells.map(row => row[at])]]),
    );
    expect(shown).toEqual(EXACT);
    const old = await cellsOf(await open('int96.parquet'));
    expect(old.flat()).toEqual(['2026-03-29T00:00:00', null, '0001-01-01T00:00:00']);
  });

  test.each([
    ['i64', [2, 0, 1]],
    ['u64', [1, 0, 2]],
    ['u32', [2, 0, 1]],
    ['d38', [2, 0, 1]],
    ['f32', [0, 1, 2]],
    ['half', [2, 0, 1]],
    ['us', [2, 0, 1]],
    ['ns', [2, 0, 1]],
    ['text', [0, 2, 1]],
    ['raw', [1, 0, 2]],
    ['fix', [0, 2, 1]],
  ])('are in the order of their values: %s', async (name, expected) => {
    const view = await open('exact.parquet');
    const column = view.columns.findIndex(one => one.name === name);
    const { order } = await arrange(view, { filters: [], sort: [{ column, isDescending: false }] });
    expect([...(order ?? [])]).toEqual(expected);
  });

  test('hold moments of other centuries in their order', async () => {
    const { order } = await arrange(await open('int96.parquet'), {
      filters: [],
      sort: [{ column: 0, isDescending: false }],
    });
    expect([...(order ?? [])]).toEqual([2, 0, 1]);
  });

  test.each(['v1', 'v2', 'index', 'plain', 'delta'])('give any rows as all rows have them: %s', async name => {
    const reading = createTableReading();
    const reader = await reading.openTableFile(placeOf(`${name}.parquet`));
    const all: Row[] = [];
    for await (const rows of reader.groups()) all.push(...rows);
    reading.close();
    const view = await open(`${name}.parquet`);
    const raw = view.columns.findIndex(one => one.name === 'raw');
    const typed = view.columns.map(({ name: one, type }) => ({ name: one, type }));
    const valueOf = (row: number, at: number): Value => {
      const value = all[row]?.[typed[at]?.name ?? ''] ?? null;
      return at === raw ? Buffer.from(String(value), 'base64').toString('hex') : value;
    };
    const expectedRow = (row: number) => typed.map(({ type }, at) => cellText(valueOf(row, at), type));
    for (const from of [2990, 0, 1690, 1234, 847, 2100])
      expect(await cellsOf(view, from, 15)).toEqual(
        Array.from({ length: Math.min(15, 3000 - from) }, (_, at) => expectedRow(from + at)),
      );
    const numbers = Uint32Array.from({ length: 200 }, (_, at) => (at * 1847 + 13) % 3000);
    const whole = Uint32Array.from(all.keys());
    for (const at of typed.keys()) {
      expect(await valuesAt(view, at, numbers)).toEqual(Array.from(numbers, row => valueOf(row, at)));
      expect(await valuesAt(view, at, whole)).toEqual(all.map((_, row) => valueOf(row, at)));
    }
  });

  test('without rows or columns are empty, and two columns may have one name', async () => {
    expect((await open('no_rows.parquet')).head).toMatchObject({ rows: 0, columns: [{ name: 'a' }, { name: 'b' }] });
    expect((await open('no_columns.parquet')).head).toMatchObject({ columns: [] });
    const twice = await open('twice.parquet');
    expect(twice.head.columns).toMatchObject([
      { name: 'a', type: 'int64', problem: null },
      { name: 'a', type: 'string', problem: null },
    ]);
    expect(await cellsOf(twice)).toEqual([
      ['1', 'x'],
      ['2', null],
    ]);
  });

  test('show all but the column whose compression is not known', async () => {
    // Of its footer: LZ4_RAW, which pyarrow writes, becomes LZO, which nobody does.
    edit('codec.parquet', 'lzo.parquet', bytes => {
      const name = Buffer.from('\u0018\u0005other\u0015\u000e', 'latin1');
      bytes[bytes.lastIndexOf(name) + name.length - 1] = 6;
      return bytes;
    });
    const view = await open('lzo.parquet');
    expect(view.head.columns).toMatchObject([
      { problem: null },
      { problem: { code: 'column_codec', params: { column: 'other' } } },
    ]);
    const slice = await readSlice(view, await arrange(view, ALL), { columns: [0, 1], from: 0, count: 2 });
    expect(slice.cells).toEqual([
      ['1', null],
      ['2', null],
    ]);
    expect(slice.failures).toMatchObject([{ column: 1, problem: { code: 'column_codec' } }]);
  });

  test('say of a column that is encrypted that it is, where the footer can be read', async () => {
    const view = await open('encrypted.parquet');
    expect(view.head.columns).toMatchObject([
      { problem: null },
      { problem: { code: 'column_encrypted', params: { column: 'secret' } } },
    ]);
    expect(await cellsOf(view)).toEqual([
      ['1', null],
      ['2', null],
    ]);
  });

  test('of a cell of twenty megabytes let only its beginning travel', async () => {
    const view = await open('long.parquet');
    const [first, second] = await cellsOf(view);
    expect(first).toEqual([
      '1',
      { text: 'é'.repeat(200), length: 10_000_000 },
      { text: '01'.repeat(100), length: 20_000_000 },
    ]);
    expect(second).toEqual(['2', 'short', '']);
    expect(await readCell(view, 0, 1)).toEqual({ text: 'é'.repeat(1_000_000), length: 10_000_000 });
    expect(await readCell(view, 0, 2)).toMatchObject({ length: 20_000_000 });
  });
});

const EXACT = {
  i64: ['int64', 'number', '9007199254740993', null, '-9223372036854775808'],
  u64: ['uint64', 'number', '18446744073709551615', '0', null],
  u32: ['uint32', 'number', '4294967295', null, '0'],
  i8: ['int8', 'number', '-128', '127', null],
  d38: ['decimal(38, 2)', 'number', `${'1'.repeat(36)}.20`, null, '-0.01'],
  d9: ['decimal(9, 2)', 'number', '12.50', '0.00', null],
  f32: ['float', 'number', '0.1', 'NaN', null],
  f64: ['double', 'number', '0.1', '-Infinity', '-0'],
  half: ['float16', 'number', '1.5', null, '-0.25'],
  yes: ['boolean', 'boolean', 'true', null, 'false'],
  day: ['date', 'date', '2024-02-29', null, '0001-01-01'],
  ms: ['timestamp[ms]', 'timestamp', '2026-03-29T01:30:00.123', null, null],
  us: ['timestamp[µs, UTC]', 'timestamp', '2026-03-29T01:30:00.123456Z', null, '1969-12-31T23:59:59.999999Z'],
  ns: ['timestamp[ns]', 'timestamp', '2026-03-29T01:30:00.123456789', null, '1969-12-31T23:59:59.999999999'],
  clock: ['time[µs]', 'text', '08:30:00.250', null, '00:00:00'],
  text: ['string', 'text', '', null, 'é\n🚋'],
  raw: ['binary', 'binary', '00ff', '', null],
  fix: ['binary(3)', 'binary', '010203', null, 'ffffff'],
  list: ['list<int64>', 'nested', '[1,null]', '[]', null],
  struct: ['struct', 'nested', '{"a":1152921504606846976,"b":null}', null, '{"a":null,"b":"x"}'],
  map: ['map<string, int64>', 'nested', '{"k":1}', '{}', null],
  keys: ['map<string, int64>', 'nested', '[["10",1],["2",null]]', '[["a",1],["a",2]]', '{"__proto__":1}'],
  days: ['map<date, list<map<string, string>>>', 'nested', '[["2026-03-29",[{"k":"v"}]]]', null, '{}'],
  none: ['null', 'null', null, null, null],
};
