import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeApi, type PracticeApi } from '../../src/adapters/practiceServer/practiceApi.ts';

const ROWS = 250;

let api: PracticeApi;
beforeAll(async () => {
  api = await startPracticeApi({ rows: ROWS });
});
afterAll(() => api.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(new URL(path, api.url), init);
const rowsOf = async (path: string) => (await get(path)).json();
const idsOf = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);
const allIds = Array.from({ length: ROWS }, (_, index) => 1001 + index);

/** Reads to the end as a client of each style does; the ids in the order of their coming. */
const readers: Record<string, (path: string) => Promise<number[]>> = {
  page: path => readOn(path, (_rows, asked) => `_page=${asked + 1}&_limit=50`),
  offset: path => readOn(path, (_rows, asked) => `offset=${asked * 50}&limit=50`),
  keyset: path => readOn(path, rows => `limit=50${rows.length > 0 ? `&after_id=${rows.at(-1)}` : ''}`),
  cursor: async path => {
    const ids: number[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer: { data: { id: number }[]; next_cursor: string | null } = await rowsOf(
        `${path}limit=50&cursor=${cursor}`,
      );
      ids.push(...idsOf(answer.data));
      cursor = answer.next_cursor;
    }
    return ids;
  },
  link: async path => {
    const ids: number[] = [];
    for (let url: string | undefined = new URL(`${path}limit=50`, api.url).href; url !== undefined;) {
      const answer: Response = await fetch(url);
      ids.push(...idsOf(await answer.json()));
      url = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    return ids;
  },
};

async function readOn(path: string, ask: (ids: readonly number[], asked: number) => string): Promise<number[]> {
  const ids: number[] = [];
  for (let asked = 0; ; asked += 1) {
    const rows = idsOf(await rowsOf(`${path}${ask(ids, asked)}`));
    if (rows.length === 0) return ids;
    ids.push(...rows);
  }
}

describe.each(Object.entries(readers))('paging by %s', (style, read) => {
  it('gives every row once', async () => {
    expect(await read(`/events/${style}?`)).toEqual(allIds);
  });

  it('keeps to days, both inclusive, and to what lies behind an id', async () => {
    const rows: { id: number; event_date: string }[] = await rowsOf('/events/offset?limit=1000');
    const within = rows.filter(row => row.event_date >= '2026-02-01' && row.event_date <= '2026-02-28');
    expect(within.length).toBeGreaterThan(50);
    expect(await read(`/events/${style}?start_date=2026-02-01&end_date=2026-02-28&`)).toEqual(idsOf(within));
    if (style !== 'keyset') expect(await read(`/events/${style}?after_id=1201&`)).toEqual(allIds.slice(201));
  });

  it('keeps to what was changed since a time, whatever its zone', async () => {
    const rows: { id: number; updated_at: string }[] = await rowsOf('/events/offset?limit=1000');
    const time = rows[150]!.updated_at;
    const young = idsOf(rows.filter(row => Date.parse(row.updated_at) >= Date.parse(time)));
    expect(young).toContain(1151);
    const inTown = new Date(Date.parse(time) + 3_600_000).toISOString().replace('.000Z', '+01:00');
    for (const since of [time, encodeURIComponent(inTown), inTown, time.replace('Z', '').replace('T', ' ')])
      expect(await read(`/events/${style}?since=${since}&`)).toEqual(young);
  });
});

describe('an answer', () => {
  it('is a list, or for cursors an object around it, in the style of the parameters', async () => {
    const shape = async (query: string) => {
      const answer = await get(`/events?${query}`);
      const body = await answer.json();
      return [Array.isArray(body) ? 'list' : Object.keys(body).join(), answer.headers.has('link')];
    };
    expect(await Promise.all(['_page=1', 'offset=0', 'after_id=0', 'cursor=', 'limit=5'].map(shape))).toEqual([
      ['list', false],
      ['list', false],
      ['list', false],
      ['data,next_cursor', false],
      ['list', true],
    ]);
  });

  it('has ids beyond 2^53 on request, as numbers of JSON, and takes them back', async () => {
    const text = await (await get('/events/keyset?big_ids=1&limit=2&after_id=9007199254741995')).text();
    expect(text.match(/"id":\d+/g)).toEqual(['"id":9007199254741996', '"id":9007199254741997']);
    const cursor = await (await get('/events/cursor?big_ids=1&limit=3')).text();
    expect(cursor).toContain('{"id":9007199254741993,');
    expect((await get('/events/9007199254741993?big_ids=1')).status).toBe(200);
  });

  it('says how many rows there are', async () => {
    const total = async (query: string) => (await get(`/events/${query}`)).headers.get('x-total-count');
    expect(await total('page?_page=2&_limit=10')).toBe('250');
    expect(await total('offset?after_id=1201')).toBe('49');
  });

  it('is one row by its id, or 404', async () => {
    expect(await rowsOf('/events/1007')).toEqual((await rowsOf('/events/offset?offset=6&limit=1'))[0]);
    expect((await get('/events/999')).status).toBe(404);
    expect((await get('/nothing')).status).toBe(404);
  });

  it('refuses what it cannot read, with the value', async () => {
    const bad = [
      'page?_page=0',
      'offset?limit=ten',
      'cursor?cursor=abc',
      'keyset?after_id=x',
      'page?start_date=2026-02-30',
      'link?since=yesterday',
    ];
    for (const query of bad) {
      const answer = await get(`/events/${query}`);
      const value = query.split('=')[1];
      expect([answer.status, await answer.json()]).toEqual([400, { error: expect.stringContaining(`"${value}"`) }]);
    }
  });

  it('carries no body to HEAD', async () => {
    const head = await get('/events/page', { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('x-total-count')]).toEqual([200, '', '250']);
  });
});
