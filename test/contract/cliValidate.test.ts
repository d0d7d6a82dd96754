import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import type { TableColumn } from '../../src/engine/ports.ts';
import type { Row } from '../../src/model/table/value.ts';

/** The verb `validate-data` as it ships: the bundles, its threads, the exit codes. */
const env = { ...process.env, LC_ALL: 'C' };
let folder = '';
let cli = '';

const ID = { name: 'id', type: { kind: 'integer' } } as const;
const NAME = { name: 'name', type: { kind: 'text' } } as const;

async function write(name: string, columns: readonly TableColumn[], rows: readonly Row[]): Promise<Buffer> {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  const table = await createTables().openTable(
    { folder: dirname(file), name: name.split('/').at(-1) ?? '' },
    { columns },
  );
  await table.append(rows);
  await table.publish();
  return readFileSync(file);
}

const rulesFile = (name: string, text: string): void => writeFileSync(join(folder, name), text);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-validate-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: join(folder, 'dist') });
  cli = join(folder, 'dist', 'cli.js');
  const rows = Array.from({ length: 12_000 }, (_, id) => ({ id, name: id === 7 ? `${'a'.repeat(40)}!` : `n${id}` }));
  const bytes = await write('day.parquet', [ID, NAME], rows);
  writeFileSync(join(folder, 'half.parquet'), bytes.subarray(0, bytes.length / 2));
  writeFileSync(join(folder, 'text.parquet'), 'id,name\n');
  writeFileSync(join(folder, 'lzo.parquet'), withCodec(bytes, 'id', LZO));
  await write('bronze/partition_date=2026-01-01/part-00000.parquet', [ID, NAME], [{ id: 1, name: 'a' }]);
  await write('bronze/partition_date=2026-01-02/part-00000.parquet', [ID, NAME], [{ id: 1, name: null }]);
  await write('bronze/_state/hidden.parquet', [NAME], [{ name: 'x' }]);
  await write('mixed/partition_date=2026-01-01/part-00000.parquet', [ID, NAME], [{ id: 1, name: 'a' }]);
  await write('mixed/partition_date=2026-01-02/part-00000.parquet', [{ ...NAME, name: 'id' }], [{ id: 'x' }]);
  await write('flat/a.parquet', [ID], [{ id: 1 }]);
  await write('flat/b.parquet', [ID], [{ id: 2 }]);
  mkdirSync(join(folder, 'empty'));
  mkdirSync(join(folder, 'torn/partition_date=2026-01-01'), { recursive: true });
  writeFileSync(join(folder, 'torn/partition_date=2026-01-01/part-00000.parquet'), bytes.subarray(0, 500));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const LZO = 3;
const SNAPPY = 1;

