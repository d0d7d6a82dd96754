// What stands before a Temporal server elsewhere: TLS, client certificates, an API key; or a server of an older version.
import { readFileSync } from 'node:fs';
import http2, { type Http2Server, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { Pair } from './certificates.ts';

export interface GateOptions {
  /** `host:port` of the server behind it. */
  readonly address: string;
  readonly tls?: { readonly server: Pair; readonly clientCa?: string };
  /** Who does not bring it is refused as Temporal Cloud does: UNAUTHENTICATED. */
  readonly apiKey?: string;
  /** What it says of itself; null: it does not know the question, as servers before 1.14. */
  readonly version?: string | null;
}

export interface Gate {
  readonly address: string;
  close(): Promise<void>;
}

const UNIMPLEMENTED = 12;
const UNAUTHENTICATED = 16;

export async function openGate(options: GateOptions): Promise<Gate> {
  const { tls } = options;
  const behind = http2.connect(`http://${options.address}`);
  behind.on('error', () => undefined);
  const server: Http2Server = tls
    ? http2.createSecureServer({
        ...{ cert: readFileSync(tls.server.cert), key: readFileSync(tls.server.key) },
        ...(tls.clientCa ? { ca: readFileSync(tls.clientCa), requestCert: true, rejectUnauthorized: true } : {}),
      })
    : http2.createServer();
  const sessions = new Set<{ destroy(): void }>();
  server.on('session', session => sessions.add(session));
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    const refusal = refusalOf(headers, options);
    if (refusal !== undefined) return answer(stream, refusal);
    const version = options.version;
    if (version && isAboutVersion(headers)) return answer(stream, 0, systemInfo(version));
    pass(stream, behind.request(withoutConnection(headers)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: a server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    async close() {
      for (const session of sessions) session.destroy();
      behind.destroy();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

function refusalOf(headers: IncomingHttpHeaders, { apiKey, version }: GateOptions): number | undefined {
  if (apiKey !== undefined && headers.authorization !== `Bearer ${apiKey}`) return UNAUTHENTICATED;
  return version === null && isAboutVersion(headers) ? UNIMPLEMENTED : undefined;
}

const isAboutVersion = (headers: IncomingHttpHeaders): boolean => /\/GetSystemInfo$/.test(headers[':path'] ?? '');

/** Field 1, a string, in a frame of gRPC: not compressed, its length in four bytes. */
function systemInfo(version: string): Buffer {
  const text = Buffer.from(version);
  const message = Buffer.concat([Buffer.from([0x0a, text.length]), text]);
  return Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
}

function answer(stream: ServerHttp2Stream, status: number, message?: Buffer): void {
  const headers = { ':status': 200, 'content-type': 'application/grpc' };
  if (!message) return stream.respond({ ...headers, 'grpc-status': `${status}` }, { endStream: true });
  stream.respond(headers, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': `${status}` }));
  stream.end(message);
}

const withoutConnection = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== ':scheme' && name !== 'host'));

function pass(stream: ServerHttp2Stream, onward: http2.ClientHttp2Stream): void {
  let trailers: IncomingHttpHeaders = {};
  onward.on('error', () => stream.destroy());
  stream.on('close', () => onward.destroy());
  onward.on('response', (headers, flags) => {
    const endStream = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(headers, endStream ? { endStream } : { waitForTrailers: true });
    if (endStream) return;
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    onward.pipe(stream);
  });
  onward.on('trailers', heard => (trailers = heard));
  stream.pipe(onward);
}
