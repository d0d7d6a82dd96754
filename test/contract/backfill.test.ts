import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openApiRuns } from '../../src/adapters/composeApi.ts';
import type { ApiRuns, BackfillRequest } from '../../src/engine/api/apiParts.ts';

/** A busy machine may take seconds for a day. */
const PATIENT = { timeout: 30_000 };

const DAYS = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];

/** Each day has a column that no other has: what one has written, the next must know. */
const rowsOf = (day: string) =>
  [1, 2, 3].map(at => ({ id: Number(day.replaceAll('-', '')) * 10 + at, day, [`of_${day.slice(8)}`]: at }));

/** A list of three rows a day, asked for by `from` and `to`; some days answer 500, or wait until they are let go. */
async function serveDays() {
  const failing = new Set<string>();
  const held = new Map<string, Promise<void>>();
  const asked: string[] = [];
  let status = 500;
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://127.0.0.1').searchParams;
    const [day, page] = [query.get('from') ?? '', Number(query.get('offset') ?? 0)];
    if (page === 0) asked.push(day);
    void Promise.resolve(held.get(day)).then(() => {
      if (failing.has(day)) return response.writeHead(status).end();
      const rows = (day === '' ? DAYS : [day]).flatMap(rowsOf);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(rows.slice(page)));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: a server that listens on a port has this form of address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/rows`,
    failing,
    held,
    asked,
    answerWith: (code: number) => void (status = code),
    close: () => new Promise(resolve => server.close(resolve).closeAllConnections()),
  };
}

let folder: string;
let api: Awaited<ReturnType<typeof serveDays>>;
let runs: ApiRuns;
vi.setConfig({ testTimeout: 60_000 });
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backfill-'));
  api = await serveDays();
  const log = { write: () => undefined };
  runs = await openApiRuns({ workDir: path.join(folder, 'work'), userAgent: 'test', log });
});
afterEach(async () => {
  runs.close();
  await api.close();
  await rm(folder, { recursive: true });
});

interface Asked {
  readonly mode?: 'missing' | 'failed' | 'all';
  readonly backwards?: boolean;
  readonly maxParallel?: number;
  readonly more?: object;
  readonly request?: Partial<BackfillRequest>;
}

const backfill = ({ mode = 'missing', backwards = false, maxParallel = 1, more = {}, request = {} }: Asked = {}) =>
  runs.backfill({
    input: {
      ...{ base_url: api.url, start_date: '2026-01-01', end_date: '2026-01-04', output_dir: 'data' },
      ...{ pagination: 'offset', start_param: 'from', end_param: 'to', max_attempts: 1, ...more },
    },
    options: { inputFile: null, currentFolder: folder, mode, backwards, maxParallel },
    headers: {},
    dryRun: false,
    signal: new AbortController().signal,
    ...request,
  });

const statesOf = ({ days }: { readonly days: readonly { readonly state: string }[] }) => days.map(({ state }) => state);
const all = (state: string) => [state, state, state, state];

it('ingests each missing day, and nothing the second time', async () => {
  const first = await backfill();
  expect(first).toMatchObject({ status: 'success', failure: null });
  expect(statesOf(first)).toEqual(all('done'));
  expect(first.days.map(({ rows }) => rows)).toEqual([3, 3, 3, 3]);
  expect(api.asked.length).toBeGreaterThanOrEqual(4);
  api.asked.length = 0;
  const second = await backfill();
  expect(statesOf(second)).toEqual(all('skipped'));
  expect(second.days[0]).toMatchObject({ rows: 3, file: first.days[0]?.file });
  expect(api.asked).toEqual([]);
});

it('says what it would do, and does nothing', async () => {
  const plan = await backfill({ request: { dryRun: true } });
  expect(plan).toMatchObject({ runId: null, status: 'success' });
  expect(plan.days.map(({ isPlanned, state }) => [isPlanned, state])).toEqual(all('').map(() => [true, 'missing']));
  expect(api.asked).toEqual([]);
  expect((await readdir(folder)).includes('data')).toBe(false);
});

it('begins with the last day when it is asked to', async () => {
  await backfill({ backwards: true });
  expect([...new Set(api.asked)]).toEqual(['2026-01-04', '2026-01-03', '2026-01-02', '2026-01-01']);
});

it('keeps a day that failed, goes on with the others, and tries it again when asked', async () => {
  api.failing.add('2026-01-02');
  const result = await backfill();
  expect(result.status).toBe('partial');
  expect(statesOf(result)).toEqual(['done', 'failed', 'done', 'done']);
  expect(result.days[1]?.error).toMatchObject({ kind: 'transient' });
  const days = JSON.parse(await readFile(path.join(folder, 'data/_state/days.json'), 'utf8'));
  expect(days['2026-01-02']).toMatchObject({ status: 'failed', rows: null });

  api.asked.length = 0;
  expect(statesOf(await backfill({ mode: 'failed' }))).toEqual(['skipped', 'failed', 'skipped', 'skipped']);
  expect([...new Set(api.asked)]).toEqual(['2026-01-02']);
  api.failing.clear();
  const resumed = await runs.resumeBackfill({
    ...{ runId: result.runId ?? '', failed: true, headers: {}, signal: new AbortController().signal },
  });
  expect(statesOf(resumed)).toEqual(all('done'));
  expect(statesOf(await backfill())).toEqual(all('skipped'));
});

it('stops where every day would be refused alike', async () => {
  api.answerWith(401);
  api.failing.add('2026-01-01').add('2026-01-02');
  const result = await backfill();
  expect(result).toMatchObject({ status: 'error', failure: { kind: 'config' } });
  expect(statesOf(result)).toEqual(['failed', 'missing', 'missing', 'missing']);
});

it('reads days at once, and writes what one day at a time writes', async () => {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>(resolve => (letGo = resolve));
  for (const day of ['2026-01-01', '2026-01-02', '2026-01-03']) api.held.set(day, gate);
  const running = backfill({ maxParallel: 4 });
  await expect.poll(() => [...api.asked].sort(), PATIENT).toEqual(expect.arrayContaining(['2026-01-01', '2026-01-03']));
  letGo();
  expect(statesOf(await running)).toEqual(all('done'));
  const identity = JSON.parse(await readFile(path.join(folder, 'data/_state/dataset.json'), 'utf8'));
  const columns = identity.columns.map(({ name }: { name: string }) => name);
  expect(columns.sort()).toEqual(['day', 'id', 'of_01', 'of_02', 'of_03', 'of_04']);
  const days = JSON.parse(await readFile(path.join(folder, 'data/_state/days.json'), 'utf8'));
  expect(Object.values(days)).toHaveLength(4);
});

it('ends after the day in flight when it is cancelled', async () => {
  const cancel = new AbortController();
  let letGo: () => void = () => undefined;
  api.held.set('2026-01-02', new Promise<void>(resolve => (letGo = resolve)));
  const running = backfill({ request: { cancel: cancel.signal } });
  await expect.poll(() => api.asked, PATIENT).toContain('2026-01-02');
  cancel.abort();
  letGo();
  const result = await running;
  expect(result.status).toBe('cancelled');
  expect(statesOf(result)).toEqual(['done', 'done', 'missing', 'missing']);
});

it('is parked with the day in flight, and goes on where it was', async () => {
  const park = new AbortController();
  let letGo: () => void = () => undefined;
  api.held.set('2026-01-02', new Promise<void>(resolve => (letGo = resolve)));
  const running = backfill({ request: { signal: park.signal } });
  await expect.poll(() => api.asked, PATIENT).toContain('2026-01-02');
  park.abort();
  const parked = await running;
  expect(parked.status).toBe('parked');
  letGo();
  api.held.clear();
  api.asked.length = 0;
  const runId = parked.runId ?? '';
  const request = { runId, failed: false, headers: {}, signal: new AbortController().signal };
  const resumed = await runs.resumeBackfill(request);
  expect(resumed.status).toBe('success');
  expect(statesOf(resumed)).toEqual(all('done'));
  expect(api.asked).not.toContain('2026-01-01');
  await expect(runs.resumeBackfill(request)).rejects.toMatchObject({ problem: { code: 'run_ended' } });
  const journal = await readFile(path.join(folder, 'work/runs', runId, 'journal.jsonl'), 'utf8');
  const types = journal.split('\n').flatMap(line => (line === '' ? [] : JSON.parse(line).eventType));
  expect(types.filter(type => type === 'ChildWorkflowExecutionCompleted')).toHaveLength(4);
  expect(types.at(-1)).toBe('WorkflowExecutionCompleted');
});

it('holds the dataset: a second one is told who has it', async () => {
  let letGo: () => void = () => undefined;
  api.held.set('2026-01-01', new Promise<void>(resolve => (letGo = resolve)));
  const running = backfill();
  await expect.poll(() => api.asked, PATIENT).toContain('2026-01-01');
  await expect(backfill()).rejects.toMatchObject({ problem: { code: 'busy' } });
  letGo();
  await running;
});

it('reads a list that cannot be asked for a day once for all days', async () => {
  const more = { start_param: null, end_param: null, date_column: 'day' };
  const result = await backfill({ more, request: {} });
  expect(result.status).toBe('success');
  expect(new Set(api.asked)).toEqual(new Set(['']));
});