/** In the footer: field 3, the column's path, and field 4, its codec (an i32, zigzag), in Thrift's compact protocol. */
function withCodec(bytes: Buffer, column: string, codec: number): Buffer {
  const path = [0x19, 0x18, column.length, ...Buffer.from(column), 0x15];
  const at = bytes.lastIndexOf(Buffer.from([...path, SNAPPY * 2]));
  expect(at).toBeGreaterThan(0);
  const changed = Buffer.from(bytes);
  changed[at + path.length] = codec * 2;
  return changed;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const validate = (...argv: readonly string[]): Promise<Ran> =>
  new Promise(end =>
    execFile(process.execPath, [cli, 'validate-data', ...argv], { cwd: folder, env }, (error, out, err) =>
      end({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  );

/** One JSON object on stdout, and no stack anywhere. */
async function told(...argv: readonly string[]) {
  const { code, out, err } = await validate(...argv);
  expect(out + err).not.toMatch(/^\s+at .*\(/m);
  return { code, ...JSON.parse(out) };
}

const rules = (...found: readonly object[]): object => ({ rules: found });

describe('data', { timeout: 60_000 }, () => {
  test.each([
    ['half.parquet', 1, 'table_cut'],
    ['text.parquet', 1, 'table_not_parquet'],
    ['torn', 1, 'table_cut'],
    ['empty', 1, 'folder_without_tables'],
    ['gone.parquet', 2, 'table_missing'],
  ])('%s: exit %i, %s', async (file, exit, code) => {
    const found = await told('--input-file', file);
    expect(found).toMatchObject({ code: exit, status: 'error', error_detail: { code } });
    expect(found.error).toContain(file);
    expect(found.error).not.toContain(folder);
  });

  test('of a codec that is not known: the file and the codec are named', async () => {
    rulesFile('unique.json', '{"unique_columns": ["id"]}');
    const found = await told('--input-file', 'lzo.parquet', '--rules-file', 'unique.json');
    expect(found).toMatchObject({ code: 1, status: 'error', error_detail: { code: 'table_codec' } });
    expect(found.error).toMatch(/lzo\.parquet.*LZO/i);
  });

  test('a folder of partitions is one table: doubled ids over two days, the partition a column', async () => {
    rulesFile('bronze.yaml', 'not_null_columns: [name]\nunique_columns: [id]\nrequired_columns: [partition_date]\n');
    const found = await told('--input-file', 'bronze', '--rules-file', 'bronze.yaml');
    expect(found).toMatchObject({
      ...{ code: 1, status: 'failed', file: 'bronze', rows: 2, columns: ['id', 'name', 'partition_date'] },
      errors: ["Column 'name' has 1 null values", "Column 'id' has 1 duplicate values"],
      rules: [
        { verdict: 'passed' },
        { samples: [{ file: 'partition_date=2026-01-02/part-00000.parquet', row_group: 0, row: 0, value: null }] },
        { samples: [{ value: 1 }] },
      ],
    });
  });

  test('a folder without partitions is one table, too', async () => {
    const found = await told('--input-file', 'flat', '--rules-file', 'unique.json');
    expect(found).toMatchObject({ code: 0, status: 'passed', rows: 2, columns: ['id'], errors: [] });
  });

  test('a folder with two schemas: the rules about what differs could not run, the others did', async () => {
    rulesFile('mixed.json', '{"not_null_columns": ["name"], "unique_columns": ["id"], "min_rows": 2}');
    const found = await told('--input-file', 'mixed', '--rules-file', 'mixed.json');
    expect(found).toMatchObject({ code: 1, validation: 'failed', rows: 2 });
    expect(found).toMatchObject(
      rules(
        { verdict: 'failed', failed: 1, samples: [{ file: 'partition_date=2026-01-02/part-00000.parquet' }] },
        { verdict: 'could_not_run', reason: { code: 'column_types_differ', params: { otherType: 'text' } } },
        { verdict: 'passed' },
      ),
    );
    expect(found.errors[1]).toMatch(/'unique_id' could not run.*integer in .*01-01.*text in .*01-02/);
  });
});

describe('rules', { timeout: 60_000 }, () => {
  test('of a wrong type, and a pattern that never ends, could not run; the others did', async () => {
    const written = [
      '- {kind: range, column: name, min: 1, max: 5}',
      "- {kind: pattern, column: name, pattern: '^(a+)+$'}",
      "- {kind: pattern, column: name, pattern: '^[an]'}",
      '- {kind: not_null, column: nam}',
      '- {kind: unique, column: id}',
    ];
    rulesFile('slow.yaml', `rules:\n${written.map(line => `  ${line}\n`).join('')}`);
    const found = await told('--input-file', 'day.parquet', '--rules-file', 'slow.yaml');
    expect(found).toMatchObject({ code: 1, status: 'failed', validation: 'failed', rows: 12_000 });
    expect(found).toMatchObject(
      rules(
        { verdict: 'could_not_run', reason: { code: 'rule_does_not_fit', params: { column: 'name', type: 'text' } } },
        { verdict: 'could_not_run', reason: { code: 'pattern_too_slow', params: { column: 'name' } } },
        { verdict: 'passed', checked: 12_000 },
        { verdict: 'could_not_run', reason: { code: 'column_missing', params: { nearest: 'name' } } },
        { verdict: 'passed', checked: 12_000 },
      ),
    );
    expect(found.errors).toHaveLength(3);
    expect(found.errors[2]).toBe("Rule 'not_null_nam' could not run: there is no column 'nam', but 'name'");
  });

  test.each([
    ['{"min_rows": 1,\n "unique_columns": [', 2],
    ['{\n "rules": [{"kind": "uniqe", "column": "id"}]}', 2],
    ['{"value_ranges":\n {"id": [5, 1]}}', 2],
    ['{"rules": [\n\n{"kind": "pattern", "column": "id", "pattern": "("}]}', 3],
    ['[]', 1],
  ])('that are wrong: %s is refused at its line with exit 2', async (text, line) => {
    rulesFile('wrong.json', text);
    const found = await told('--input-file', 'day.parquet', '--rules-file', 'wrong.json');
    expect(found).toMatchObject({ code: 2, status: 'error', error_detail: { file: 'wrong.json', line } });
  });

  test('that are not there: exit 2', async () => {
    const found = await told('--input-file', 'day.parquet', '--rules-file', 'none.json');
    expect(found).toMatchObject({ code: 2, error_detail: { kind: 'config', code: 'file_not_found' } });
  });

  test('of the script hold where no file is named', async () => {
    const found = await told('--input-file', 'day.parquet');
    expect(found).toMatchObject({ code: 1, errors: ["Missing columns: {'_ingested_at'}"] });
  });
});

test('without a file: exit 2', async () => {
  expect(await told()).toMatchObject({ code: 2, error_detail: { kind: 'usage', code: 'option_missing' } });
});

test('--help has two examples, and says what the exit codes mean', async () => {
  const { code, out } = await validate('--help');
  expect(code).toBe(0);
  expect(out.match(/ingestion-workshop validate-data --input-file/g)?.length).toBeGreaterThanOrEqual(2);
  expect(out).toContain('could not run');
});
