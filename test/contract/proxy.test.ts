import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineEnvironment, engineFlags } from '../../src/extension/engineLaunch.ts';

/** VS Code's proxy reaches the engine process: its `fetch` is not the one that VS Code patches. */
let folder: string;
let proxy: Server;
const asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-proxy-'));
  const contents = `
    import { createHttp } from './src/adapters/http.ts';
    const { signal } = new AbortController();
    const request = { url: process.argv[2], headers: {}, timeoutMs: 5000, maxBytes: 1000, signal };
    createHttp().get(request).then(answer => console.log(new TextDecoder().decode(answer.body)));`;
  const stdin = { contents, resolveDir: path.resolve('.'), loader: 'ts' } as const;
  await build({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile: path.join(folder, 'get.cjs') });
  proxy = createServer((_request, response) => void response.end('by the proxy'));
  // Node asks for a tunnel, for http too; this proxy is at both its ends.
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(String(request.url));
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    proxy.emit('connection', socket);
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  proxy.close();
  rmSync(folder, { recursive: true });
});

// SAFETY: a listening TCP server has an address with a port.
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function get(url: string): Promise<string> {
  const network = {
    proxy: `http://127.0.0.1:${portOf(proxy)}`,
    noProxy: ['intern.test'],
    proxySupport: 'override',
    systemCertificates: false,
  };
  const env = engineEnvironment(process.env, network);
  const flags = engineFlags(network, process.allowedNodeEnvironmentFlags);
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, path.join(folder, 'get.cjs'), url], {
    env,
  });
  return stdout.trim();
}

test('an address of the Internet is asked through the proxy', async () => {
  expect(await get('http://ville.test/page')).toBe('by the proxy');
  expect(asked).toEqual(['ville.test:80']);
});

test('this machine is asked directly', async () => {
  const direct = createServer((_request, response) => void response.end('directly'));
  await new Promise<void>(resolve => direct.listen(0, '127.0.0.1', resolve));
  expect(await get(`http://127.0.0.1:${portOf(direct)}/`)).toBe('directly');
  direct.close();
  expect(asked.length).toBe(1);
});
