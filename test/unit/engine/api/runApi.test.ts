import { describe, expect, test, vi } from 'vitest';
import type { HttpResponse } from '../../../../src/engine/ports.ts';
import type { JournalEvent } from '../../../../src/model/event.ts';
import { briefEvent } from '../../../../src/model/history.ts';
import { createApiWorld, eventRows, pageOf, pagesOf, type ApiWorld } from '../../../fakes/apiRun.ts';
import type { FakeAnswer } from '../../../fakes/http.ts';

const ROWS = eventRows(25);
const INPUT = { page_size: 4 };
const idsOf = ({ disk }: ApiWorld): number[] =>
  [...disk.published.values()].flatMap(({ rows }) => rows.map(({ id }) => Number(id))).sort((a, b) => a - b);
const typesOf = (world: ApiWorld) => world.events().map(({ eventType }) => eventType);
const allIds = ROWS.map(({ id }) => id);

/** Answers the n-th request otherwise. */
function failing(answers: Readonly<Record<number, FakeAnswer>>, rows: readonly object[] = ROWS) {
  let asked = 0;
  return createApiWorld(url => answers[(asked += 1)] ?? pagesOf(rows)(url));
}

test('every row stands in the partition of its day, once', async () => {
  const world = createApiWorld(pagesOf(ROWS));
  const { status, result } = await world.ingest(INPUT);
  expect(status).toBe('success');
  expect(idsOf(world)).toEqual(allIds);
  expect(result).toMatchObject({ records: 25, deadLetters: 0, retries: 0, warnings: [] });
  expect(result?.partitions.map(({ rows }) => rows)).toEqual([9, 8, 8]);
  expect(typesOf(world).at(-1)).toBe('WorkflowExecutionCompleted');
});

test('a page is told as completed once, after its start', async () => {
  const world = createApiWorld(pagesOf(ROWS));
  const { result } = await world.ingest(INPUT);
  const completed = world
    .events()
    .flatMap(({ eventType, attributes }) =>
      eventType === 'ActivityTaskCompleted' && 'activityId' in attributes ? attributes.activityId : [],
    );
  expect(new Set(completed).size).toBe(completed.length);
  expect(completed.filter(id => id.startsWith('page-'))).toHaveLength(result?.pages ?? 0);
});

describe('a failure', () => {
  test('that passes is tried again after what Retry-After asks, as a timer of the record', async () => {
    const world = failing({ 1: { status: 429, headers: { 'retry-after': '7' } } });
    const { result } = await world.ingest(INPUT);
    expect(result?.retries).toBe(1);
    expect(world.clock.sleeps).toContain(7000);
    expect(typesOf(world)).toContain('TimerFired');
    expect(idsOf(world)).toEqual(allIds);
  });

  test('that is waited for long is told at once, with until when', async () => {
    const world = failing({ 1: { status: 429, headers: { 'retry-after': '600' } } });
    const { result } = await world.ingest(INPUT);
    expect(result?.retries).toBe(1);
    expect(world.log.lines).toContainEqual({
      ...{ level: 'warn', code: 'waiting' },
      fields: { uri: expect.stringContaining('_page=1'), seconds: 600, until: expect.stringMatching(/^20.+Z$/) },
    });
  });

  test('is waited for no longer than was asked, though the clock is set back meanwhile', async () => {
    const world = failing({ 1: { status: 429, headers: { 'retry-after': '7' } } });
    vi.spyOn(world.clock, 'sleep').mockImplementationOnce(async () => world.clock.jump(-86_400_000));
    expect((await world.ingest(INPUT)).status).toBe('success');
    expect(Math.max(...world.clock.sleeps)).toBe(7000);
  });

  test('that asks for a day of patience is not waited for: it says until when, and --failed goes on then', async () => {
    const world = failing({ 2: { status: 503, headers: { 'retry-after': '86400' } } });
    const { status, failure } = await world.ingest(INPUT);
    expect([status, failure?.code]).toEqual(['error', 'retry_after_too_long']);
    expect(failure?.params).toMatchObject({ seconds: 86_400, longest: 3600, until: expect.stringMatching(/Z$/) });
    expect(Math.max(...world.clock.sleeps, 0)).toBeLessThan(86_400_000);
    const again = await world.resume({ failed: true });
    expect(again.status).toBe('success');
    expect(idsOf(world)).toEqual(allIds);
  });

  test('that stays ends the run after three attempts, and --failed goes on where it stopped', async () => {
    let isDown = true;
    const world = createApiWorld(url =>
      isDown && url.searchParams.get('_page') !== '1' ? { status: 500 } : pagesOf(ROWS)(url),
    );
    const { status, failure } = await world.ingest(INPUT);
    expect([status, failure?.code, failure?.kind]).toEqual(['error', 'http_unavailable', 'transient']);
    expect(typesOf(world).filter(type => type === 'ActivityTaskFailed')).toHaveLength(3);
    isDown = false;
    await expect(world.resume()).rejects.toMatchObject({ problem: { code: 'run_ended' } });
    const asked = world.http.requests.length;
    expect((await world.resume({ failed: true })).status).toBe('success');
    expect(world.http.requests.slice(asked).map(({ url }) => url)).not.toContainEqual(
      expect.stringContaining('_page=1&'),
    );
    expect(idsOf(world)).toEqual(allIds);
  });

  test.each([
    [401, 'http_unauthorised'],
    [403, 'api_forbidden'],
    [404, 'api_not_found'],
    [400, 'api_refused'],
  ])('%i is a person’s to mend, and is asked once', async (status, code) => {
    const world = createApiWorld(() => ({ status }));
    const { failure } = await world.ingest(INPUT);
    expect(failure).toMatchObject({ code, kind: 'config' });
    expect(world.http.requests).toHaveLength(1);
  });

  test.each([
    ['<!doctype html><p>Sign in', 'api_not_json', 1],
    ['{"items":[]}', 'api_not_list', 1],
    ['[{"id":1},{"id":', 'api_json_cut', 3],
    ['[{"id":1},{"id":NaN}]', 'api_json_invalid', 1],
  ])('%s is named, with its beginning or end', async (body, code, requests) => {
    const world = createApiWorld(() => ({ body }));
    const { failure } = await world.ingest(INPUT);
    expect(failure?.code).toBe(code);
    expect(Object.values(failure?.params ?? {}).join()).toContain(body.slice(0, 10));
    expect(world.http.requests).toHaveLength(requests);
  });
});

