import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openApiRuns } from '../../src/adapters/composeApi.ts';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import { startPracticeApi, type PracticeApi } from '../../src/adapters/practiceServer/practiceApi.ts';
import type { ApiIngestionResult } from '../../src/engine/api/apiParts.ts';
import type { ApiIngestionInput } from '../../src/model/generated/types.ts';
import { PAGINATIONS } from '../../src/model/api/pagination.ts';
import { createFakeLog } from '../fakes/ports.ts';

// Retries wait as long as they do in earnest.
vi.setConfig({ testTimeout: 30_000 });

const ROWS = 330;
const FIRST_ID = 1001;

let api: PracticeApi;
let folder: string;
const tables = createTables();
let count = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-ingest-api-'));
  api = await startPracticeApi({ rows: ROWS });
});
afterAll(async () => {
  tables.close();
  await api.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  for (const { name } of api.faults.list()) api.faults.set(name, 0);
});

const RANGE = { start_date: '2026-01-01', end_date: '2026-01-01', page_size: 50 };
const BY_DAY = { ...RANGE, end_date: '2026-03-31', date_column: 'event_date' };

interface Ended extends ApiIngestionResult {
  readonly outputDir: string;
}

/** The real adapters on the real practice API; an output folder of its own when none is given. */
async function ingest(style: string, input: ApiIngestionInput = {}): Promise<Ended> {
  const outputDir = input.output_dir ?? path.join(folder, `out-${(count += 1)}`);
  const runs = await openApiRuns({ workDir: path.join(folder, 'work'), userAgent: 'test', log: createFakeLog() });
  try {
    const asked = { ...RANGE, ...input, output_dir: outputDir, base_url: `${api.url}events/${style}` };
    const options = { inputFile: null, currentFolder: folder };
    const runId = `run-${(count += 1)}`;
    const done = await runs.ingest({
      ...{ input: asked, options, runId, headers: {} },
      signal: new AbortController().signal,
    });
    return { ...done, outputDir };
  } finally {
    runs.close();
  }
}

async function idsOf({ outputDir }: Ended): Promise<number[]> {
  const files = readdirSync(outputDir, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.parquet'));
  const ids: number[] = [];
  for (const file of files) {
    const table = await tables.openTableFile(path.join(outputDir, file));
    for await (const rows of table.groups(['id'])) ids.push(...rows.map(({ id }) => Number(id)));
    await table.close();
  }
  return ids.sort((a, b) => a - b);
}

const allIds = Array.from({ length: ROWS }, (_, at) => FIRST_ID + at);

describe.each(PAGINATIONS)('pagination %s', pagination => {
  test('brings every row once, and a second run changes no file', async () => {
    const done = await ingest(pagination, { pagination });
    expect(done).toMatchObject({ status: 'success', result: { records: ROWS, deadLetters: 0, retries: 0 } });
    expect(await idsOf(done)).toEqual(allIds);
    const again = await ingest(pagination, { pagination, output_dir: done.outputDir });
    expect(again.result?.partitions.every(({ isKept }) => isKept)).toBe(true);
  });

  test('a refusal that asks to wait is obeyed', async () => {
    api.faults.set('too_many_requests', 2, { amount: 0 });
    const done = await ingest(pagination, { pagination, concurrency: 1 });
    expect(done.result?.retries).toBe(2);
    expect(await idsOf(done)).toEqual(allIds);
  });

  test('a server that caps a page is read to its end', async () => {
    api.faults.set('page_cap', 1000, { amount: 30 });
    expect(await idsOf(await ingest(pagination, { pagination }))).toEqual(allIds);
  });

  test('rows that come twice are one', async () => {
    api.faults.set('duplicate_ids', 1000);
    const ids = await idsOf(await ingest(pagination, { pagination }));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test.each(['server_error', 'cut_body'])('%s passes by itself', async fault => {
  api.faults.set(fault, 1);
  const done = await ingest('page', { concurrency: 1 });
  expect(done.result?.retries).toBe(1);
  expect(await idsOf(done)).toEqual(allIds);
});

test('a row stands in the partition of its day, and a day without rows is done', async () => {
  const { result, outputDir } = await ingest('page', BY_DAY);
  expect(result?.partitions).toHaveLength(90);
  expect(result?.partitions.reduce((sum, { rows }) => sum + rows, 0)).toBe(ROWS);
  expect(readdirSync(path.join(outputDir, 'partition_date=2026-02-28'))).toContain('_SUCCESS');
});

describe.each([
  ['unauthorized', 'http_unauthorised'],
  ['html_instead_of_json', 'api_not_json'],
  ['not_a_list', 'api_not_list'],
])('%s', (fault, code) => {
  test('ends the run at once and names what it was; nothing is written', async () => {
    api.faults.set(fault, 1000);
    const done = await ingest('page');
    expect(done).toMatchObject({ status: 'error', failure: { code }, result: null });
    expect(readdirSync(done.outputDir, { recursive: true }).filter(name => String(name).includes('partition'))).toEqual(
      [],
    );
  });
});

test('a cursor that comes again ends the run', async () => {
  api.faults.set('same_cursor', 1000);
  const done = await ingest('cursor', { pagination: 'cursor' });
  expect(done.failure?.code).toBe('api_cursor_repeated');
});

test('a column that changes its type on a later page is wide enough for both, and is told', async () => {
  const first = await ingest('page');
  api.faults.set('schema_drift_type', 1);
  const { result } = await ingest('page', { output_dir: first.outputDir });
  expect(result?.schemaChanges).toMatchObject([{ column: 'passengers', change: 'widened' }]);
});

test('a row of 30 February is a dead letter', async () => {
  api.faults.set('bad_record', 1);
  const { result } = await ingest('keyset', { ...BY_DAY, pagination: 'keyset' });
  expect(result?.deadLetters).toBe(1);
});

test('an id beyond 2^53 keeps its digits', async () => {
  const { outputDir, result } = await ingest('keyset', { pagination: 'keyset', query: { big_ids: 1 } });
  const [file] = result?.partitions.map(one => one.file) ?? [];
  const table = await tables.openTableFile(file ?? outputDir);
  const [row] = await table.read({ columns: ['id'], from: 0, count: 1 });
  await table.close();
  expect(typeof row?.['id']).toBe('bigint');
});

test('a watermark asks only for what is new', async () => {
  const input = { pagination: 'keyset', watermark: 'last_id' } as const;
  const first = await ingest('keyset', input);
  expect(first.result?.watermark).toEqual({ before: null, after: FIRST_ID + ROWS - 1 });
  const again = await ingest('keyset', { ...input, output_dir: first.outputDir });
  expect(again.result).toMatchObject({ records: 0, pages: 1 });
  expect(await idsOf(again)).toEqual(allIds);
});

test('rows deleted while paging lose no other row; the last test, for they are gone', async () => {
  api.faults.set('delete_while_paging', 3);
  const ids = new Set(await idsOf(await ingest('page')));
  expect(allIds.slice(3).filter(id => !ids.has(id))).toEqual([]);
});
