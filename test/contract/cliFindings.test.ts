import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTables } from '../../src/adapters/outputs/tables.ts';

/** What `validate-data` does with its findings, as it ships, on a dataset that `ingest-api` has written. */
const env = { ...process.env, LC_ALL: 'C' };
let folder = '';
let cli = '';
let server: Server;
const prices = new Map([
  [1, 10],
  [2, 500],
  [3, 30],
  [4, 40],
]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-findings-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: join(folder, 'dist') });
  cli = join(folder, 'dist', 'cli.js');
  server = createServer((request, response) => {
    const isFirst = new URL(request.url ?? '', 'http://x').searchParams.get('_page') === '1';
    const rows = isFirst
      ? [...prices].map(([id, price]) => ({ id, price, day: id < 3 ? '2026-03-01' : '2026-03-02' }))
      : [];
    response.setHeader('content-type', 'application/json').end(JSON.stringify(rows));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  writeFileSync(join(folder, 'rules.json'), JSON.stringify({ value_ranges: { price: [0, 100] }, min_rows: 1 }));
}, 60_000);
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Told {
  readonly code: number;
  readonly json: Readonly<Record<string, unknown>>;
}

const run = (...argv: readonly string[]): Promise<Told> =>
  new Promise((end, fail) =>
    execFile(process.execPath, [cli, ...argv, '--json'], { cwd: folder, env }, (error, out, err) => {
      const code = typeof error?.code === 'number' ? error.code : 0;
      try {
        // SAFETY: the verb prints one object.
        end({ code, json: JSON.parse(out) as Told['json'] });
      } catch {
        fail(new Error(`${out}\n${err}`));
      }
    }),
  );

