import { describe, expect, it } from 'vitest';
import { writeConfig } from '../../../../src/model/api/configText.ts';
import { probeApi, type ApiProposal } from '../../../../src/model/api/probe.ts';
import { pageUri } from '../../../../src/model/api/pageUri.ts';
import { firstMark } from '../../../../src/model/api/pagination.ts';
import { resolveApiInput } from '../../../../src/model/api/settings.ts';
import { findNexts, findRows } from '../../../../src/model/api/probeShape.ts';
import { valueAt } from '../../../../src/model/api/answer.ts';
import { isList, isStruct, type Row, type Value } from '../../../../src/model/table/value.ts';
import { readWrittenYaml } from '../../../../src/engine/writeYaml.ts';

interface Reply {
  readonly body: Value;
  readonly link?: string;
}

/** An API: what it answers to its parameters; null refuses. */
type Api = (params: URLSearchParams, uri: string) => Reply | null;

const BASE = 'http://api.example/things';

function probe(api: Api): ApiProposal & { asked: readonly string[] } {
  const asked: string[] = [];
  const first = api(new URLSearchParams(), BASE)!;
  const { path, rows } = findRows(first.body)!;
  const probing = probeApi({ base: BASE, path, page: { uri: BASE, link: undefined, ...first, rows } });
  let step = probing.next();
  while (!step.done) {
    const uri = step.value;
    asked.push(uri.slice(BASE.length));
    const reply = api(new URL(uri).searchParams, uri);
    const list = reply && valueAt(reply.body, path);
    step = probing.next(
      reply && {
        uri,
        link: undefined,
        ...reply,
        rows: isList(list ?? undefined) ? (list as Value[]).filter(isStruct) : [],
      },
    );
  }
  return { ...step.value, asked };
}

const THINGS: Row[] = Array.from({ length: 45 }, (_, at) => ({ id: at + 1, name: at % 7 === 0 ? null : `n${at % 5}` }));
const from = (start: number, size: number): Row[] => THINGS.slice(start, start + size);
const number = (params: URLSearchParams, name: string, usual: number): number => Number(params.get(name) ?? usual);
const codesOf = ({ reasons }: ApiProposal): string[] => reasons.map(({ code }) => code);

describe('the style of pagination', () => {
  it('is pages by the names that the API obeys', () => {
    const { config } = probe(params => {
      const size = number(params, 'per_page', 20);
      return { body: from((number(params, 'page', 1) - 1) * size, size) };
    });
    expect(config).toMatchObject({ pagination: 'page', parameters: { page: 'page', limit: 'per_page' } });
    expect(config.page_size).toBeUndefined();
  });

  it('is pages of a fixed size where no parameter changes it', () => {
    const { config } = probe(params => ({ body: from((number(params, '_page', 1) - 1) * 20, 20) }));
    expect(config).toMatchObject({ pagination: 'page', page_size: 20 });
    expect(config.parameters).toBeUndefined();
  });

  it('is pages counted from zero where the second number brings the third page', () => {
    const { config, reasons, pages } = probe(params => {
      const size = number(params, 'limit', 20);
      return { body: from(number(params, 'page', 0) * size, size) };
    });
    expect(config).toMatchObject({ pagination: 'page', parameters: { page: 'page', limit: 'limit' }, first_page: 0 });
    expect(reasons[0]).toMatchObject({ code: 'page_from_zero' });
    expect(pages.at(-1)?.uri).toContain('page=1&');
    const settings = resolveApiInput({ ...config, start_date: '2026-01-01', end_date: '2026-01-01' });
    expect(pageUri(settings, firstMark('page', 100), null)).toContain('page=0&');
  });

  it('is pages of a fixed size counted from zero where number 0 brings what comes without one', () => {
    const { config } = probe(params => ({ body: from(number(params, 'page', 0) * 15, 15) }));
    expect(config).toMatchObject({ pagination: 'page', parameters: { page: 'page' }, page_size: 15, first_page: 0 });
  });

  it('is offsets under other names', () => {
    const { config } = probe(params => ({ body: from(number(params, 'skip', 0), number(params, 'limit', 20)) }));
    expect(config).toMatchObject({ pagination: 'offset', parameters: { offset: 'skip' } });
  });

  it('is keyset where the rows come in the order of their key', () => {
    const { config } = probe(params => ({ body: from(number(params, 'since_id', 0), number(params, 'limit', 20)) }));
    expect(config).toMatchObject({ pagination: 'keyset', parameters: { after: 'since_id' } });
  });

  it('is a cursor wherever it stands in the answer, sent back under the name that works', () => {
    const { config, reasons } = probe(params => {
      const start = Number(/\d+$/.exec(params.get('page_token') ?? '0')?.[0]);
      return { body: { result: { items: from(start, 20) }, meta: { nextPageToken: `t${start + 20}`, total: 45 } } };
    });
    expect(config).toMatchObject({
      ...{ pagination: 'cursor', data_path: 'result.items', next_path: 'meta.nextPageToken' },
      parameters: { cursor: 'page_token' },
    });
    expect(reasons[0]).toEqual({ field: 'data_path', code: 'data_path', params: { path: 'result.items' } });
  });

  it('is links in the answer, unless they lead to another origin', () => {
    const linked =
      (origin: string): Api =>
      params => {
        const start = number(params, 'start', 0);
        return { body: { data: from(start, 20), links: { next: { href: `${origin}/things?start=${start + 20}` } } } };
      };
    expect(probe(linked('http://api.example')).config).toMatchObject({
      ...{ pagination: 'link', next_path: 'links.next.href' },
    });
    const { config, asked } = probe(linked('http://elsewhere.example'));
    expect(config.pagination).not.toBe('link');
    expect(asked.join()).not.toContain('elsewhere');
  });

  it('is said to be unknown where nothing changes the answer', () => {
    const proposal = probe(() => ({ body: from(0, 20) }));
    expect(codesOf(proposal)[0]).toBe('not_paged');
    expect(proposal.pages).toHaveLength(1);
  });

  it('is told of an API that refuses what it does not know', () => {
    const { config } = probe(params => {
      if ([...params.keys()].some(name => !['offset', 'limit'].includes(name))) return null;
      return { body: from(number(params, 'offset', 0), number(params, 'limit', 20)) };
    });
    expect(config.pagination).toBe('offset');
  });
});

