import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { runCommand } from '../../src/cli/runCommand.ts';
import { engine } from '../../src/cli/engine.ts';
import type { Row, Value } from '../../src/model/table/value.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';

/** `validate-data` on the script's five kinds of rule: its verdict, its sentences, its exit code. */
const folder = mkdtempSync(path.join(tmpdir(), 'validate-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const here = path.join(import.meta.dirname, '..', 'servers', 'tables');
const python = orSkip('python', ensurePython(path.join(here, 'requirements.txt')));

const COLUMNS = [
  { name: 'id', type: { kind: 'integer' } },
  { name: 'fare', type: { kind: 'double' } },
  { name: 'name', type: { kind: 'text' } },
  { name: 'local', type: { kind: 'timestamp', isZoned: false, unit: 'micros' } },
  { name: '_ingested_at', type: { kind: 'timestamp', isZoned: true, unit: 'micros' } },
] as const;

interface Case {
  readonly rows: readonly Row[];
  /** A text as it is; null: none are named. */
  readonly rules: Readonly<Record<string, unknown>> | string | null;
}

const orNull = <T extends Value>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 4 });
const day = fc.integer({ min: 1, max: 28 }).map(date => `2026-01-${String(date).padStart(2, '0')}T08:00:00`);
const row: fc.Arbitrary<Row> = fc.record({
  id: orNull(fc.integer({ min: 0, max: 30 })),
  fare: orNull(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -10, max: 10, noNaN: true }))),
  name: orNull(fc.constantFrom('a', 'b', '', 'É', "it's")),
  local: orNull(day),
  _ingested_at: day.map(text => `${text}Z`),
});
const names = fc.subarray(COLUMNS.map(({ name }) => String(name)));
const bounds = fc.tuple(fc.integer({ min: -9, max: 3 }), fc.oneof(fc.integer({ min: 3, max: 30 }), fc.constant(7.25)));
const rules = fc.record(
  {
    required_columns: fc.tuple(names, fc.subarray(['fair', 'Name'])).map(([known, unknown]) => [...known, ...unknown]),
    not_null_columns: names,
    unique_columns: names,
    value_ranges: fc.oneof(
      fc.record({ id: bounds, fare: bounds }, { requiredKeys: [] }),
      fc.record({ local: fc.constant(['2026-01-05', '2026-01-20 08:00:00']) }),
    ),
    min_rows: fc.integer({ min: 0, max: 12 }),
  },
  { requiredKeys: [] },
);

const RANDOM: readonly Case[] = fc.sample(fc.record({ rows: fc.array(row, { maxLength: 12 }), rules }), {
  numRuns: 25,
  seed: 8,
});

const one = (id: Value, more: Row = {}): Row => ({ id, fare: 1, name: 'a', local: null, _ingested_at: null, ...more });
const CASES: readonly Case[] = [
  { rows: [one(1), one(2)], rules: null },
  { rows: [one(1), one(1), one(null), one(null), one(null)], rules: null },
  { rows: [], rules: null },
  { rows: [], rules: { required_columns: ['id'], value_ranges: { fare: [0, 1] }, unique_columns: ['id'] } },
  { rows: [one(1, { fare: null }), one(2, { fare: NaN })], rules: { value_ranges: { fare: [0, 1] } } },
  { rows: [one(1, { fare: null })], rules: { not_null_columns: ['fare', '_ingested_at', 'local'] } },
  { rows: [one(1, { fare: 0.5 })], rules: { value_ranges: { fare: [1e-7, 0.25], id: [5, 1e21] } } },
  { rows: [one(5)], rules: '{"value_ranges": {"id": [-1.0, 4.0], "fare": [1e1, 20.50]}}' },
  ...RANDOM,
];

async function write({ rows, rules: asked }: Case, at: number): Promise<[file: string, rules: string]> {
  const name = `${at}.parquet`;
  const table = await openParquetFile({ folder, name }, { columns: COLUMNS });
  for (let from = 0; from < rows.length; from += 5) await table.append(rows.slice(from, from + 5));
  await table.publish();
  if (asked === null) return [path.join(folder, name), '-'];
  const file = path.join(folder, `${at}.json`);
  writeFileSync(file, typeof asked === 'string' ? asked : JSON.stringify(asked));
  return [path.join(folder, name), file];
}

async function validate([file, written]: readonly [string, string]) {
  const out: string[] = [];
  const exit = await runCommand(
    ['validate-data', '--input-file', file, ...(written === '-' ? [] : ['--rules-file', written])],
    {
      stdout: { isTTY: false, write: text => void out.push(text) },
      stderr: { isTTY: false, write: () => undefined },
      readStdin: async () => new Uint8Array(),
      ...{ env: {}, cwd: folder, now: () => new Date(), signal: new AbortController().signal },
      ...{ nodeVersion: process.versions.node, home: folder },
    },
    async () => engine,
  );
  return { exit, ...JSON.parse(out.join('')) };
}

/** A Python set has no order. */
const unordered = (errors: readonly string[]): readonly string[] =>
  errors.map(error => (error.startsWith('Missing columns') ? [...error].sort().join('') : error));

test('a rule about a column that nobody requires: the script passes over it, here it could not run', async () => {
  const file = await write({ rows: [one(1)], rules: { not_null_columns: ['titel'], unique_columns: ['id'] } }, -1);
  expect(await validate(file)).toMatchObject({
    ...{ exit: 1, validation: 'failed' },
    errors: ["Rule 'not_null_titel' could not run: there is no column 'titel'"],
    rules: [{ verdict: 'could_not_run', reason: { code: 'column_missing' } }, { verdict: 'passed' }],
  });
});

/** What the script says of each file and its rules, and what we do. */
async function compare(files: readonly (readonly [file: string, rules: string])[]): Promise<void> {
  const script = path.join(here, 'validate_data.py');
  const said = execFileSync(python?.python ?? '', [script, ...files.flat()], { encoding: 'utf8' });
  const lines = said.trim().split('\n');
  expect(lines).toHaveLength(files.length);
  for (const [at, line] of lines.entries()) {
    const expected = JSON.parse(line);
    const [file = '', written = ''] = files[at] ?? [];
    const { exit, rows, columns, errors = [], validation, error } = await validate([file, written]);
    const found = { exit, rows, columns, validation, error, errors: unordered(errors) };
    const what = written === '-' ? file : readFileSync(written, 'utf8');
    expect(found, what).toEqual({ ...expected, errors: unordered(expected.errors) });
  }
}

describe.skipIf(python === undefined)('the script and validate-data', { timeout: 300_000 }, () => {
  test('say the same of the same files', async () => {
    const files: [string, string][] = [];
    for (const [at, one] of CASES.entries()) files.push(await write(one, at));
    await compare(files);
  });

  test("say the same of pandas' own files", async () => {
    const frames = ['some.parquet', 'all.parquet'].map(name => path.join(folder, name));
    execFileSync(python?.python ?? '', [path.join(here, 'write_frame.py'), ...frames]);
    const all = ['id', 'stop', 'name', 'day', 'line', 'open', 'fare'];
    const ranges = { stop: [2, 4], id: [2, 3], day: ['2026-01-02', '2026-01-02'], fare: [1.6, 3] };
    const rules = path.join(folder, 'frames.json');
    const asked = { required_columns: ['id', 'gone'], not_null_columns: all, unique_columns: all };
    writeFileSync(rules, JSON.stringify({ ...asked, value_ranges: ranges, min_rows: 5 }));
    await compare(frames.map(file => [file, rules] as const));
  });
});