test('what has no day, no key or is no object is a dead letter, and the run succeeds', async () => {
  const odd = [{ id: 90, day: null }, { id: 91, day: '2026-02-30' }, { day: '2026-01-01' }, 7];
  const world = createApiWorld(pagesOf([...ROWS.slice(0, 5), ...odd, ...ROWS.slice(5)] as object[]));
  const { result } = await world.ingest(INPUT);
  expect(result?.deadLetters).toBe(4);
  expect(idsOf(world)).toEqual(allIds);
  expect(lettersOf(world)).toHaveLength(4);
  const urls = lettersOf(world).map(({ request }) => request?.url ?? '');
  expect(urls).toEqual(urls.map(() => expect.stringMatching(/[?&]_page=\d+&_limit=/)));
});

test('what a declared type does not take is a dead letter that says what was asked for it', async () => {
  const world = createApiWorld(pagesOf([...ROWS, { id: 99, day: '2026-01-02', size: 'large' }]));
  const { result } = await world.ingest({ ...INPUT, columns: { size: 'integer' } });
  expect(result?.deadLetters).toBe(1);
  const [letter] = lettersOf(world);
  expect(letter).toMatchObject({ reason: 'row_value_misfit', record: { id: 99, size: 'large' } });
  expect(letter?.request?.url).toMatch(/_page=\d+/);
});

interface WrittenLetter {
  readonly reason: string;
  readonly record: unknown;
  readonly request: { readonly url: string } | null;
}

const lettersOf = ({ disk }: ReturnType<typeof createApiWorld>): WrittenLetter[] =>
  [...disk.files]
    .filter(([name]) => name.startsWith('_dead_letters/'))
    .flatMap(([, text]) => text.split('\n').filter(Boolean))
    .map(line => JSON.parse(line));

test('a watermark of ids reaches the last of them, though pages overlap', async () => {
  const world = createApiWorld(pagesOf(ROWS));
  const { result } = await world.ingest({ ...INPUT, watermark: 'last_id' });
  expect(result?.watermark.after).toBe(ROWS.at(-1)?.id);
});

test('a list of which no row can be ingested is warned of', async () => {
  const nameless = [{ name: 'a', day: '2026-01-01' }];
  const world = createApiWorld(pagesOf(nameless));
  const { result } = await world.ingest(INPUT);
  expect(result?.warnings).toContainEqual({ code: 'api_no_row_ingested', params: { count: 1, key: 'id' } });
  const other = await createApiWorld(pagesOf([...nameless, ...ROWS])).ingest(INPUT);
  expect(other.result?.warnings).toEqual([]);
});

test('a watermark whose column no row has is told', async () => {
  const world = createApiWorld(pagesOf(ROWS));
  const input = { ...INPUT, watermark: 'last_id', watermark_column: 'number' } as const;
  const { result } = await world.ingest(input);
  expect(result?.warnings).toEqual([{ code: 'api_watermark_unseen', params: { column: 'number' } }]);
});

