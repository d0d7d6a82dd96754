import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeApi, type PracticeApi } from '../../src/adapters/practiceServer/practiceApi.ts';
import { isPracticeApi, isPracticeSite } from '../../src/adapters/practiceServer/isPracticeServer.ts';

let api: PracticeApi;
beforeAll(async () => {
  api = await startPracticeApi({ rows: 40 });
});
afterAll(() => api.close());
afterEach(async () => {
  for (const { name } of api.faults.list()) api.faults.set(name, 0);
  await change({ reset: true });
});

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(new URL(path, api.url), init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  get(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${api.token}`, ...headers },
  });
const change = async (body: unknown) => (await post('/_changes', body)).json();
const rowsOf = async (path: string): Promise<Record<string, unknown>[]> => (await get(path)).json();
const idsOf = async (path: string) => (await rowsOf(path)).map(({ id }) => id);

describe('faults', () => {
  it('are listed with a sentence each, and switched with the token by JSON', async () => {
    const switched = await post('/_faults', { name: 'slow', times: 2, amount: 9, path: '/events/page' });
    const { faults }: { faults: { name: string; about: string }[] } = await switched.json();
    expect(faults.find(({ name }) => name === 'slow')).toEqual({
      name: 'slow',
      about: expect.stringMatching(/\.$/),
      amount: { unit: 'seconds', usual: 9 },
      left: 2,
      path: '/events/page',
    });
    expect(faults.every(({ about }) => /^[A-Z].+\.$/.test(about))).toBe(true);
    expect((await post('/_faults', { name: 'slow' }, { Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await post('/_faults', { name: 'slow' }, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await post('/_faults', { name: 'slow', amount: -1 })).status).toBe(400);
    expect((await post('/_faults', { name: 'flood' })).status).toBe(400);
    const answers = await Promise.all([get('/events'), get('/_faults')]);
    expect(answers.flatMap(({ headers }) => [...headers.keys()]).filter(name => /^access-control/.test(name))).toEqual(
      [],
    );
  });

  it.each([
    ['too_many_requests', 429, '1'],
    ['too_many_requests_date', 429, expect.stringMatching(/GMT$/)],
    ['server_error', 500, null],
    ['unauthorized', 401, null],
  ])('%s: refuses so many answers, posts too, then none', async (name, status, retryAfter) => {
    api.faults.set(name, 2);
    const answers = [await get('/events/page'), await get('/posts'), await get('/events/page')];
    expect(answers.map(answer => answer.status)).toEqual([status, status, 200]);
    expect(answers[0]!.headers.get('retry-after')).toEqual(retryAfter);
    expect(await answers[0]!.json()).toEqual({ error: expect.any(String) });
  });

  it('too_many_requests: names the seconds that were set', async () => {
    api.faults.set('too_many_requests', 1, { amount: 7 });
    expect((await get('/events')).headers.get('retry-after')).toBe('7');
  });

  it('spoil neither a HEAD nor another path than theirs', async () => {
    api.faults.set('server_error', 1, { path: '/events/page' });
    expect((await get('/events/page', { method: 'HEAD' })).status).toBe(200);
    expect((await get('/events/offset')).status).toBe(200);
    expect((await get('/events/page')).status).toBe(500);
  });

  it('cut_body: announces more than it sends', async () => {
    api.faults.set('cut_body', 1);
    const answer = await get('/events/page');
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(5000);
    await expect(answer.text()).rejects.toThrow();
  });

  it('slow: waits, and lets a client that goes away go', async () => {
    api.faults.set('slow', 2, { amount: 600 });
    const stopped = new AbortController();
    const answer = get('/events/page', { signal: stopped.signal });
    const first = await Promise.race([answer, new Promise(resolve => setTimeout(resolve, 50, 'nothing'))]);
    expect(first).toBe('nothing');
    stopped.abort();
    await expect(answer).rejects.toThrow();
    api.faults.set('slow', 1, { amount: 0 });
    expect(await idsOf('/events/page?_limit=2')).toEqual([1001, 1002]);
  });

  it('html_instead_of_json and not_a_list: 200, and no rows', async () => {
    api.faults.set('html_instead_of_json', 1);
    const page = await get('/events/page');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      expect.stringContaining('<h1>'),
    ]);
    api.faults.set('not_a_list', 1);
    const { message, data } = await (await get('/events/cursor')).json();
    expect([typeof message, data]).toEqual(['string', undefined]);
  });

  it('page_cap: shorter pages, numbered as they are', async () => {
    api.faults.set('page_cap', 3, { amount: 4 });
    expect(await idsOf('/events/page?_page=2&_limit=10')).toEqual([1005, 1006, 1007, 1008]);
    expect(await idsOf('/events/offset?offset=2&limit=10')).toEqual([1003, 1004, 1005, 1006]);
    const { data, next_cursor: next } = await (await get('/events/cursor?limit=10')).json();
    expect([data.length, await (await get(`/events/cursor?limit=1&cursor=${next}`)).json()]).toEqual([
      4,
      expect.objectContaining({ data: [expect.objectContaining({ id: 1005 })] }),
    ]);
  });

  it('same_cursor: leads to the same page again, and waits where there is no cursor', async () => {
    api.faults.set('same_cursor', 2);
    expect(await idsOf('/events/page?_limit=1')).toEqual([1001]);
    const { next_cursor: first } = await (await get('/events/cursor?limit=2')).json();
    const again = await (await get(`/events/cursor?limit=2&cursor=${first}`)).json();
    expect([again.data[0].id, again.next_cursor]).toEqual([1001, first]);
    const behind = await (await get(`/events/cursor?limit=2&cursor=${first}`)).json();
    expect(behind.next_cursor).not.toBe(first);
  });

  it('duplicate_ids: a row of the page before comes again', async () => {
    api.faults.set('duplicate_ids', 2);
    expect(await idsOf('/events/offset?offset=10&limit=2')).toEqual([1010, 1011, 1012]);
    expect(await idsOf('/events/page?_page=1&_limit=2')).toEqual([1001, 1001, 1002]);
  });

  it('insert_while_paging: by position a row comes twice, of the day that is read', async () => {
    api.faults.set('insert_while_paging', 1);
    const day = '/events/offset?start_date=2026-02-01&end_date=2026-02-28&limit=3';
    const first = await idsOf(day);
    expect((await idsOf(`${day}&offset=3`))[0]).toBe(first[2]);
    expect(await idsOf(`${day}&offset=0`)).toEqual([1000, ...first.slice(0, 2)]);
  });

  it('delete_while_paging: by position a row is missed, by cursor none', async () => {
    api.faults.set('delete_while_paging', 2);
    expect(await idsOf('/events/offset?limit=3')).toEqual([1001, 1002, 1003]);
    expect(await idsOf('/events/offset?offset=3&limit=3')).toEqual([1005, 1006, 1007]);
    expect(await idsOf('/events/keyset?after_id=1003&limit=3')).toEqual([1004, 1005, 1006]);
  });

  it('schema_drift: a column appears, changes its type, vanishes', async () => {
    const [plain] = await rowsOf('/events/page?_limit=1');
    api.faults.set('schema_drift_appears', 1);
    expect(await rowsOf('/events/page?_limit=1')).toEqual([{ ...plain, vehicle: 'V-100' }]);
    api.faults.set('schema_drift_type', 1);
    expect((await rowsOf('/events/page')).every(row => typeof row['passengers'] === 'string')).toBe(true);
    api.faults.set('schema_drift_vanishes', 1);
    const { note: _note, ...rest } = plain!;
    expect(await rowsOf('/events/page?_limit=1')).toEqual([rest]);
  });

  it('bad_record: one row of a day that does not exist', async () => {
    api.faults.set('bad_record', 1);
    const dates = (await rowsOf('/events/page?_limit=2')).map(row => row['event_date']);
    expect(dates).toEqual(['2026-02-30', expect.stringMatching(/^2026-01-0/)]);
  });

  it('have addresses that are always faulty', async () => {
    const statuses = ['server_error', 'unauthorized', 'flood'].map(
      async name => (await get(`/_fault/${name}/events/page`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([500, 401, 404]);
    expect(await idsOf('/_fault/page_cap/events/page?_limit=1')).toEqual([1001]);
  });

  it('tell the practice API from the practice site', async () => {
    const port = Number(new URL(api.url).port);
    expect([await isPracticeApi(port), await isPracticeSite(port)]).toEqual([true, false]);
  });
});

describe('changes', () => {
  it('so many: chosen by the server, the same each time, and younger than all before', async () => {
    const changes = { insert: 2, update: 3, delete: 1 };
    const told = await change(changes);
    expect(told).toMatchObject({ inserted: [1041, 1042], rows: 41, updated_at: '2026-04-08T06:01:00Z' });
    const young = await idsOf(`/events/keyset?since=${told.updated_at}`);
    expect(young).toEqual([...told.updated, ...told.inserted]);
    expect(await idsOf('/events/keyset?after_id=1040')).toEqual([1041, 1042]);
    expect((await get(`/events/${told.deleted[0]}`)).status).toBe(404);
    await change({ reset: true });
    expect(await change(changes)).toEqual(told);
  });

  it('chosen rows are changed once: as many as are asked for', async () => {
    const told = await change({ update: 10, delete: 9 });
    expect(new Set([...told.updated, ...told.deleted]).size).toBe(19);
    expect(await change({ update: 40, delete: 40 })).toMatchObject({ deleted: [], rows: 31 });
  });

  it('updates differ from what was there, each time', async () => {
    const { updated } = await change({ update: 1 });
    const first = await rowsOf(`/events/${updated[0]}`);
    await change({ update: 1 });
    expect(await rowsOf(`/events/${updated[0]}`)).not.toEqual(first);
  });

  it('these: any column to any value, late rows too', async () => {
    await change({
      insert: [
        { event_date: '2026-01-15', occurred_at: '2026-01-15T08:00:00+01:00', updated_at: '2026-01-15T09:00:00Z' },
      ],
      update: [{ id: 1003, passengers: null, fare: -1, updated_at: '2026-04-09T00:00:00Z' }],
      delete: [1001],
    });
    const days = '/events/offset?start_date=2026-01-15&end_date=2026-01-15';
    expect(await idsOf(days)).toContain(1041);
    expect(await rowsOf('/events/keyset?since=2026-04-09T02:00:00%2B02:00')).toMatchObject([
      { id: 1003, passengers: null, fare: -1 },
    ]);
    expect((await idsOf('/events/page'))[0]).toBe(1002);
  });

  it('a row may be as long as it likes', async () => {
    const note = '€'.repeat(20_000);
    await change({ update: [{ id: 1002, note }] });
    const rows = await rowsOf('/events/page');
    expect([rows.length, rows[1]!['note'], rows[39]!['id']]).toEqual([40, note, 1040]);
  });

  it('a request with one fault changes nothing', async () => {
    const bad = [
      { insert: 1, delete: [7] },
      { insert: 1, update: [{ id: '1002' }] },
      { insert: [{ id: 5 }] },
      { insert: -1 },
      { update: 'all' },
      [],
    ];
    for (const body of bad) expect((await post('/_changes', body)).status).toBe(400);
    expect(await (await get('/_changes')).json()).toEqual({ rows: 40 });
    expect((await post('/_changes', { delete: 1 }, { Authorization: '' })).status).toBe(401);
  });
});

describe('beside the events', () => {
  it('the index names every endpoint, as a page in two languages or as JSON', async () => {
    const page = await get('/', { headers: { 'Accept-Language': 'fr-FR' } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('<html lang="fr">');
    expect(await (await get('/')).text()).toContain('<html lang="en">');
    const { endpoints, rows } = await (await get('/', { headers: { Accept: 'application/json' } })).json();
    expect(rows).toBe(40);
    for (const { example } of endpoints) {
      expect(html).toContain(`href="${example.replaceAll('&', '&amp;')}"`);
      expect([example, (await get(example)).status]).toEqual([example, 200]);
    }
  });

  it('posts have the shape of JSONPlaceholder: a hundred, by pages, the page after the last empty', async () => {
    const first = await rowsOf('/posts?_page=1&_limit=30');
    expect(first[0]).toEqual({ userId: 1, id: 1, title: expect.any(String), body: expect.stringContaining('\n') });
    const lengths = await Promise.all(
      [4, 5].map(async page => (await rowsOf(`/posts?_page=${page}&_limit=30`)).length),
    );
    expect([first.length, ...lengths, (await rowsOf('/posts')).length]).toEqual([30, 10, 0, 100]);
    expect(new Set((await rowsOf('/posts')).map(({ title }) => title)).size).toBeGreaterThan(40);
  });
});
