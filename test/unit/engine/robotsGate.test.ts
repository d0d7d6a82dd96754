import { describe, expect, it } from 'vitest';
import { readRobots } from '../../../src/engine/robots.ts';
import { createRobotsGate } from '../../../src/engine/robotsGate.ts';
import { fail } from '../../../src/model/problem.ts';
import { createFakeHttp, type FakeAnswer } from '../../fakes/http.ts';
import { createFakePorts, fakeSettings } from '../../fakes/ports.ts';

const site = 'http://ville.fr';
const idle = () => ({ signal: new AbortController().signal, heartbeat: () => undefined });

function gateOver(robots: FakeAnswer | FakeAnswer[], origin = site) {
  const http = createFakeHttp({ [`${origin}/robots.txt`]: robots });
  const ports = createFakePorts({ http });
  const gate = createRobotsGate(ports, fakeSettings({ allowPrivateHosts: true }));
  return { http, ports, gate, pass: (path: string) => gate.pass(origin + path, idle()) };
}

describe('robots.txt', () => {
  const robots = [
    'User-agent: *',
    'Disallow: /prive',
    'Allow: /prive/ouvert',
    'Disallow: /%7Ejean',
    'Disallow: /*.pdf$',
  ].join('\n');

  it.each([
    ['/prive/a', 2],
    ['/~jean/a', 4],
    ['/%7Ejean/a', 4],
    ['/a/b.pdf', 5],
  ])('%s is forbidden by line %d', async (path, line) => {
    const params = { uri: site + path, line };
    expect(await gateOver(robots).pass(path)).toEqual({ code: 'robots_disallowed', params });
  });

  it.each(['/', '/prive/ouvert/a', '/a.pdf?x=1'])('%s is allowed', async path =>
    expect(await gateOver(robots).pass(path)).toBeUndefined(),
  );

  it('speaks to us by name before it speaks to all', async () => {
    const { pass } = gateOver('User-agent: *\nDisallow: /\n\nUser-agent: Ingestion-Workshop\nDisallow: /x');
    expect(await pass('/a')).toBeUndefined();
    expect(await pass('/x')).toMatchObject({ params: { line: 5 } });
  });

  it.each([404, 401, 403, 410, 204])('that answers %d allows all', async status =>
    expect(await gateOver({ status, body: 'Disallow: /' }).pass('/a')).toBeUndefined(),
  );

  it('that is a page of HTML allows all', async () =>
    expect(await gateOver('<!doctype html><p>Not here').pass('/a')).toBeUndefined());

  it('that turns in circles allows all', async () =>
    expect(await gateOver({ status: 302, headers: { location: '/robots.txt' } }).pass('/a')).toBeUndefined());

  it.each([500, 503, 429])('that answers %d three times closes the host', async status => {
    const { pass, http, ports } = gateOver({ status });
    expect(await pass('/a')).toEqual({ code: 'robots_unavailable', params: { uri: `${site}/a`, status } });
    expect(await pass('/b')).toMatchObject({ code: 'robots_unavailable' });
    expect(http.requests).toHaveLength(3);
    expect(ports.clock.sleeps).toEqual([1_000, 2_000]);
  });

  it('that answers 503 once is asked again, when it wishes', async () => {
    const { pass, ports } = gateOver([{ status: 503, headers: { 'retry-after': '4' } }, 'User-agent: *\nDisallow: /b']);
    expect(await pass('/a')).toBeUndefined();
    expect(ports.clock.sleeps).toEqual([4_000]);
  });

  it.each(['port_blocked', 'host_not_found'])('of a host with %s tells the page, not itself', async code => {
    const { pass } = gateOver([fail('config', code, { uri: `${site}/robots.txt`, port: '9' })]);
    await expect(pass('/a')).rejects.toMatchObject({ problem: { code, params: { uri: `${site}/a`, port: '9' } } });
  });

  it('of a host that cannot be reached is a fault, and is asked again by the next', async () => {
    const { pass } = gateOver([fail('transient', 'connection_failed'), 'User-agent: *\nAllow: /']);
    await expect(pass('/a')).rejects.toMatchObject({ problem: { kind: 'transient', code: 'connection_failed' } });
    expect(await pass('/a')).toBeUndefined();
  });

  it('is read once for all who ask at the same time', async () => {
    const { pass, http } = gateOver('');
    await Promise.all(['/a', '/b', '/c'].map(pass));
    expect(http.requests).toHaveLength(1);
  });

  it('is asked for again when the one who asked is cancelled', async () => {
    const cancel = new AbortController();
    const { gate, http } = gateOver([
      request =>
        new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(new Error('cancelled')))),
      'User-agent: *\nDisallow: /b',
    ]);
    const first = gate.pass(`${site}/a`, { ...idle(), signal: cancel.signal });
    const second = gate.pass(`${site}/b`, idle());
    await new Promise(setImmediate);
    cancel.abort();
    await expect(first).rejects.toThrow('cancelled');
    expect(await second).toMatchObject({ code: 'robots_disallowed' });
    expect(http.requests).toHaveLength(2);
  });
});

describe('crawl-delay', () => {
  const slow = 'User-agent: *\nCrawl-delay: 7';

  it('keeps pages of one host apart, with a sign of life while waiting', async () => {
    const { gate, ports } = gateOver(slow);
    let heartbeats = 0;
    const visit = { ...idle(), heartbeat: () => void heartbeats++ };
    await Promise.all(['/a', '/b', '/c'].map(path => gate.pass(site + path, visit)));
    expect(ports.clock.sleeps).toEqual([5_000, 2_000, 5_000, 2_000]);
    expect(heartbeats).toBe(4);
  });

  it('counts the time that has passed', async () => {
    const { pass, ports } = gateOver(slow);
    await pass('/a');
    ports.clock.advance(6_000);
    await pass('/b');
    ports.clock.advance(8_000);
    await pass('/c');
    expect(ports.clock.sleeps).toEqual([1_000]);
  });

  it('is never longer after the clock has jumped a day back', async () => {
    const { pass, ports } = gateOver(slow);
    await pass('/a');
    ports.clock.advance(-86_400_000);
    await pass('/b');
    expect(ports.clock.sleeps).toEqual([5_000, 2_000]);
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:3000', 'http://[::1]:80'])('is nothing on %s', async origin => {
    const { pass, ports } = gateOver(slow, new URL(origin).origin);
    await pass('/a');
    await pass('/b');
    expect(ports.clock.sleeps).toEqual([]);
  });

  it('of more than 30 s is 30 s, and of nonsense is none', () => {
    const delay = (text: string) =>
      readRobots(`${site}/robots.txt`, `User-agent: *\nCrawl-delay: ${text}`, 'us/1').crawlDelayMs;
    expect(['3600', '0.5', '-3', 'soon', 'Infinity'].map(delay)).toEqual([30_000, 500, 0, 0, 30_000]);
  });
});
