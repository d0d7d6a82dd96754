import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import { createQualityVerbs } from '../../src/engineHost/qualityVerbs.ts';
import type { TableColumn } from '../../src/engine/filePorts.ts';
import type { ValidationAsked } from '../../src/protocol/quality.ts';

/** What the engine process keeps of a validation, over real files. */
let folder = '';
const moved: number[] = [];
const verbs = createQualityVerbs(
  // SAFETY: nothing else is told by these verbs.
  () => ({ validationMoved: ({ total }: { total: number }) => void moved.push(total) }) as never,
);
const COLUMNS: readonly TableColumn[] = [
  { name: 'id', type: { kind: 'integer', isLong: true } },
  { name: 'stop', type: { kind: 'text' } },
  { name: 'fare', type: { kind: 'double' } },
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kept-reports-'));
  const rules = [
    '- { id: fares, kind: range, column: fare, min: 0, max: 100 }',
    '- { id: stops, kind: not_null, column: stops }',
  ];
  writeFileSync(join(folder, 'trams-rules.yaml'), `rules:\n  ${rules.join('\n  ')}\n`);
  await write([5, 500, 7, -1, 9]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(fares: readonly number[]): Promise<void> {
  const tables = createTables();
  const table = await tables.openTable({ folder, name: 'a.parquet' }, { columns: COLUMNS });
  await table.append(fares.map((fare, at) => ({ id: 2n ** 60n + BigInt(at), stop: at === 3 ? '' : 'Lavoir', fare })));
  await table.publish();
  tables.close();
}

const asked = (): ValidationAsked => ({
  ...{ id: 'v', store: join(folder, 'store'), path: join(folder, 'a.parquet'), name: 'a.parquet' },
  rules: { file: join(folder, 'trams-rules.yaml'), name: 'trams-rules.yaml' },
});
const failing = () => verbs.failingRows({ ...asked(), rule: 'fares', from: 0, count: 50 });

test('a validation is kept, with the rows on which each rule failed and their values', async () => {
  expect(await verbs.keptReport(asked())).toBeNull();
  const answer = await verbs.validateData(asked());
  expect(answer.view).toMatchObject({ validation: 'failed', rows: 5, failingRows: 2, before: null });
  expect(moved.length).toBeGreaterThan(0);
  expect(await verbs.keptReport(asked())).toEqual(JSON.parse(JSON.stringify(answer)));
  expect(await failing()).toEqual({
    columns: [
      { name: 'id', isNumber: true, isJudged: false },
      { name: 'stop', isNumber: false, isJudged: false },
      { name: 'fare', isNumber: true, isJudged: true },
    ],
    rows: [
      { file: '', row: 1, cells: ['1152921504606846977', 'Lavoir', '500'] },
      { file: '', row: 3, cells: ['1152921504606846979', '', '-1'] },
    ],
    ...{ total: 2, problem: null },
    where: { files: 1, most: { file: '', rows: 2, first: 1, last: 3 } },
  });
  expect(await verbs.failingRows({ ...asked(), rule: 'fares', from: 1, count: 1 })).toMatchObject({
    ...{ total: 2, rows: [{ row: 3 }] },
  });
});

test('a rule about a column that is not there is told at the column’s name, with what was meant', async () => {
  const { faults } = await verbs.validateData(asked());
  expect(faults).toEqual([
    {
      ...{ line: 3, span: { line: 3, column: 42, endLine: 3, endColumn: 47 }, meant: 'stop' },
      told: expect.objectContaining({ code: 'could_not_run.column_missing_near' }),
    },
  ]);
});

test('each run is compared with the one before, and remembered', async () => {
  await write([5, 500, 7, 8, 9]);
  await verbs.validateData(asked());
  const { view } = (await verbs.keptReport(asked()))!;
  const [fares] = view.rules;
  expect(fares).toMatchObject({ failed: 1, change: 'better', before: { id: 'fares', failed: 2 } });
  expect(fares?.past.map(({ failed }) => failed)).toEqual([2, 2, 1]);
});

test('it is written as HTML, as Markdown and as the command line’s JSON, with columns masked', async () => {
  const written = async (form: 'html' | 'md' | 'json', ...masked: string[]) => {
    const file = join(folder, `report.${form}`);
    await verbs.exportReport({ ...asked(), form, masked, language: 'fr', file });
    return readFileSync(file, 'utf8');
  };
  expect(await written('html')).toMatch(/lang="fr"[^]*<bdi>500<\/bdi>/);
  expect(await written('md', 'fare')).toMatch(/1152921504606846977 \| Lavoir \| ••• \|/);
  expect(JSON.parse(await written('json'))).toMatchObject({
    errors: [expect.stringMatching(/^Column 'fare' has 1 values out of range/), expect.any(String)],
    rules: [
      { id: 'fares', samples: [{ row: 1, value: 500 }] },
      { id: 'stops', verdict: 'could_not_run' },
    ],
  });
});

test('all failing rows of one rule are extracted, and only of that one', async () => {
  const { file, rows } = await verbs.extractRows({
    ...asked(),
    rule: 'fares',
    folder: join(folder, 'out'),
    format: 'csv',
  });
  expect([rows, readdirSync(join(folder, 'out'))]).toEqual([1, ['fares.csv']]);
  expect(readFileSync(file, 'utf8')).toMatch(/^id,stop,fare,_rule,/);
});

test('values of a file that has changed since are not shown beside a verdict on others', async () => {
  utimesSync(join(folder, 'a.parquet'), new Date(), new Date(Date.now() + 5_000));
  expect(await failing()).toMatchObject({ rows: [{ row: 1, cells: [] }], problem: { code: 'validated_data_changed' } });
  const file = join(folder, 'changed.md');
  await verbs.exportReport({ ...asked(), form: 'md', masked: [], language: 'en', file });
  expect(readFileSync(file, 'utf8')).toMatch(/is another file since it was validated/);
  rmSync(join(folder, 'a.parquet'));
  expect(await failing()).toMatchObject({ rows: [{ row: 1, cells: [] }], problem: { code: 'validated_data_gone' } });
});

test('a report that nobody can read is none', async () => {
  const [file = ''] = readdirSync(join(folder, 'store'));
  writeFileSync(join(folder, 'store', file), '{"form": 1');
  expect(await verbs.keptReport(asked())).toBeNull();
  await expect(
    verbs.exportReport({ ...asked(), form: 'md', masked: [], language: 'en', file: join(folder, 'x.md') }),
  ).rejects.toMatchObject({
    problem: { code: 'report_gone' },
  });
});
