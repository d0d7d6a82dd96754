import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../../src/adapters/http.ts';
import { fetchPage } from '../../src/engine/fetchPage.ts';
import { createRobotsGate } from '../../src/engine/robotsGate.ts';
import { ProblemError } from '../../src/model/problem.ts';
import { createFakePorts, fakeContext, fakeSettings } from '../fakes/ports.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const http = createHttp();
let server: Server;
let port = 0;

const routes: Record<string, Handler> = {
  '/page': (_, response) => response.setHeader('ETag', '"1"').end('<p>Bonjour</p>'),
  '/echo': (request, response) => response.end(JSON.stringify(request.headers)),
  '/bomb': (_, response) => {
    response.setHeader('Content-Encoding', 'gzip');
    zeros(300_000_000)
      .pipe(createGzip({ level: 1 }))
      .pipe(response);
  },
  '/never': () => undefined,
  '/drip': (_, response) => {
    const timer = setInterval(() => response.write('x'), 10);
    response.on('close', () => clearInterval(timer));
  },
  '/cut-length': (_, response) => {
    response.setHeader('Content-Length', '1000');
    response.write('half', () => response.destroy());
  },
  '/cut-chunks': (_, response) => response.write('half', () => response.destroy()),
  '/cut-gzip': (_, response) => {
    response.setHeader('Content-Encoding', 'gzip');
    response.end('this is no gzip');
  },
  '/reset': request => request.socket.destroy(),
  '/here': (_, response) => response.writeHead(302, { location: `http://localhost:${port}/there` }).end('moved'),
  '/there': (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/here` }).end(),
  '/file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/busy': (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(),
  '/busy-date': (_, response) => response.writeHead(503, { 'retry-after': 'Sat, 21 Nov 2026 09:01:00 GMT' }).end(),
};

/** 64 KB at a time: the bomb is never whole here either. */
function zeros(total: number): Readable {
  const block = Buffer.alloc(65_536);
  return Readable.from(
    (function* () {
      for (let size = 0; size < total; size += block.length) yield block;
    })(),
  );
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const handler = routes[request.url ?? ''];
    if (handler) handler(request, response);
    else response.writeHead(404).end('nothing');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  // SAFETY: a server that listens on a port has such an address.
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (
  path: string,
  given: { timeoutMs?: number; maxBytes?: number; signal?: AbortSignal; headers?: Record<string, string> } = {},
) =>
  http.get({
    url: path.startsWith('http') ? path : `http://127.0.0.1:${port}${path}`,
    headers: {},
    timeoutMs: 5_000,
    maxBytes: 1_000_000,
    signal: new AbortController().signal,
    ...given,
  });

const problemOf = async (promise: Promise<unknown>) => {
  const thrown: unknown = await promise.then(
    () => 'nothing was thrown',
    (reason: unknown) => reason,
  );
  return thrown instanceof ProblemError ? thrown.problem : thrown;
};

describe('the Http port on fetch', () => {
  it('gives status, headers in lower case and the body', async () => {
    const response = await ask('/page');
    expect(response.status).toBe(200);
    expect(response.headers['etag']).toBe('"1"');
    expect(new TextDecoder().decode(response.body)).toBe('<p>Bonjour</p>');
  });

  it('sends the headers it is given', async () => {
    const { body } = await ask('/echo', { headers: { 'user-agent': 'us/1', 'x-mine': 'yes' } });
    expect(JSON.parse(new TextDecoder().decode(body))).toMatchObject({ 'user-agent': 'us/1', 'x-mine': 'yes' });
  });

  it('follows no redirect', async () => {
    expect(await ask('/here')).toMatchObject({ status: 302, headers: { location: `http://localhost:${port}/there` } });
  });

  it('gives a 404 as an answer, not as an error', async () => {
    expect((await ask('/nowhere')).status).toBe(404);
  });

  it('stops a bomb at the cap on decoded bytes', async () => {
    // 1.3 MB on the wire: a cap on the body's own bytes would let it pass.
    const problem = await problemOf(ask('/bomb', { maxBytes: 20_000_000 }));
    expect(problem).toMatchObject({ kind: 'data', code: 'page_too_big', params: { bytes: 20_000_000 } });
  });

  it('takes a body that is exactly as big as the cap', async () => {
    expect((await ask('/page', { maxBytes: 14 })).body).toHaveLength(14);
    expect(await problemOf(ask('/page', { maxBytes: 13 }))).toMatchObject({ code: 'page_too_big' });
  });

  it.each(['/never', '/drip'])('gives up on %s when the time for the whole answer is over', async path => {
    expect(await problemOf(ask(path, { timeoutMs: 60 }))).toMatchObject({ kind: 'transient', code: 'timeout' });
  });

  it.each(['/cut-length', '/cut-chunks', '/cut-gzip'])('says that %s was cut', async path => {
    expect(await problemOf(ask(path))).toMatchObject({ kind: 'transient', code: 'body_cut' });
  });

  it('says that a connection was reset or refused', async () => {
    expect(await problemOf(ask('/reset'))).toMatchObject({ kind: 'transient', code: 'connection_failed' });
    const refused = await problemOf(ask('http://127.0.0.1:9/'));
    expect(refused).toMatchObject({ kind: 'config', code: 'port_blocked' });
    const closed = createServer();
    await new Promise<void>(done => closed.listen(0, '127.0.0.1', done));
    // SAFETY: as above.
    const { port: free } = closed.address() as AddressInfo;
    await new Promise(done => closed.close(done));
    expect(await problemOf(ask(`http://127.0.0.1:${free}/`))).toMatchObject({
      code: 'connection_failed',
      params: { reason: 'ECONNREFUSED' },
    });
  });

  it('throws the reason of its signal when it is cancelled', async () => {
    const cancel = new AbortController();
    const asked = problemOf(ask('/drip', { signal: cancel.signal }));
    setTimeout(() => cancel.abort('enough'), 30);
    expect(await asked).toBe('enough');
    expect(await problemOf(ask('/page', { signal: cancel.signal }))).toBe('enough');
  });

  it('looks up a host', async () => {
    expect((await http.lookup('127.0.0.1'))[0]).toBe('127.0.0.1');
  });
});

describe('a page over the real port', () => {
  const fetchIt = (path: string) => {
    const ports = createFakePorts({ http });
    const settings = fakeSettings({ inputHosts: [`127.0.0.1:${port}`, `localhost:${port}`] });
    const gate = createRobotsGate(ports, settings);
    return fetchPage({ context: fakeContext({ ports, settings }), gate, uri: `http://127.0.0.1:${port}${path}` });
  };

  it('finds a redirect loop across hosts', async () => {
    expect(await problemOf(fetchIt('/here'))).toMatchObject({ kind: 'data', code: 'redirect_loop' });
  });

  it('refuses to be sent to a file', async () => {
    expect(await problemOf(fetchIt('/file'))).toMatchObject({ kind: 'data', code: 'redirect_refused' });
  });

  it.each([
    ['/busy', 7_000],
    ['/busy-date', 60_000],
  ])('passes on what Retry-After of %s asks', async (path, ms) => {
    await expect(fetchIt(path)).rejects.toMatchObject({ problem: { kind: 'transient' }, retryAfterMs: ms });
  });
});
