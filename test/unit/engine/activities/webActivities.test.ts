import { describe, expect, it } from 'vitest';
import { createWebActivities } from '../../../../src/engine/activities/createWebActivities.ts';
import type { Source } from '../../../../src/model/generated/types.ts';
import { createFakeHttp, type FakeAnswer } from '../../../fakes/http.ts';
import { createFakePorts, fakeContext, fakeSettings } from '../../../fakes/ports.ts';

const uri = 'http://ville.fr/bus';
const page = '<p>Bus</p><a href="/a">a</a><a href="/b">b</a>';
const raw = 'runs/run-1/scraping/page.html';

/** One run over a web in memory; `again` is the next run on the same work folder. */
function createRun(web: Record<string, FakeAnswer | FakeAnswer[]>, runId = 'run-1', ports = createFakePorts()) {
  const http = createFakeHttp(web);
  const world = { ...ports, http };
  const settings = fakeSettings();
  const { crawlSource, scrapeSource } = createWebActivities(world, settings);
  const contextAt = (artifactPath: string) => fakeContext({ ports: world, settings, runId, artifactPath });
  return {
    http,
    ports: world,
    crawl: (source: Source) => crawlSource(contextAt(`runs/${runId}/crawling/page.json`), source),
    scrape: (source: Source) => scrapeSource(contextAt(`runs/${runId}/scraping/page.html`), source),
    again: (next: Record<string, FakeAnswer | FakeAnswer[]>) => createRun(next, 'run-2', ports),
  };
}

const withTag = (etag: string): FakeAnswer => ({ headers: { 'content-type': 'text/html', etag }, body: page });

