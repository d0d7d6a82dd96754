import { describe, expect, it } from 'vitest';
import { MOST_ADDRESSES, readSitemap } from '../../../../src/engine/sitemap/readSitemap.ts';

const urlset = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inside}</urlset>`;

describe('readSitemap', () => {
  it('lists the addresses of pages, white space, entities and CDATA undone', () => {
    const text = urlset(
      '<url><loc>\n https://a.fr/?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod></url><url><loc><![CDATA[https://a.fr/b]]></loc></url>',
    );
    expect(readSitemap(text)).toEqual({
      ...{ kind: 'pages', isCut: false, over: 0 },
      addresses: ['https://a.fr/?x=1&y=2', 'https://a.fr/b'],
    });
  });

  it('tells an index, and takes a namespace’s prefix for what it is', () => {
    const text =
      '<s:sitemapindex xmlns:s="x"><s:sitemap><s:loc>https://a.fr/1.xml.gz</s:loc></s:sitemap></s:sitemapindex>';
    expect(readSitemap(text)).toMatchObject({ kind: 'index', addresses: ['https://a.fr/1.xml.gz'] });
  });

  it('leaves the places of pictures alone', () => {
    const picture = '<image:image><image:loc>https://a.fr/p.png</image:loc></image:image>';
    expect(readSitemap(urlset(`<url><loc>https://a.fr/</loc>${picture}</url>`)).addresses).toEqual(['https://a.fr/']);
  });

  it('takes what stands before a cut, but no half address', () => {
    const text = urlset('<url><loc>https://a.fr/1</loc></url><url><loc>https://a.fr/2').replace('</urlset>', '');
    expect(readSitemap(text)).toMatchObject({ kind: 'pages', addresses: ['https://a.fr/1'], isCut: true });
  });

  it('unfolds no entity of the file’s own', () => {
    const bomb = '<!DOCTYPE urlset [<!ENTITY a "https://evil.fr/">]><urlset><url><loc>&a;</loc></url></urlset>';
    expect(readSitemap(bomb).addresses).toEqual(['&a;']);
  });

  it('reads a text with an address a line', () => {
    expect(readSitemap('https://a.fr/1\r\nhttps://a.fr/2\n\nnonsense\n')).toMatchObject({
      ...{ kind: 'pages', addresses: ['https://a.fr/1', 'https://a.fr/2'] },
    });
  });

  it.each(['<html><body><loc>https://a.fr/</loc></body></html>', '', '<rss/>', '{"a": 1}'])('%j is none', text => {
    expect(readSitemap(text)).toMatchObject({ kind: null, addresses: [] });
  });

  it('takes as many as the protocol allows, and counts the rest', () => {
    const text = Array.from({ length: MOST_ADDRESSES + 3 }, (_, at) => `https://a.fr/${at}`).join('\n');
    const read = readSitemap(text);
    expect([read.addresses.length, read.over]).toEqual([MOST_ADDRESSES, 3]);
  });
});
