import { describe, expect, it } from 'vitest';
import type { RunSettings } from '../../../src/engine/activity.ts';
import { fetchPage } from '../../../src/engine/fetchPage.ts';
import type { PageRecord } from '../../../src/engine/ports.ts';
import { createRobotsGate } from '../../../src/engine/robotsGate.ts';
import { createFakeHttp, type FakeAnswer, type FakeHttp } from '../../fakes/http.ts';
import { createFakePorts, fakeContext, fakeSettings } from '../../fakes/ports.ts';

const uri = 'http://ville.fr/a';

function fetchFrom(http: FakeHttp, given: { settings?: Partial<RunSettings>; record?: PageRecord } = {}) {
  const ports = createFakePorts({ http });
  const settings = fakeSettings(given.settings);
  const gate = createRobotsGate(ports, settings);
  return fetchPage({ context: fakeContext({ ports, settings }), gate, uri, record: given.record });
}

const redirect = (location: string): FakeAnswer => ({ status: 302, headers: { location } });

const record: PageRecord = {
  etag: '"1"',
  lastModified: 'Fri, 20 Nov 2026 09:00:00 GMT',
  sha256: 'abc',
  path: 'runs/old/scraping/a.html',
  finalUri: uri,
  contentType: 'text/html',
};

describe('redirects', () => {
  it('are followed by hand, relative ones too, and told', async () => {
    const http = createFakeHttp({ [uri]: redirect('b?x=1#part'), 'http://ville.fr/b?x=1': 'arrived' });
    const outcome = await fetchFrom(http);
    expect(outcome).toMatchObject({ page: { status: 200, finalUri: 'http://ville.fr/b?x=1', redirects: [uri] } });
  });

  it('in a circle across hosts are a loop', async () => {
    const http = createFakeHttp({ [uri]: redirect('http://autre.fr/b'), 'http://autre.fr/b': redirect(uri) });
    await expect(fetchFrom(http)).rejects.toMatchObject({ problem: { kind: 'data', code: 'redirect_loop' } });
    expect(http.pages()).toEqual([uri, 'http://autre.fr/b']);
  });

  it('stop after ten, and ten arrive', async () => {
    const chain = (length: number) =>
      createFakeHttp({
        [uri]: redirect('/1'),
        [`http://ville.fr/${length}`]: 'arrived',
        ...Object.fromEntries(
          Array.from({ length: length - 1 }, (_, i) => [`http://ville.fr/${i + 1}`, redirect(`/${i + 2}`)]),
        ),
      });
    expect(await fetchFrom(chain(10))).toMatchObject({ page: { finalUri: 'http://ville.fr/10' } });
    await expect(fetchFrom(chain(11))).rejects.toMatchObject({
      problem: { code: 'redirect_loop', params: { hops: 11 } },
    });
  });

  it.each(['file:///etc/passwd', 'ftp://ville.fr/', 'http://', 'javascript:1'])('to %s are refused', async location => {
    const problem = { kind: 'data', code: 'redirect_refused', params: { uri, location } };
    await expect(fetchFrom(createFakeHttp({ [uri]: redirect(location) }))).rejects.toMatchObject({ problem });
  });

  it('that add a tracking parameter arrive', async () => {
    const tracked = `${uri}?utm_source=x`;
    const outcome = await fetchFrom(createFakeHttp({ [uri]: redirect(tracked), [tracked]: 'arrived' }));
    expect(outcome).toMatchObject({ page: { finalUri: tracked } });
  });

  it('without an address are an odd status', async () => {
    const http = createFakeHttp({ [uri]: { status: 302, headers: {} } });
    await expect(fetchFrom(http)).rejects.toMatchObject({ problem: { code: 'http_status', params: { status: 302 } } });
  });
});