describe('CRAWLING', () => {
  it('at depth 0 fetches nothing and writes nothing', async () => {
    const run = createRun({ [uri]: page });
    expect(await run.crawl({ uri })).toEqual({ source: { uri }, discovered: [] });
    expect(run.http.requests).toEqual([]);
    expect(run.ports.artifacts.files.size).toBe(0);
  });

  it('gives the links one level lower, with what they inherit', async () => {
    const run = createRun({ [uri]: page });
    const options = { crawling_url_startswith: ['http://ville.fr/'] };
    const { discovered, bytes } = await run.crawl({ uri, max_depth: 2, options });
    expect(bytes).toBe(page.length);
    expect(discovered).toEqual([
      { uri: 'http://ville.fr/a', max_depth: 1, parent_uri: uri, options },
      { uri: 'http://ville.fr/b', max_depth: 1, parent_uri: uri, options },
    ]);
  });

  it('leaves a record and the page', async () => {
    const run = createRun({ [uri]: page });
    await run.crawl({ uri, max_depth: 1 });
    expect(JSON.parse(run.ports.artifacts.text('runs/run-1/crawling/page.json'))).toMatchObject({
      fetched: { status: 200, final_uri: uri, content_type: 'text/html', etag: null },
      discovered: ['http://ville.fr/a', 'http://ville.fr/b'],
      left_out: {},
    });
    expect(run.ports.artifacts.text('runs/run-1/crawling/page.html')).toBe(page);
  });

  it('finds no link in what is no page, and leaves the verdict to SCRAPING', async () => {
    const pdf = { headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7 <a href="/a">' };
    const run = createRun({ [uri]: pdf });
    expect(await run.crawl({ uri, max_depth: 1 })).toMatchObject({ discovered: [] });
    expect(await run.scrape({ uri, max_depth: 1 })).toMatchObject({ skipped: { code: 'unsupported_type' } });
    expect(run.http.pages()).toEqual([uri]);
  });

  it('skips what robots.txt forbids', async () => {
    const run = createRun({ [uri]: page, 'http://ville.fr/robots.txt': 'User-agent: *\nDisallow: /bus' });
    expect(await run.crawl({ uri, max_depth: 1 })).toMatchObject({ skipped: { code: 'robots_disallowed' } });
    expect(run.http.pages()).toEqual([]);
  });
});

describe('SCRAPING', () => {
  it('stores the bytes as they came', async () => {
    const body = new Uint8Array([0x3c, 0x70, 0x3e, 0xe9, 0x00, 0xff]);
    const run = createRun({ [uri]: { headers: { 'content-type': 'text/html; charset=iso-8859-1' }, body } });
    const { source } = await run.scrape({ uri, metadata: { title: 'Bus' } });
    expect(source).toEqual({ uri, mime_type: 'text/html', raw_file_path: raw, metadata: { title: 'Bus' } });
    expect(run.ports.artifacts.files.get(raw)).toEqual(body);
  });

  it('says where redirects led', async () => {
    const run = createRun({ [uri]: { status: 301, headers: { location: '/b' } }, 'http://ville.fr/b': page });
    const { source } = await run.scrape({ uri });
    expect(source.metadata).toEqual({ final_uri: 'http://ville.fr/b' });
  });

  it('takes what CRAWLING fetched, also in another process', async () => {
    const run = createRun({ [uri]: [withTag('"1"'), { status: 500 }] });
    await run.crawl({ uri, max_depth: 1 });
    const resumed = createRun({}, 'run-1', run.ports);
    const { source, reused, bytes } = await resumed.scrape({ uri, max_depth: 1 });
    expect(resumed.http.requests).toEqual([]);
    expect([source.raw_file_path, reused, bytes]).toEqual([raw, undefined, 0]);
    expect(run.ports.artifacts.text(raw)).toBe(page);
    expect(run.ports.cache.page(uri)).toMatchObject({ etag: '"1"', path: raw, contentType: 'text/html' });
  });

  it('fetches again when what CRAWLING left is gone or changed', async () => {
    const run = createRun({ [uri]: page });
    await run.crawl({ uri, max_depth: 1 });
    await run.ports.artifacts.write('runs/run-1/crawling/page.html', 'tampered');
    await run.scrape({ uri, max_depth: 1 });
    expect(run.http.pages()).toEqual([uri, uri]);
    expect(run.ports.artifacts.text(raw)).toBe(page);
  });

  it.each([
    ['an empty page', { body: '' }, 'empty_page'],
    ['a blank page', { body: ' \n\0' }, 'empty_page'],
    ['a PDF that says it is HTML', { headers: { 'content-type': 'text/html' }, body: '%PDF-1.7' }, 'unsupported_type'],
    ['plain text', { headers: { 'content-type': 'text/plain' }, body: 'Bus' }, 'unsupported_type'],
  ])('skips %s and stores nothing', async (_, answer, code) => {
    const run = createRun({ [uri]: answer });
    expect(await run.scrape({ uri })).toMatchObject({ skipped: { code, params: { uri } } });
    expect(run.ports.artifacts.files.size).toBe(0);
    expect(run.ports.cache.page(uri)).toBeUndefined();
  });

  it('names the type that it does not take', async () => {
    const run = createRun({ [uri]: { headers: { 'content-type': 'application/pdf' }, body: '%PDF-1.7' } });
    expect(await run.scrape({ uri })).toMatchObject({
      source: { mime_type: 'application/pdf' },
      skipped: { params: { mime: 'application/pdf' } },
    });
  });

  it('refuses an address that is none', async () => {
    await expect(createRun({}).scrape({ uri: 'file:///etc/passwd' })).rejects.toMatchObject({
      problem: { kind: 'config', code: 'address_unusable' },
    });
  });
});

describe('a second run', () => {
  it('keeps the page of the first when the server says that it still holds', async () => {
    const run = createRun({ [uri]: withTag('"1"') });
    await run.scrape({ uri });
    const second = run.again({ [uri]: { status: 304, headers: {} } });
    expect(await second.scrape({ uri })).toMatchObject({
      reused: true,
      source: { raw_file_path: 'runs/run-2/scraping/page.html' },
    });
    expect(second.ports.artifacts.text('runs/run-2/scraping/page.html')).toBe(page);
    expect(second.ports.cache.page(uri)).toMatchObject({ etag: '"1"', path: 'runs/run-2/scraping/page.html' });
  });

  it('crawls the page of the first, and hands it on', async () => {
    const run = createRun({ [uri]: withTag('"1"') });
    await run.scrape({ uri });
    const second = run.again({ [uri]: { status: 304, headers: {} } });
    expect((await second.crawl({ uri, max_depth: 1 })).discovered).toHaveLength(2);
    expect(await second.scrape({ uri, max_depth: 1 })).toMatchObject({ reused: true });
    expect(second.http.pages()).toEqual([uri]);
  });

  it('asks without a condition when the first one’s file is gone', async () => {
    const run = createRun({ [uri]: withTag('"1"') });
    await run.scrape({ uri });
    run.ports.artifacts.files.clear();
    const second = run.again({ [uri]: [{ status: 304, headers: {} }, withTag('"1"')] });
    expect(await second.scrape({ uri })).not.toHaveProperty('reused');
    expect(second.http.requests.at(-1)?.headers).not.toHaveProperty('if-none-match');
    expect(second.ports.artifacts.text('runs/run-2/scraping/page.html')).toBe(page);
  });
});
