import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import { isPracticeSite } from '../../src/adapters/practiceServer/isPracticeServer.ts';
import { validateIngestionWorkflowInput } from '../../src/model/generated/validate.js';
import { readContent } from '../../src/adapters/practiceServer/site/content.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const contentDir = folder('../../workshop/practice-site');
const { articles } = await readContent(contentDir);
const deadLinks = ['/magazine/exposition-omnibus-1876', '/vie-pratique/mediateur-voyageurs'];

let site: PracticeSite;
beforeAll(async () => {
  site = await startPracticeSite({ contentDir });
});
afterAll(() => site.close());
afterEach(() => site.faults.list().forEach(({ name }) => site.faults.set(name, 0)));

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, site.url), { redirect: 'manual', ...init });

async function decode(response: Response): Promise<string> {
  const charset = /charset=(.*)/.exec(response.headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  return new TextDecoder(charset).decode(await response.arrayBuffer());
}

/** What a person or a script could read: everything but styles and tags. */
const readable = (html: string): string =>
  html
    .replace(/<style[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

/** The words of a golden file, without Markdown's marks and addresses. */
const plainWords = (markdown: string): string =>
  markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\]\([^)]*\)/g, '')
    .replace(/^\|( --- \|)+$/gm, '')
    .replace(/[#*_`|>[\]-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)].map(match => (match[1] ?? '').replaceAll('&amp;', '&'));

/** Follows links within the site; the paths found at each level, and those that answer 404. */
async function crawl(start: PracticeSite, depth: number): Promise<{ found: Set<string>; dead: Set<string> }> {
  const found = new Set(['/']);
  const dead = new Set<string>();
  let level = ['/'];
  for (let step = 0; step <= depth; step += 1) {
    const pages = await Promise.all(level.map(path => fetch(new URL(path, start.url))));
    pages.forEach((page, index) => page.status === 404 && dead.add(level[index] ?? ''));
    const texts = await Promise.all(pages.map(decode));
    const next = texts.flatMap(linksOf).map(href => new URL(href, start.url));
    const inside = next.filter(url => url.origin === new URL(start.url).origin).map(url => url.pathname + url.search);
    level = [...new Set(inside)].filter(path => !found.has(path));
    if (step < depth) level.forEach(path => found.add(path));
  }
  return { found, dead };
}

describe('the pages', () => {
  it('are at least twenty-four French articles in four templates, and one in English', () => {
    expect(articles.filter(article => article.language === 'fr').length).toBeGreaterThanOrEqual(24);
    expect(articles.filter(article => article.language === 'en')).toHaveLength(1);
    expect(new Set(articles.map(article => article.template)).size).toBe(4);
  });

  it.each(articles.map(article => [article.path, article] as const))(
    '%s is of a real page’s size',
    async (path, article) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(`text/html; charset=${article.charset}`);
      const html = await decode(response);
      expect(Number(response.headers.get('content-length'))).toBeGreaterThan(20_000);
      expect(Number(response.headers.get('content-length'))).toBeLessThan(120_000);
      const golden = await readFile(folder(`../golden/practice-site/${article.slug}.md`), 'utf8');
      const boilerplate = 1 - plainWords(golden).length / readable(html).length;
      expect(boilerplate).toBeGreaterThan(0.6);
      expect(boilerplate).toBeLessThan(0.9);
      expect(plainWords(golden).split(' ').length).toBeGreaterThanOrEqual(250);
      expect(html).not.toContain('{{');
    },
  );

  it('are all reached in two steps, and exactly two links are dead', async () => {
    const { found, dead } = await crawl(site, 2);
    expect(articles.map(article => article.path).filter(path => !found.has(path))).toEqual([]);
    expect([...dead].sort()).toEqual(deadLinks);
  });

  it('answer at many spellings of one address, with the same bytes', async () => {
    const spellings = ['', '/', '/index.html', '?utm_source=lettre', '#prix'].map(
      end => `/vie-pratique/pass-jeune${end}`,
    );
    const all = [...spellings, '/jeunes/pass-jeune', '/vie-pratique/p%61ss-jeune'];
    const tags = await Promise.all(all.map(async path => (await get(path)).headers.get('etag')));
    expect(new Set(tags).size).toBe(1);
    expect(tags[0]).toMatch(/^"[0-9a-f]{32}"$/);
  });

  it('hold no text before their scripts run where only scripts fill them', async () => {
    const html = await (await get('/plan-interactif')).text();
    const body = html.slice(html.indexOf('<body>'));
    expect(readable(body.replace(/<script[\s\S]*?<\/script>/g, '')).trim()).toBe('');
  });

  it('write windows-1252 as their header and their meta say', async () => {
    const response = await get('/conseil/deliberation-2026-097');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(new TextDecoder('windows-1252').decode(bytes)).toContain('Le cœur du dispositif');
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    expect(new TextDecoder('windows-1252').decode(bytes)).toContain('charset=windows-1252');
  });

  it('list the news on several pages', async () => {
    const third = await get('/actualites?page=3');
    expect(third.status).toBe(200);
    expect((await get('/actualites?page=99')).status).toBe(404);
    expect(await third.text()).toContain('aria-current="page">3</a>');
  });

  it('include a robots.txt, a sitemap, a picture and a PDF', async () => {
    expect(await (await get('/robots.txt')).text()).toMatch(/^Disallow: \/recherche$/m);
    const sitemap = await (await get('/sitemap.xml')).text();
    expect(articles.filter(article => !sitemap.includes(`${article.path}</loc>`))).toEqual([]);
    expect((await get('/files/orva.svg')).headers.get('content-type')).toBe('image/svg+xml');
    const pdf = await get('/files/plan-du-reseau.pdf');
    expect([pdf.headers.get('content-type'), (await pdf.text()).slice(0, 5)]).toEqual(['application/pdf', '%PDF-']);
  });
});

describe('the answers', () => {
  it('have equal tags from two servers, and 304 to a reader who has the page', async () => {
    const other = await startPracticeSite({ contentDir });
    const paths = [
      '/',
      '/vie-pratique/tarifs',
      '/conseil/deliberation-2026-097',
      '/magazine/histoire-tramway',
      '/actualites',
    ];
    for (const path of paths) {
      const [one, two] = await Promise.all([get(path), fetch(new URL(path, other.url))]);
      const [etag, modified] = ['etag', 'last-modified'].map(name => one.headers.get(name) ?? '');
      expect(two.headers.get('etag')).toBe(etag);
      expect((await get(path, { headers: { 'If-None-Match': etag ?? '' } })).status).toBe(304);
      expect((await get(path, { headers: { 'If-Modified-Since': modified ?? '' } })).status).toBe(304);
    }
    await other.close();
  });

  it('carry no body to HEAD, and refuse other methods', async () => {
    const head = await get('/', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(20_000);
    expect((await get('/', { method: 'DELETE' })).status).toBe(405);
  });

  it('are given to our own names only', async () => {
    const { port } = new URL(site.url);
    const status = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request({ port, host: '127.0.0.1', headers: { Host: host } }, answer => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(await Promise.all([`LOCALHOST:${port}`, `[::1]:${port}`, `127.0.0.1:${port}`].map(status))).toEqual([
      200, 200, 200,
    ]);
    expect(await Promise.all([`evil.example:${port}`, 'localhost:1', 'localhost'].map(status))).toEqual([
      403, 403, 403,
    ]);
  });

  it('allow no other site to read them', async () => {
    const response = await get('/', { headers: { Origin: 'https://evil.example' } });
    expect([...response.headers.keys()].filter(name => name.startsWith('access-control'))).toEqual([]);
  });

  it('need the token for everything where the address is not loopback', async () => {
    const open = await startPracticeSite({ contentDir, host: '0.0.0.0', token: 'sesame' });
    const url = `http://127.0.0.1:${new URL(open.url).port}/`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(`${url}?token=wrong`)).status).toBe(401);
    expect((await fetch(`${url}?token=sesame`)).status).toBe(200);
    expect((await fetch(url, { headers: { Authorization: 'Bearer sesame' } })).status).toBe(200);
    await open.close();
  });

  it('end with the server, and a taken port is told', async () => {
    const first = await startPracticeSite({ contentDir });
    const port = Number(new URL(first.url).port);
    await expect(startPracticeSite({ contentDir, port })).rejects.toMatchObject({
      problem: { code: 'port_in_use', params: { port } },
    });
    await first.close();
    await expect(fetch(first.url)).rejects.toThrow();
  });
});

describe('the faults', () => {
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    get('/_faults', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${site.token}`, ...headers },
    });

  it('are listed, and switched by who holds the token and sends JSON', async () => {
    expect((await post({ name: '500', times: 2 })).status).toBe(200);
    const listed: unknown = await (await get('/_faults')).json();
    expect(listed).toMatchObject({
      faults: expect.arrayContaining([
        { name: '500', left: 2 },
        { name: 'slow', left: 0 },
      ]),
    });
    expect((await post({ name: '500', times: 1 }, { Authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await post({ name: '500', times: 1 }, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await post({ name: '500', times: -1 })).status).toBe(400);
    expect((await post('{')).status).toBe(400);
    expect((await post('x'.repeat(1_000_001))).status).toBe(413);
    const unknown = await post({ name: 'flood', times: 1 });
    expect([unknown.status, await unknown.json()]).toMatchObject([
      400,
      { names: expect.arrayContaining(['cut-body']) },
    ]);
    expect(() => site.faults.set('flood', 1)).toThrow(RangeError);
  });

  it('take effect on so many page requests, and on no other', async () => {
    site.faults.set('500', 2);
    expect((await get('/robots.txt')).status).toBe(200);
    expect((await get('/files/orva.svg')).status).toBe(200);
    const statuses = [await get('/'), await get('/vie-pratique/tarifs'), await get('/')].map(({ status }) => status);
    expect(statuses).toEqual([500, 500, 200]);
  });

  it('can be kept to one path', async () => {
    await post({ name: '500', times: 1, path: '/vie-pratique/tarifs' });
    expect([(await get('/')).status, (await get('/vie-pratique/tarifs/')).status]).toEqual([200, 500]);
  });

  it('429: Retry-After in seconds, and as a date that is still to come', async () => {
    site.faults.set('429-seconds', 1);
    const seconds = await get('/');
    expect([seconds.status, seconds.headers.get('retry-after')]).toEqual([429, '1']);
    site.faults.set('429-date', 1);
    const before = Date.now();
    const wait = Date.parse((await get('/')).headers.get('retry-after') ?? '') - before;
    expect(wait).toBeGreaterThanOrEqual(1000);
    expect(wait).toBeLessThan(2500);
  });

  it('redirect-loop: never ends', async () => {
    site.faults.set('redirect-loop', 1);
    await expect(get('/', { redirect: 'follow' })).rejects.toThrow();
    expect((await get('/')).status).toBe(200);
  });

  it('cut-body: announces more than it sends', async () => {
    site.faults.set('cut-body', 1);
    const response = await get('/');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('slow: a byte, and long nothing', async () => {
    site.faults.set('slow', 1);
    const response = await get('/');
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1);
    const second = reader?.read().then(() => 'more');
    expect(await Promise.race([second, new Promise(resolve => setTimeout(resolve, 30, 'nothing'))])).toBe('nothing');
    await reader?.cancel();
  });

  it('nested: 50,000 elements deep', async () => {
    site.faults.set('nested', 1);
    const html = await (await get('/')).text();
    expect(html.split('<div>')).toHaveLength(50_001);
  });

  it('have addresses that are always faulty', async () => {
    const statuses = ['429-seconds', '429-date', '500', 'nested'].map(
      async name => (await get(`/_fault/${name}/x`)).status,
    );
    expect(await Promise.all(statuses)).toEqual([429, 429, 500, 200]);
    await expect(get('/_fault/redirect-loop/x', { redirect: 'follow' })).rejects.toThrow();
    await expect(get('/_fault/cut-body/x').then(response => response.text())).rejects.toThrow();
    expect((await get('/_fault/flood')).status).toBe(404);
  });
});

it('is told from any other server by its faults', async () => {
  const other = createServer((_request, response) => response.end('{"faults": []}')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const otherPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  expect(await Promise.all([Number(new URL(site.url).port), otherPort].map(isPracticeSite))).toEqual([true, false]);
  other.close();
});

describe('a bigger site', () => {
  it('has generated pages, each different, all listed, without a dead link more', async () => {
    const big = await startPracticeSite({ contentDir, pages: 60 });
    const read = async (path: string): Promise<string> => (await fetch(new URL(path, big.url))).text();
    expect(linksOf(await read('/'))).toContain('/archives');
    const lists = await Promise.all(['/archives', '/archives?page=2'].map(read));
    const paths = [...new Set(lists.flatMap(linksOf))].filter(path => /^\/archives\/\d{4}$/.test(path));
    expect(paths).toHaveLength(60);
    const pages = await Promise.all(paths.map(read));
    expect(new Set(pages).size).toBe(60);
    expect(pages.map(page => Buffer.byteLength(page)).filter(size => size < 20_000 || size > 120_000)).toEqual([]);
    const links = new Set(pages.flatMap(linksOf).map(href => new URL(href, big.url).pathname));
    expect(deadLinks.filter(path => links.has(path))).toEqual([]);
    await big.close();
  });
});

describe('the sample inputs', () => {
  const folderOf = { site: folder('../../workshop'), saved: folder('../../workshop/pre-downloaded') };
  const readInput = async (path: string): Promise<{ sources: { uri: string; raw_file_path?: string }[] }> => {
    const input: unknown = parse(await readFile(path, 'utf8'));
    expect(validateIngestionWorkflowInput(input)).toBe(true);
    // SAFETY: the schema's validator has just accepted it.
    return input as { sources: { uri: string; raw_file_path?: string }[] };
  };

  it('name the practice site', async () => {
    const { sources } = await readInput(`${folderOf.site}/practice-site.ingest.yaml`);
    expect(sources.map(source => source.uri)).toEqual(['http://127.0.0.1:4173/']);
  });

  it('hold two pages as the site serves them', async () => {
    const { sources } = await readInput(`${folderOf.saved}/pre-downloaded.ingest.yaml`);
    expect(sources).toHaveLength(2);
    for (const { uri, raw_file_path } of sources) {
      const page = await (await get(new URL(uri).pathname)).text();
      await expect(page).toMatchFileSnapshot(`${folderOf.saved}/${raw_file_path}`);
    }
  });
});
