import { describe, expect, it } from 'vitest';
import { previewCrawl } from '../../../../src/engine/preview/previewCrawl.ts';
import { createSeenLinks } from '../../../../src/engine/preview/seenLinks.ts';
import type { WorkFolderParts } from '../../../../src/engine/workFolderParts.ts';
import type { RunOptions } from '../../../../src/model/event.ts';
import type { IngestionWorkflowInput } from '../../../../src/model/generated/types.ts';
import { byStage } from '../../../../src/model/stage.ts';
import { createFakeHttp, type FakeAnswer } from '../../../fakes/http.ts';
import { createFakePorts } from '../../../fakes/ports.ts';
import { fakeOptions } from '../../../fakes/run.ts';
import { createVirtualClock } from '../../../fakes/virtualClock.ts';

// Loaded late by the first run that asks for it: while a file is read the virtual clock would run away.
await import('../../../../src/engine/sitemap/readSite.ts');

const links = (...hrefs: string[]): string =>
  `<html><body>${hrefs.map(href => `<a href="${href}">x</a>`).join('')}<p>${hrefs.join()}</p></body></html>`;

const A = 'https://a.fr/';
const WEB: Record<string, FakeAnswer> = {
  'https://a.fr/robots.txt': 'User-agent: *\nDisallow: /secret\nCrawl-delay: 2',
  [A]: links('/b', '/b/', '/secret', 'https://b.fr/', '/c', '/x.png', 'mailto:a@a.fr', '/twin1', '/twin2', '/lost'),
  'https://a.fr/b': links('/d', '/e'),
  'https://a.fr/c': links('/d', '/#top'),
  'https://a.fr/twin1': links('/z'),
  'https://a.fr/twin2': links('/z'),
};

interface Given {
  readonly input?: Partial<IngestionWorkflowInput>;
  readonly options?: Partial<RunOptions>;
  readonly web?: Record<string, FakeAnswer>;
  readonly addresses?: Record<string, string[]>;
  readonly signal?: AbortSignal;
}

async function preview({ input = {}, options = {}, web = WEB, addresses = {}, signal }: Given) {
  const http = createFakeHttp(web, addresses);
  const ports = createFakePorts({ http, clock: createVirtualClock() });
  const progress: (readonly [number, number])[] = [];
  // SAFETY: no more than these is asked of a work folder's parts.
  const parts = { ports, portsFor: () => ports, codeVersions: byStage(() => '1') } as unknown as WorkFolderParts;
  const found = await previewCrawl(parts, {
    input: { sources: [{ uri: A, max_depth: 2 }], ...input },
    options: fakeOptions({ maxPageBytes: 100_000, ...options }),
    ...{ headers: {}, signal: signal ?? new AbortController().signal },
    onProgress: (done, known) => progress.push([done, known]),
  });
  const told = Object.fromEntries(
    found.entries.map(({ uri, action, reason }) => [uri, reason ? `${action} ${reason.code}` : action]),
  );
  return { ...found, told, http, ports, progress };
}

const at = async (given: Given, uri: string) => (await preview(given)).entries.find(entry => entry.uri === uri);