const ingest = () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`;
  const days = ['--start-date', '2026-03-01', '--end-date', '2026-03-02', '--date-column', 'day'];
  return run('ingest-api', '--base-url', url, ...days, '--output-dir', 'bronze');
};
const validate = (...more: readonly string[]) =>
  run('validate-data', '--input-file', 'bronze', '--rules-file', 'rules.json', ...more);

const pricesIn = async (file: string): Promise<readonly unknown[]> => {
  const tables = createTables();
  const reader = await tables.openTableFile(join(folder, file));
  const rows = await reader.read({ from: 0, count: reader.rows });
  tables.close();
  return rows.map(row => row['price']);
};

const DAY = 'bronze/partition_date=2026-03-01/part-00000.parquet';

test(
  'from the first finding to the last: extract, quarantine, another ingestion, replay',
  { timeout: 120_000 },
  async () => {
    expect((await ingest()).code).toBe(0);
    const first = await validate(
      '--extract-dir',
      'bad',
      '--extract-format',
      'csv',
      '--report-file',
      'reports/first.json',
    );
    expect(first).toMatchObject({
      code: 1,
      json: {
        validation: 'failed',
        errors: ["Column 'price' has 1 values out of range [0, 100]"],
        extracted: [{ rows: 1, file: expect.stringMatching(/^bad.range_price\.csv$/) }],
      },
    });
    expect(readFileSync(join(folder, 'bad', 'range_price.csv'), 'utf8')).toMatch(
      /^id,price,day,.*_rule,_file,_row_group,_row\n2,500,2026-03-01,.*,range_price,partition_date=2026-03-01\/part-00000.parquet,0,1\n$/,
    );
    const verdicts = () => JSON.parse(readFileSync(join(folder, 'bronze/_state/validations.json'), 'utf8')) as unknown;
    expect(verdicts()).toMatchObject({ '2026-03-01': { verdict: 'failed' }, '2026-03-02': { verdict: 'passed' } });

    const split = await validate('--quarantine');
    expect(split).toMatchObject({
      code: 1,
      json: {
        quarantine: { rows: 1, left: 0, partitions: [{ partition_date: '2026-03-01', rows: 1, quarantined: 1 }] },
      },
    });
    expect(await pricesIn(DAY)).toEqual([10]);
    const { json: letters } = await run('dead-letters', 'list', '--output-dir', 'bronze');
    expect(letters['dead_letters']).toMatchObject([
      { reason: 'row_quarantined', params: { rule: 'range_price' }, record: { id: 2 } },
    ]);

    expect(await ingest()).toMatchObject({ code: 0, json: { dead_letters: 1 } });
    const again = await validate('--quarantine', '--compare-with', 'reports/first.json');
    expect(again).toMatchObject({
      code: 0,
      json: {
        validation: 'passed',
        quarantine: { rows: 0, partitions: [] },
        comparison: { gone_failures: ['range_price'], new_failures: [], rows: { before: 4, after: 3 } },
      },
    });
    expect(verdicts()).toMatchObject({ '2026-03-01': { verdict: 'passed', rows: 1 } });

    expect((await run('dead-letters', 'replay', '--output-dir', 'bronze')).json).toMatchObject({
      replayed: 0,
      remaining: 1,
    });
    prices.set(2, 50);
    expect(await ingest()).toMatchObject({ code: 0, json: { dead_letters: 0 } });
    expect(await pricesIn(DAY)).toEqual([10, 50]);
  },
);

test('what cannot be followed is said before anything is read', { timeout: 60_000 }, async () => {
  const code = async (...argv: string[]) => {
    const told = await run('validate-data', '--input-file', 'mine', '--rules-file', 'rules.json', ...argv);
    const detail = told.json['error_detail'];
    return [told.code, typeof detail === 'object' && detail !== null && 'code' in detail ? detail.code : undefined];
  };
  mkdirSync(join(folder, 'mine'));
  const table = await createTables().openTable(
    { folder: join(folder, 'mine'), name: 'a.parquet' },
    { columns: [{ name: 'price', type: { kind: 'integer' } }] },
  );
  await table.append([{ price: 500 }]);
  await table.publish();
  expect(await code('--quarantine')).toEqual([2, 'quarantine_no_dataset']);
  expect(await code('--extract-dir', 'mine/bad')).toEqual([2, 'extract_in_input']);
  symlinkSync(join(folder, 'mine'), join(folder, 'link'), 'junction');
  expect(await code('--extract-dir', 'link/bad')).toEqual([2, 'extract_in_input']);
  writeFileSync(join(folder, 'mine.html'), '<h1>mine</h1>');
  expect(await code('--report-file', 'mine.html')).toEqual([2, 'report_over_other']);
  expect(await code('--report-file', 'typo.html', '--mask-columns', 'prise')).toEqual([2, 'mask_column_unknown']);
  expect(existsSync(join(folder, 'typo.html'))).toBe(false);
  expect(await code('--report-file', 'report')).toEqual([2, 'report_form_unknown']);
  writeFileSync(join(folder, 'mine.json'), '{"unique_columns": ["id"]}');
  expect(await code('--report-file', 'mine.json')).toEqual([2, 'report_over_other']);
  expect(await code('--compare-with', 'rules.json')).toEqual([2, 'report_unreadable']);
  expect(existsSync(join(folder, 'mine', 'bad'))).toBe(false);
  expect(await code('--extract-dir', 'out')).toEqual([1, undefined]);
  expect(await pricesIn('out/range_price.parquet')).toEqual([500]);
});

test(
  'a report for people is written by the form of its name, and takes the place of one',
  { timeout: 60_000 },
  async () => {
    const write = async (name: string, ...more: string[]) => {
      const told = await run(
        'validate-data',
        '--input-file',
        'mine',
        '--rules-file',
        'rules.json',
        '--report-file',
        name,
        ...more,
      );
      expect(told.code).toBe(1);
      return readFileSync(join(folder, name), 'utf8');
    };
    const html = await write('r/report.html');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toMatch(/<td>(?:<bdi>a\.parquet<\/bdi>)<\/td><td class="n">1<\/td><td class="n hit"><bdi>500<\/bdi>/);
    expect(await write('r/report.html', '--mask-columns', 'price')).not.toContain('500');
    expect(await write('r/report.md')).toContain('| a.parquet | 1 | 500 |');
    expect(await write('r/masked.json', '--mask-columns', 'price')).toMatch(/"value": "•••"/);
  },
);