test('days before those that the watermark has seen are read whole, and once', async () => {
  const asked = (rows: readonly { id: unknown; day: unknown }[], url: URL) =>
    rows.filter(({ id, day }) => {
      const { searchParams: given } = url;
      const [from = '', to = ''] = [given.get('from') ?? '', given.get('to') ?? ''];
      return String(day) >= from && String(day) <= to && Number(id) > Number(given.get('after_id') ?? 0);
    });
  const rows = [1, 2, 3, 4, 5, 6].map(id => ({ id, day: id < 4 ? '2026-01-01' : '2026-01-03' }));
  const world = createApiWorld(url => pagesOf(asked(rows, url))(url));
  const input = { ...INPUT, watermark: 'last_id', start_param: 'from', end_param: 'to' } as const;
  await world.ingest({ ...input, start_date: '2026-01-03', end_date: '2026-01-03' });
  expect(idsOf(world)).toEqual([4, 5, 6]);
  await world.ingest({ ...input, start_date: '2026-01-01', end_date: '2026-01-03' }, undefined, 'run-2');
  expect(idsOf(world)).toEqual([1, 2, 3, 4, 5, 6]);
  const before = world.http.requests.length;
  await world.ingest({ ...input, start_date: '2026-01-01', end_date: '2026-01-03' }, undefined, 'run-3');
  expect(world.http.requests.slice(before).every(({ url }) => url.includes('after_id=6'))).toBe(true);
});

test('pages ahead are asked for at once, as many as are allowed', async () => {
  let [open, most] = [0, 0];
  const world = createApiWorld(url => async (): Promise<HttpResponse> => {
    most = Math.max(most, (open += 1));
    await new Promise(resolve => setImmediate(resolve));
    open -= 1;
    const body = new TextEncoder().encode(JSON.stringify(pageOf(ROWS, url)));
    return { status: 200, headers: {}, body };
  });
  await world.ingest({ ...INPUT, concurrency: 3 });
  expect(most).toBe(3);
  expect(idsOf(world)).toEqual(allIds);
});

test('each page is a line of the history, although all have one address', async () => {
  const world = createApiWorld(pagesOf(ROWS));
  const { result } = await world.ingest(INPUT);
  const lines = new Set<string>();
  for (const event of world.events()) {
    if (event.eventType !== 'ActivityTaskStarted' || !event.attributes.activityId.startsWith('page-')) continue;
    // SAFETY: an event as it was recorded, but for its address.
    const moved = { ...event, attributes: { ...event.attributes, uri: 'http://api.test/rows' } } as JournalEvent;
    briefEvent(moved, line => lines.add(line).size);
  }
  expect([...lines].slice(0, 2)).toEqual(['http://api.test/rows#1', 'http://api.test/rows#2']);
  expect(lines.size).toBe(result?.pages);
});

test('parked, a run goes on without asking again for what it has', async () => {
  const park = new AbortController();
  let asked = 0;
  const world = createApiWorld(url => {
    asked += 1;
    if (asked === 4) park.abort();
    return pagesOf(ROWS)(url);
  });
  const { status } = await world.ingest({ ...INPUT, concurrency: 1 }, park.signal);
  expect(status).toBe('parked');
  expect(typesOf(world).at(-1)).toBe('WorkflowExecutionPaused');
  const pages = new Set(world.http.requests.slice(0, 3).map(({ url }) => url));
  const before = world.http.requests.length;
  expect((await world.resume()).status).toBe('success');
  expect(world.http.requests.slice(before).filter(({ url }) => pages.has(url))).toEqual([]);
  expect(idsOf(world)).toEqual(allIds);
});

test('a range without a date column is told, and lands on its first day', async () => {
  const world = createApiWorld(pagesOf(ROWS));
  const { result } = await world.ingest({ ...INPUT, date_column: null });
  expect(result?.warnings.map(({ code }) => code)).toEqual(['api_range_in_one_day']);
  expect(result?.partitions.map(({ partitionDate }) => partitionDate)).toEqual(['2026-01-01']);
});

test('days that are done are left out, and nothing is asked for when all are', async () => {
  const world = createApiWorld(pagesOf(ROWS));
  await world.ingest(INPUT);
  const { length } = world.http.requests;
  const again = { ...INPUT, skip_existing: true, start_param: 'from', end_param: 'to' };
  const none = await world.ingest(again, undefined, 'run-2');
  expect([none.status, none.result?.records, world.http.requests.length]).toEqual(['success', 0, length]);
  const { result } = await world.ingest({ ...again, end_date: '2026-01-05' }, undefined, 'run-3');
  expect(world.http.requests.at(-1)?.url).toContain('from=2026-01-04&to=2026-01-05');
  expect(result?.partitions.map(({ partitionDate }) => partitionDate)).toEqual(['2026-01-04', '2026-01-05']);
  expect(idsOf(world)).toEqual(allIds);
});
