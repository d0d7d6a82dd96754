import { describe, expect, it } from 'vitest';
import { discoverLinks, type DiscoveryRequest } from '../../../src/engine/discoverLinks.ts';
import { processorMs } from '../../fakes/processorTime.ts';

const uri = 'http://ville.fr/bus/';

const discover = (html: string, given: Partial<DiscoveryRequest> = {}) =>
  discoverLinks({ html, uri, finalUri: uri, prefixes: undefined, config: {}, ...given });

const anchors = (...hrefs: string[]) => hrefs.map(href => `<a href="${href}">x</a>`).join('\n');

describe('the links of a page', () => {
  it('are absolute, in page order, each once', () => {
    const { addresses, merged } = discover(anchors('b', '/c', 'http://www.ville.fr/c/#x', '?p=2', '/c#y', 'b'));
    expect(addresses).toEqual(['http://ville.fr/bus/b', 'http://ville.fr/c', 'http://ville.fr/bus/?p=2']);
    expect(merged).toEqual([{ address: 'http://www.ville.fr/c/', into: 'http://ville.fr/c', rules: ['slash', 'www'] }]);
  });

  it('do not hold the page itself, under either of its addresses', () => {
    const { addresses, merged } = discover(anchors('#top', '.', '/transport', '/bus/index.html'), {
      finalUri: 'http://ville.fr/transport',
    });
    expect(addresses).toEqual(['http://ville.fr/']);
    expect(merged.map(({ into }) => into)).toEqual([uri]);
  });

  it('start from <base>, which itself starts from where the page was found', () => {
    const html = `<base href="/autre/"><base href="/faux/">${anchors('b')}<map><area href="c"></map>`;
    expect(discover(html).addresses).toEqual(['http://ville.fr/autre/b', 'http://ville.fr/autre/c']);
    expect(discover(`<base href="javascript:1">${anchors('b')}`).addresses).toEqual(['http://ville.fr/bus/b']);
  });

  it('read entities and non-ASCII letters', () => {
    expect(discover(anchors('/a?x=1&amp;y=2', '/médiathèque', ' \n/b ')).addresses).toEqual([
      'http://ville.fr/a?x=1&y=2',
      'http://ville.fr/m%C3%A9diath%C3%A8que',
      'http://ville.fr/b',
    ]);
  });

  it('leave nothing out in silence', () => {
    const html = `${anchors('mailto:a@b.fr', 'tel:1', 'javascript:x', '/a.JPG', '/b.zip?x=1', 'http://autre.fr/', '/plan.pdf')}
      <a rel="noopener NoFollow" href="/connexion">x</a>`;
    const { addresses, leftOut } = discover(html);
    expect(addresses).toEqual(['http://ville.fr/plan.pdf']);
    expect(leftOut).toEqual({ not_http: 3, not_a_page: 2, other_site: 1, nofollow: 1 });
  });

  it('are not followed from a page that asks so', () => {
    const html = `<meta name="ROBOTS" content="noindex, nofollow">${anchors('/a')}`;
    expect(discover(html)).toMatchObject({ addresses: [], leftOut: { nofollow: 1 } });
  });
});

describe('prefixes', () => {
  const kept = (prefix: string, ...hrefs: string[]) => discover(anchors(...hrefs), { prefixes: [prefix] }).addresses;

  it('do not admit a host that only begins alike', () => {
    expect(kept('http://a', 'http://a/x', 'http://a.evil/x', 'http://a@evil/x', 'http://ab/')).toEqual(['http://a/x']);
    expect(kept('http://a/b', 'http://a/b', 'http://a/bc', 'http://a.evil/b', 'http://a/c')).toEqual([
      'http://a/b',
      'http://a/bc',
    ]);
  });

  it('compare addresses, not spellings', () => {
    expect(kept('HTTP://WWW.Ville.fr:80/%7Ejean/', '/~jean/a', '/x/../~jean/b')).toEqual([
      'http://ville.fr/~jean/a',
      'http://ville.fr/~jean/b',
    ]);
  });

  it('an empty list keeps nothing, none at all keeps the site', () => {
    expect(discover(anchors('/a'), { prefixes: [] })).toMatchObject({ addresses: [], leftOut: { not_in_prefixes: 1 } });
    expect(discover(anchors('/a', 'https://ville.fr/b', 'http://www.ville.fr/c')).addresses).toEqual([
      'http://ville.fr/a',
      'http://www.ville.fr/c',
    ]);
  });

  it('that are no addresses are a person’s to mend', () => {
    expect(() => kept('ville.fr/a', '/a')).toThrow(
      expect.objectContaining({
        problem: { kind: 'config', code: 'prefix_invalid', params: { prefix: 'ville.fr/a' } },
      }),
    );
  });
});

it('patterns say what is in and what is out', () => {
  const config = { include: ['/bus/**', 'http://ville.fr/tram*'], exclude: ['**.pdf'] };
  const { addresses, leftOut } = discover(anchors('/bus/a/b', '/bus/plan.pdf', '/tram2', '/velo'), { config });
  expect(addresses).toEqual(['http://ville.fr/bus/a/b', 'http://ville.fr/tram2']);
  expect(leftOut).toEqual({ excluded: 1, not_included: 1 });
});

describe('hostile pages', () => {
  it.each([
    ['50,000 nested elements', '<div>'.repeat(50_000) + anchors('/a', '/b')],
    ['20,000 links that never end', '<A href="/a">'.repeat(20_000) + anchors('/b')],
    ['50,000 elements without a root', '<p>x</p>'.repeat(50_000) + anchors('/a', '/b')],
    ['end tags that end nothing', '<div></x>'.repeat(50_000) + anchors('/a', '/b')],
    ['a million signs of less', '<'.repeat(1_000_000) + ' ' + anchors('/a', '/b')],
  ])('%s take no time', async (_, html) => {
    const read = () => expect(discover(html).addresses).toEqual(['http://ville.fr/a', 'http://ville.fr/b']);
    expect(await processorMs(read)).toBeLessThan(1_500);
  });

  it('keep ten thousand links, and say how many more there were', () => {
    const html = Array.from({ length: 10_003 }, (_, i) => `<a href="/${i}">`).join('</a>');
    const { addresses, leftOut } = discover(html);
    expect(addresses).toHaveLength(10_000);
    expect(leftOut).toEqual({ over_limit: 3 });
  });
});