describe('private addresses', () => {
  const inside = 'http://intranet.ville.fr:8080/b';
  const web = () =>
    createFakeHttp({ [uri]: redirect(inside), [inside]: 'secret' }, { 'intranet.ville.fr': ['8.8.8.8', '10.0.0.1'] });

  it('are refused behind a redirect, before anything is asked there', async () => {
    const http = web();
    await expect(fetchFrom(http)).rejects.toMatchObject({
      problem: { kind: 'data', code: 'private_address', params: { host: 'intranet.ville.fr' } },
    });
    expect(http.pages()).toEqual([uri]);
  });

  it('are allowed when INPUT names that host and port', async () => {
    const outcome = await fetchFrom(web(), { settings: { inputHosts: ['intranet.ville.fr:8080'] } });
    expect(outcome).toMatchObject({ page: { finalUri: inside } });
  });

  it('are refused on another port of a host that INPUT names', async () => {
    const settings = { inputHosts: ['intranet.ville.fr:80'] };
    await expect(fetchFrom(web(), { settings })).rejects.toMatchObject({ problem: { code: 'private_address' } });
  });

  it('are allowed when a person allows them', async () => {
    expect(await fetchFrom(web(), { settings: { allowPrivateHosts: true } })).toMatchObject({
      page: { finalUri: inside },
    });
  });

  it('are found in every spelling of an IP address', async () => {
    const http = createFakeHttp({ [uri]: redirect('http://0x7f.1/b') });
    await expect(fetchFrom(http)).rejects.toMatchObject({
      problem: { code: 'private_address', params: { host: '127.0.0.1' } },
    });
  });

  it('a name that nobody knows here is left to the request', async () => {
    const http = createFakeHttp({ [uri]: 'through a proxy' });
    http.lookup = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await fetchFrom(http)).toMatchObject({ page: { status: 200 } });
  });
});

describe('headers', () => {
  it('of the settings go to the hosts of INPUT only; the user agent goes everywhere', async () => {
    const http = createFakeHttp({ [uri]: redirect('http://autre.fr/b'), 'http://autre.fr/b': 'arrived' });
    await fetchFrom(http, { settings: { headers: { authorization: 'word' }, inputHosts: ['ville.fr:80'] } });
    const sent = http.requests.filter(({ url }) => !url.endsWith('robots.txt')).map(({ headers }) => headers);
    expect(sent[0]).toMatchObject({ authorization: 'word', 'user-agent': 'ingestion-workshop/0.0.0' });
    expect(sent[1]).not.toHaveProperty('authorization');
    expect(sent[1]).toMatchObject({ 'user-agent': 'ingestion-workshop/0.0.0' });
  });
});

describe('a page known from an earlier run', () => {
  it('is asked for under a condition, and 304 keeps what was known', async () => {
    const http = createFakeHttp({ [uri]: { status: 304, headers: { etag: '"2"' } } });
    const outcome = await fetchFrom(http, { record });
    expect(http.requests.at(-1)?.headers).toMatchObject({ 'if-none-match': '"1"' });
    const { contentType, lastModified } = record;
    expect(outcome).toMatchObject({ page: { status: 304, etag: '"2"', lastModified, contentType } });
  });

  it('without an ETag is asked for by its date', async () => {
    const http = createFakeHttp({ [uri]: 'new' });
    await fetchFrom(http, { record: { ...record, etag: null } });
    expect(http.requests.at(-1)?.headers).toMatchObject({ 'if-modified-since': record.lastModified });
  });

  it('sends its condition only to the address that it was learnt from', async () => {
    const http = createFakeHttp({ [uri]: redirect('/b'), 'http://ville.fr/b': { status: 304 } });
    const outcome = await fetchFrom(http, { record: { ...record, finalUri: 'http://ville.fr/b' } });
    expect(http.requests[1]?.headers).not.toHaveProperty('if-none-match');
    expect(outcome).toMatchObject({ page: { status: 304 } });
  });

  it('a 304 that nobody asked for is no page', async () => {
    await expect(fetchFrom(createFakeHttp({ [uri]: { status: 304 } }))).rejects.toMatchObject({
      problem: { kind: 'data', code: 'http_status' },
    });
  });
});

it('passes on what Retry-After asks', async () => {
  const http = createFakeHttp({ [uri]: { status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 09:00:30 GMT' } } });
  await expect(fetchFrom(http)).rejects.toMatchObject({
    problem: { kind: 'transient', code: 'http_unavailable', params: { status: 429, uri } },
    retryAfterMs: 30_000,
  });
});

it('asks robots.txt of every host on the way', async () => {
  const there = 'http://autre.fr/b';
  const http = createFakeHttp({ [uri]: redirect(there), 'http://autre.fr/robots.txt': 'User-agent: *\nDisallow: /' });
  expect(await fetchFrom(http)).toEqual({ refusal: { code: 'robots_disallowed', params: { uri: there, line: 2 } } });
  expect(http.pages()).toEqual([uri]);
});