describe('the columns', () => {
  const once = (rows: readonly Row[]) => probe(() => ({ body: rows }));
  const days = (at: number) => `2026-01-${String(at + 1).padStart(2, '0')}`;
  const rowsOf = (row: (at: number) => Row): Row[] => Array.from({ length: 12 }, (_, at) => row(at));

  it('a key is unique; its name goes before its place', () => {
    expect(once(rowsOf(at => ({ code: `c${at}`, uuid: `u${at}` }))).config.primary_key).toBe('uuid');
    expect(once(rowsOf(at => ({ id: at % 3, ref: `r${at}` }))).config.primary_key).toBe('ref');
  });

  it('a key is not invented', () => {
    const proposal = once(rowsOf(at => ({ id: at % 3, title: 'two words' })));
    expect(proposal.config.primary_key).toBeUndefined();
    expect(codesOf(proposal)).toContain('key_none');
    expect(once([{ colour: 'red' }, { colour: 'blue' }]).config.primary_key).toBeUndefined();
  });

  it('columns are a key together where no single one is, those first whose names say so', () => {
    const readings = rowsOf(at => ({ value: at % 5, at: days(at % 4), station_id: Math.floor(at / 4), unit: 'm' }));
    const { config, reasons } = once(readings);
    expect(config.primary_key).toEqual(['station_id', 'at']);
    expect(reasons).toContainEqual({
      ...{ field: 'primary_key', code: 'key_together', params: { columns: 'station_id, at', rows: 12 } },
    });
    const bits = rowsOf(at => ({ a: at & 1, b: (at >> 1) & 1, c: at >> 2 }));
    expect(once(bits).config.primary_key).toEqual(['a', 'b', 'c']);
    expect(once([...bits, ...bits]).config.primary_key).toBeUndefined();
  });

  it('a date that is missing in a row, or does not exist, is none', () => {
    expect(once(rowsOf(at => ({ id: at, day: at === 3 ? null : days(at) }))).config.date_column).toBeUndefined();
    expect(
      once(rowsOf(at => ({ id: at, day: at === 3 ? '2026-02-30' : days(at) }))).config.date_column,
    ).toBeUndefined();
  });

  it('what happened goes before what was created and changed', () => {
    const row = (at: number) => ({
      ...{
        id: at,
        updated_at: `${days(at)}T09:00:00Z`,
        created_at: `${days(at)}T08:00:00Z`,
        seen_at: `${days(at)}T07:00:00Z`,
      },
    });
    const proposal = once(rowsOf(row));
    expect(proposal.config.date_column).toBe('seen_at');
    expect(proposal.reasons).toContainEqual({
      ...{ field: 'date_column', code: 'date_first' },
      params: { column: 'seen_at', others: 'created_at, updated_at' },
    });
    expect(codesOf(proposal)).toContain('watermark_unasked');
  });

  it('a watermark is proposed where the API obeys its parameter', () => {
    const rows = rowsOf(at => ({ id: at, changedOn: `${days(at)}T09:00:00+01:00` }));
    const { config } = probe(params => ({
      body: rows.filter(({ changedOn }) => String(changedOn) >= (params.get('updated_since') ?? '')),
    }));
    expect(config).toMatchObject({
      ...{ watermark: 'last_updated_at', watermark_column: 'changedOn', watermark_param: 'updated_since' },
    });
  });
});

describe('an answer', () => {
  it('holds its rows where the longest list of objects is', () => {
    expect(findRows({ errors: [], page: { things: from(0, 3) }, tags: ['a'] })?.path).toEqual(['page', 'things']);
    expect(findRows({ data: [], other: from(0, 3) })?.path).toEqual(['data']);
    expect(findRows({ names: ['a', 'b'] })).toBeNull();
    expect(findRows('text')).toBeNull();
  });

  it('names the next page by what says next first', () => {
    const found = findNexts({
      paging: { cursors: { after: 'x' }, next: '/things?a=1' },
      data: [{ next: 'no' }],
      next_cursor: null,
    });
    expect(found.map(({ path }) => path.join('.'))).toEqual(['paging.next', 'paging.cursors.after']);
  });
});

describe('the text of a configuration', () => {
  it('is YAML that reads back as what was proposed, whatever the names', () => {
    const config = {
      ...{ base_url: 'http://api.example/a?b=#c', pagination: 'cursor' as const, next_path: 'a.b: c # d' },
      ...{ parameters: { cursor: 'no', limit: '\u0085"x\u2028' }, primary_key: ['a', 'true'], page_size: 20 },
    };
    const reasons = [
      { field: 'pagination' as const, code: 'cursor', params: {} },
      { field: 'primary_key' as const, code: 'key', params: {} },
      { field: 'watermark' as const, code: 'none', params: {} },
    ];
    const text = writeConfig(
      { config, reasons },
      { head: ['head'], why: code => `why ${code}\nwatermark: x\u0085y: z` },
    );
    expect(readWrittenYaml(text)).toEqual(config);
    expect(text).toMatch(/^# head\n\nbase_url: /);
    expect(text).toContain('# why none watermark: x y: z\n');
  });
});
