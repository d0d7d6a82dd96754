import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeApi } from '../../src/adapters/composeApi.ts';
import { readApiInput } from '../../src/engine/readApiInput.ts';
import { engine } from '../../src/cli/engine.ts';
import { command } from '../unit/cli/fakeWorld.ts';
import { startPracticeApi, type PracticeApi } from '../../src/adapters/practiceServer/practiceApi.ts';
import { resolveApiInput } from '../../src/model/api/settings.ts';

let api: PracticeApi;
beforeAll(async () => {
  api = await startPracticeApi({ rows: 300 });
});
afterAll(() => api.close());

const probe = (path: string, signal = new AbortController().signal) =>
  probeApi({ input: { base_url: `${api.url}${path}` }, headers: {}, userAgent: 'test', signal });

const EVENTS = {
  primary_key: 'id',
  date_column: 'event_date',
  start_param: 'start_date',
  end_param: 'end_date',
  watermark: 'last_updated_at',
};

describe('a probe of the practice API', () => {
  it.each([
    ['page', { pagination: 'page' }],
    ['offset', { pagination: 'offset' }],
    ['keyset', { pagination: 'keyset' }],
    ['cursor', { pagination: 'cursor' }],
    ['link', { pagination: 'link' }],
  ])('tells the style of events/%s, and its columns', async (style, paging) => {
    const { config, pages } = await probe(`events/${style}`);
    expect(config).toEqual({ base_url: `${api.url}events/${style}`, ...paging, ...EVENTS });
    expect(pages.map(({ rows }) => rows)).toEqual([100, 100]);
    expect(() => resolveApiInput({ ...config, start_date: '2026-01-01', end_date: '2026-01-02' })).not.toThrow();
  });

  it.each([
    ['server_error', 1],
    ['too_many_requests', 1],
  ])('waits for %s to pass, as a run does', async (fault, times) => {
    api.faults.set(fault, times);
    const { config } = await probe('posts');
    expect(config).toMatchObject({ pagination: 'page', primary_key: 'id' });
  });

  it('tells that posts come in pages and have no dates', async () => {
    const { config, reasons } = await probe('posts');
    expect(config).toEqual({ base_url: `${api.url}posts`, pagination: 'page', primary_key: 'id' });
    expect(reasons.map(({ code }) => code)).toEqual(['page', 'key_named', 'date_none', 'watermark_none']);
  });

  it.each([
    ['nowhere', 'api_not_found'],
    ['_fault/html_instead_of_json/events/page', 'api_not_json'],
    ['_fault/unauthorized/events/page', 'http_unauthorised'],
    ['_fault/not_a_list/events/page', 'api_not_list'],
    ['events/1001', 'api_not_list'],
    ['events/page?start_date=2030-01-01', 'api_empty'],
  ])('of %s fails with %s', async (path, code) => {
    await expect(probe(path)).rejects.toMatchObject({ problem: { code } });
  });
});

describe('ingest-api --probe', () => {
  it('prints the configuration even into a pipe, and it is one that ingest-api reads', async () => {
    const { code, out } = await command(['ingest-api', '--probe', '--base-url', `${api.url}events/cursor`], { engine });
    expect(code).toBe(0);
    const { input, problems, warnings } = readApiInput(out, { language: 'yaml' });
    expect([problems, warnings]).toEqual([[], []]);
    expect(input).toMatchObject({ pagination: 'cursor', ...EVENTS });
    expect(out).toMatch(/# The answer gives a cursor at next_cursor; .*\npagination: cursor\n/);
  });

  it('with --json gives the object, its text and the reasons', async () => {
    const { json } = await command(['ingest-api', '--probe', '--base-url', `${api.url}posts`, '--json'], { engine });
    const { yaml, reasons, config, ...rest } = json();
    expect(rest).toEqual({
      status: 'success',
      pages: [expect.objectContaining({ rows: 100 }), expect.objectContaining({ rows: 0 })],
    });
    expect(readApiInput(String(yaml), { language: 'yaml' }).input).toEqual(config);
    expect(reasons).toContainEqual({
      ...{ field: 'primary_key', code: 'key_named', params: { column: 'id', rows: 100 } },
      message: 'Unique in 100 rows, and its name says so.',
    });
  });

  it('fails as a run does', async () => {
    const { code, json } = await command(['ingest-api', '--probe', '--base-url', `${api.url}nowhere`], { engine });
    expect(code).toBe(2);
    expect(json()).toMatchObject({ status: 'error', error_detail: { code: 'api_not_found', kind: 'config' } });
  });
});
