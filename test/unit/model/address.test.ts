import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, hostPort, identifyAddress, normaliseAddress, splitAddress } from '../../../src/model/address.ts';

const site = 'http://ville.fr';

describe('what is fetched', () => {
  it.each([
    ['/a#part', '/a', 'fragment'],
    ['/a#', '/a', 'fragment'],
    ['/b/../a', '/a', 'dot_segments'],
    ['/%2e/a', '/a', 'dot_segments'],
    ['/%7Ejean/%c3%a9', '/~jean/%C3%A9', 'percent'],
    ['/a?q=%7e', '/a?q=~', 'percent'],
    ['/a?utm_source=x&id=1&fbclid=2', '/a?id=1', 'tracking'],
    ['/a?utm_source=x', '/a', 'tracking'],
    ['/a?', '/a', 'empty_query'],
    ['/a b', '/a%20b', 'spelling'],
    ['/é', '/%C3%A9', 'spelling'],
  ])('%s becomes %s by the rule %s', (written, address, rule) => {
    expect(normaliseAddress(site + written)).toEqual({ address: site + address, trace: [rule] });
  });

  it.each([
    ['HTTP://Ville.FR/A', 'http://ville.fr/A', ['host_case']],
    ['http://ville.fr:80/', 'http://ville.fr/', ['default_port']],
    ['https://ville.fr:443', 'https://ville.fr/', ['default_port']],
    ['http://ville.fr./', 'http://ville.fr/', ['host_dot']],
    ['http://café.fr/', 'http://xn--caf-dma.fr/', ['punycode']],
    ['http://me:secret@ville.fr/', 'http://ville.fr/', ['credentials']],
    ['http:ville.fr/a', 'http://ville.fr/a', ['spelling']],
    ['http://ville.fr:8080/a/?b=1&a=2', 'http://ville.fr:8080/a/?b=1&a=2', []],
    ['http://[::1]:80/', 'http://[::1]/', ['default_port']],
  ])('%s becomes %s', (written, address, trace) => {
    expect(normaliseAddress(written)).toEqual({ address, trace });
  });

  it.each([
    'mailto:a@b.fr',
    'javascript:void(0)',
    'file:///etc/passwd',
    'ftp://ville.fr/',
    '',
    'http://',
    '/a',
    'data:text/html,x',
  ])('nothing is made of %j', written => expect(normaliseAddress(written)).toBeUndefined());

  it('is relative to its base, and keeps parameters as they are ordered', () => {
    expect(normaliseAddress('../c?b=1&a=2', 'http://ville.fr/a/b/')?.address).toBe('http://ville.fr/a/c?b=1&a=2');
    expect(normaliseAddress('//autre.fr/x', 'https://ville.fr/')?.address).toBe('https://autre.fr/x');
  });
});

describe('which addresses are one page', () => {
  it.each([
    ['http://www.ville.fr/a', ['www']],
    ['http://ville.fr/a/', ['slash']],
    ['http://ville.fr/a/index.html', ['slash', 'index']],
    ['http://ville.fr/a/INDEX.PHP', ['slash', 'index']],
    ['http://ville.fr/a#x', ['fragment']],
  ])('%s is http://ville.fr/a by %j', (written, trace) => {
    expect(identifyAddress(written)).toEqual({ address: 'http://ville.fr/a', trace });
  });

  it.each([
    ['http://ville.fr/?b=1&a=2', 'http://ville.fr/?a=2&b=1'],
    ['http://ville.fr', 'http://www.ville.fr/index.html'],
    ['http://ville.fr/%7Ea', 'http://ville.fr/~a'],
  ])('%s and %s are one', (one, other) => expect(addressKey(one)).toBe(addressKey(other)));

  it.each([
    ['http://ville.fr/a', 'https://ville.fr/a'],
    ['http://ville.fr/a', 'http://ville.fr:8080/a'],
    ['http://ville.fr/a', 'http://ville.fr/A'],
    ['http://ville.fr/a', 'http://ville.fr//a'],
    ['http://ville.fr/?a=1&a=2', 'http://ville.fr/?a=2&a=1'],
    ['http://ville.fr/?page=1', 'http://ville.fr/?page=2'],
    ['http://www.fr/', 'http://fr/'],
    ['http://fr.ville.fr/', 'http://ville.fr/'],
  ])('%s and %s are two', (one, other) => expect(addressKey(one)).not.toBe(addressKey(other)));
});

/** Made to hit the rules, not to be likely. */
const addresses = fc
  .tuple(
    fc.constantFrom('http', 'https', 'HTTP'),
    fc.constantFrom('ville.fr', 'www.ville.fr', 'WWW.Ville.fr', 'www.www.fr', 'café.fr', 'a.fr.', '127.0.0.1', '[::1]'),
    fc.constantFrom('', ':80', ':443', ':8080'),
    fc.array(fc.constantFrom('a', 'index.html', 'index.php', '..', '.', '', '%7E', '%2e', '%2F', 'é', '%', 'a b'), {
      maxLength: 5,
    }),
    fc.array(fc.constantFrom('a=1', 'a=2', 'b=%7e', 'utm_source=x', '%75tm_id=1', '', '=', 'c'), { maxLength: 4 }),
    fc.constantFrom('', '#', '#x'),
  )
  .map(([scheme, host, port, path, query, hash]) => {
    const search = query.length > 0 ? `?${query.join('&')}` : '';
    return `${scheme}://${host}${port}/${path.join('/')}${search}${hash}`;
  });

describe('for every address', () => {
  it('normalising twice changes nothing more', () => {
    fc.assert(
      fc.property(addresses, written => {
        const once = normaliseAddress(written)?.address ?? '';
        expect(normaliseAddress(once)).toEqual({ address: once, trace: [] });
        expect(addressKey(addressKey(written))).toBe(addressKey(written));
        expect(addressKey(once)).toBe(addressKey(written));
      }),
    );
  });

  it('the key stays on the site, so that equal keys mean the same host', () => {
    fc.assert(
      fc.property(addresses, written => {
        expect(splitAddress(addressKey(written))?.site).toBe(splitAddress(written)?.site);
      }),
    );
  });

  it('the trace is empty exactly when the address stays as it is', () => {
    fc.assert(
      fc.property(addresses, written => {
        const { address, trace } = identifyAddress(written) ?? { address: '', trace: [] };
        expect(trace.length === 0).toBe(address === written);
      }),
    );
  });
});

it('host and port are always both there', () => {
  expect(hostPort('http://Ville.fr/a')).toBe('ville.fr:80');
  expect(hostPort('https://ville.fr')).toBe('ville.fr:443');
  expect(hostPort('http://[::1]:8080/')).toBe('[::1]:8080');
  expect(hostPort('nothing')).toBeUndefined();
});
