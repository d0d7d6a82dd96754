import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createRobotsGate } from '../../../../src/engine/robotsGate.ts';
import { createSitemaps } from '../../../../src/engine/sitemap/sitemaps.ts';
import { unpackGzip } from '../../../../src/engine/sitemap/unpackGzip.ts';
import { createFakeHttp, type FakeAnswer } from '../../../fakes/http.ts';
import { createFakePorts, fakeSettings } from '../../../fakes/ports.ts';
import { createVirtualClock } from '../../../fakes/virtualClock.ts';

const urlset = (...paths: string[]): string =>
  `<urlset>${paths.map(path => `<url><loc>${path}</loc></url>`).join('')}</urlset>`;
const index = (...paths: string[]): string =>
  `<sitemapindex>${paths.map(path => `<sitemap><loc>${path}</loc></sitemap>`).join('')}</sitemapindex>`;

function open(web: Record<string, FakeAnswer | FakeAnswer[]>, addresses: Record<string, string[]> = {}) {
  const http = createFakeHttp(web, addresses);
  const ports = createFakePorts({ http, clock: createVirtualClock() });
  const settings = fakeSettings({ inputHosts: ['a.fr:443'] });
  const sitemaps = createSitemaps(ports, settings, createRobotsGate(ports, settings));
  const visit = { signal: new AbortController().signal, heartbeat: () => undefined };
  return { http, ports, of: (uri = 'https://a.fr/') => sitemaps.of(uri, visit) };
}

describe('the sitemaps of a site', () => {
  it('are those that robots.txt names, on another host, too; else /sitemap.xml; read once', async () => {
    const named = open({
      'https://a.fr/robots.txt': 'Sitemap: https://maps.fr/a.xml',
      'https://maps.fr/a.xml': urlset('https://a.fr/1'),
    });
    expect((await named.of()).listed).toEqual([{ address: 'https://a.fr/1', by: 'https://maps.fr/a.xml' }]);
    await named.of('https://a.fr/elsewhere');
    expect(named.http.pages()).toEqual(['https://maps.fr/a.xml']);
    const usual = open({ 'https://a.fr/sitemap.xml': urlset('https://a.fr/2') });
    expect((await usual.of()).listed).toHaveLength(1);
  });

  it('may be an index of gzipped files of its own host', async () => {
    const { of } = open({
      'https://a.fr/sitemap.xml': index('https://a.fr/1.xml.gz', 'https://evil.fr/2.xml', 'https://a.fr/1.xml.gz'),
      'https://a.fr/1.xml.gz': { body: gzipSync(urlset('https://a.fr/1', 'https://a.fr/2')) },
    });
    const { listed, files } = await of();
    expect(listed.map(({ address }) => address)).toEqual(['https://a.fr/1', 'https://a.fr/2']);
    expect(files.map(({ uri, addresses, problem }) => [uri, addresses, problem])).toEqual([
      ['https://a.fr/sitemap.xml', 3, null],
      ['https://a.fr/1.xml.gz', 2, null],
    ]);
  });

  it.each([
    ['sitemap_missing', { 'https://a.fr/sitemap.xml': { status: 404 } }],
    ['sitemap_unreadable', { 'https://a.fr/sitemap.xml': '<html></html>' }],
    ['robots_disallowed', { 'https://a.fr/robots.txt': 'User-agent: *\nDisallow: /sitemap' }],
    ['http_unavailable', { 'https://a.fr/sitemap.xml': { status: 503 } }],
    ['gzip_corrupt', { 'https://a.fr/sitemap.xml': { body: new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]) } }],
    ['private_address', { 'https://a.fr/robots.txt': 'Sitemap: http://10.0.0.1/s.xml' }],
  ])('that cannot be read stop nothing: %s is told', async (code, web: Record<string, FakeAnswer>) => {
    const { of, ports } = open(web);
    const { listed, files } = await of();
    expect([listed, files.map(({ problem }) => problem?.code)]).toEqual([[], [code]]);
    expect(ports.log.lines.map(line => line.code)).toContain(code);
  });

  it('an index below an index is passed over', async () => {
    const { of } = open({
      'https://a.fr/sitemap.xml': index('https://a.fr/1.xml'),
      'https://a.fr/1.xml': index('https://a.fr/2.xml'),
    });
    expect((await of()).files.map(({ problem }) => problem?.code)).toEqual([undefined, 'sitemap_nested']);
  });

  it('a gzip bomb is stopped at its limit', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(1_000_000)));
    await expect(unpackGzip(bomb, 'https://a.fr/s.gz', 999_999)).rejects.toMatchObject({
      problem: { code: 'page_too_big' },
    });
    expect(await unpackGzip(bomb, 'https://a.fr/s.gz', 1_000_000)).toHaveLength(1_000_000);
  });
});