describe('a preview', () => {
  it('says of each address what a run would do, and why', async () => {
    const { told } = await preview({});
    expect(told).toEqual({
      [A]: 'fetch',
      'https://a.fr/b': 'fetch',
      'https://a.fr/b/': 'alias same_address',
      'https://a.fr/secret': 'skip robots_disallowed',
      'https://b.fr/': 'skip other_site',
      'https://a.fr/c': 'fetch',
      'https://a.fr/x.png': 'skip not_a_page',
      'mailto:a@a.fr': 'skip not_http',
      'https://a.fr/twin1': 'fetch',
      'https://a.fr/twin2': 'alias same_content',
      'https://a.fr/lost': 'fail http_status',
      'https://a.fr/d': 'fetch',
      'https://a.fr/e': 'fetch',
      'https://a.fr/z': 'fetch',
    });
  });

  it('asks for robots.txt and the pages above the last level, and writes nothing', async () => {
    const { http, ports, measured, unfollowed } = await preview({});
    const asked = http.pages().sort();
    expect(asked).toEqual(
      [A, 'https://a.fr/b', 'https://a.fr/c', 'https://a.fr/lost', 'https://a.fr/twin1', 'https://a.fr/twin2'].sort(),
    );
    expect([...ports.artifacts.files.keys()]).toEqual([]);
    expect(measured).toMatchObject({ requests: asked.length + 1, pages: 5 });
    expect(unfollowed).toBe(3);
  });

  it('says on which level, where it was found, and which line of the input is behind it', async () => {
    const input = {
      sources: [{ uri: A, max_depth: 2, options: { crawling_url_startswith: [A] } }],
      crawling_config: { exclude: ['/q*', '/c'] },
    };
    const found = await preview({ input });
    const of = (uri: string) => found.entries.find(entry => entry.uri === uri);
    expect(of('https://a.fr/e')).toMatchObject({
      level: 2,
      foundOn: 'https://a.fr/b',
      cause: ['sources', 0, 'max_depth'],
    });
    expect(of('https://a.fr/c')).toMatchObject({ level: 1, cause: ['crawling_config', 'exclude', 1] });
    expect(of('https://b.fr/')?.cause).toEqual(['sources', 0, 'options', 'crawling_url_startswith']);
    expect(of(A)).toMatchObject({ level: 0, foundOn: null, cause: ['sources', 0, 'uri'], loaded: { links: 10 } });
  });

  it('obeys max_pages, and names what it keeps out', async () => {
    const { told } = await preview({ input: { crawling_config: { max_pages: 3 } } });
    expect(Object.values(told).filter(what => what === 'fetch')).toHaveLength(2);
    expect(told['https://a.fr/c']).toBe('skip max_pages');
  });

  it('refuses private addresses that a link leads to, without asking them', async () => {
    const sources = [{ uri: A, max_depth: 1, options: { crawling_url_startswith: [A, 'https://in.fr'] } }];
    const web = { [A]: links('https://in.fr/x') };
    const { told, http } = await preview({ input: { sources }, web, addresses: { 'in.fr': ['10.0.0.7'] } });
    expect(told['https://in.fr/x']).toBe('skip private_address');
    expect(http.requests.map(({ url }) => url).filter(url => url.includes('in.fr'))).toEqual([]);
  });

  it('waits for turns where it asks, not for pages that it does not open', async () => {
    const { measured, hosts } = await preview({ input: { sources: [{ uri: A, max_depth: 1 }] } });
    expect(hosts).toEqual([{ origin: 'https://a.fr', pages: 6, delayMs: 2000, isLocal: false }]);
    expect(measured.durationMs).toBe(0);
  });

  it('takes what the sitemap lists, and says so', async () => {
    const web = { ...WEB, 'https://a.fr/sitemap.xml': '<urlset><url><loc>https://a.fr/late</loc></url></urlset>' };
    const input = { sources: [{ uri: A, max_depth: 1 }], crawling_config: { sitemap: true } };
    expect(await at({ input, web }, 'https://a.fr/late')).toMatchObject({
      ...{ action: 'fetch', level: 1, foundOn: 'https://a.fr/sitemap.xml' },
    });
    const { sitemaps } = await preview({ input, web });
    expect(sitemaps).toEqual([{ uri: 'https://a.fr/sitemap.xml', addresses: 1, problem: null }]);
  });

  it('opens nothing for pages that INPUT brings along, nor where CRAWLING is not asked for', async () => {
    const given = { uri: 'https://a.fr/kept', current_stage: 'SCRAPING', current_status: 'COMPLETED' } as const;
    const { told, http } = await preview({
      input: {
        sources: [
          { ...given, raw_file_path: 'kept.html' },
          { uri: A, max_depth: 2 },
        ],
        stages: ['SCRAPING'],
      },
    });
    expect(told).toEqual({ 'https://a.fr/kept': 'file', [A]: 'fetch' });
    expect(http.pages()).toEqual([]);
  });

  it('stopped, tells what is known by then', async () => {
    const stop = new AbortController();
    const web = { ...WEB, 'https://a.fr/b': () => (stop.abort(), links('/d')) };
    const found = await preview({ web, signal: stop.signal, options: { concurrency: 1 } });
    expect(found.isCancelled).toBe(true);
    expect(found.open).toBeGreaterThan(0);
    expect(found.told[A]).toBe('fetch');
    expect(found.told['https://a.fr/c']).toBeUndefined();
  });

  it('tells how far it is', async () => {
    const { progress, entries } = await preview({});
    const sources = entries.filter(({ reason }) => reason?.code !== 'other_site');
    expect(progress.at(-1)?.[0]).toBe(progress.at(-1)?.[1]);
    expect(sources.length).toBeGreaterThan(0);
  });
});

describe('links that were seen', () => {
  const link = (address: string, reason?: 'excluded') => ({ address, reason, listedBy: null });

  it('are kept as soon as one page keeps them', () => {
    const seen = createSeenLinks();
    seen.add({ uri: 'p1' }, link('a', 'excluded'));
    seen.add({ uri: 'p2' }, link('a'));
    seen.add({ uri: 'p3' }, link('a', 'excluded'));
    expect([...seen.list()]).toEqual([{ ...link('a'), page: 'p2' }]);
  });

  it('are as many as a person looks through; the rest is counted', () => {
    const seen = createSeenLinks(2);
    for (const address of ['a', 'b', 'c', 'a']) seen.add({ uri: 'p' }, link(address));
    expect([[...seen.list()].length, seen.unlisted]).toEqual([2, 1]);
  });
});
