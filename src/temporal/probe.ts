import net from 'node:net';
import tls from 'node:tls';
import { ProblemError, type Reason } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';

/** Why gRPC alone cannot tell: it tries again until its time is over, and then says no more than that. */
export interface Probed {
  /** Undefined: somebody answers there. */
  readonly refused: string | undefined;
}

const PROBE_MS = 3000;

/** Is anybody there? */
export async function probePort(address: string): Promise<Probed> {
  const socket = net.connect(hostOf(address));
  const refused = await opened(socket, 'connect');
  socket.destroy();
  return { refused };
}

export interface TlsFiles {
  readonly ca: Buffer | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
}

/**
 * What is wrong with the way in, where somebody answers: `temporal_tls` with its reason, `temporal_tls_needed`, or nothing
 * that TLS knows of. `settleMs`: for so long it is heard what the server says after the handshake; with TLS 1.3 a client
 * certificate is refused only then, by some without a word (`temporal_refused`).
 */
export async function probeTls(
  address: string,
  files: TlsFiles | undefined,
  settleMs = 0,
): Promise<Reason | undefined> {
  const { host, port } = hostOf(address);
  const servername = net.isIP(host) ? {} : { servername: host };
  const trusted = files ? { ...files } : { rejectUnauthorized: false };
  try {
    const socket = tls.connect({ host, port, ...servername, ...trusted, ALPNProtocols: ['h2'] });
    const failed = await opened(socket, 'secureConnect', settleMs);
    socket.destroy();
    if (!files) return failed === undefined ? { code: 'temporal_tls_needed', params: { address } } : undefined;
    if (failed === CLOSED) return files.cert ? { code: 'temporal_refused', params: { address } } : undefined;
    return failed === undefined ? undefined : { code: 'temporal_tls', params: { address, reason: failed } };
  } catch (error) {
    // A key that does not belong to its certificate, or is none.
    return {
      code: 'temporal_tls',
      params: { address, reason: error instanceof Error ? error.message : String(error) },
    };
  }
}

const CLOSED = 'closed';

/** Of a server that did not answer: what TLS says of it when it is listened to a little. */
export async function refusalOf(
  { address }: Pick<TemporalPlace, 'address'>,
  files: TlsFiles | undefined,
): Promise<ProblemError | undefined> {
  const reason = isProxied() ? undefined : await probeTls(address, files, SETTLE_MS);
  return reason && new ProblemError({ kind: 'config', ...reason });
}

const SETTLE_MS = 500;

/** What this machine can reach itself says nothing then. */
export const isProxied = (): boolean =>
  ['grpc_proxy', 'https_proxy', 'http_proxy'].some(name => process.env[name] || process.env[name.toUpperCase()]);

/** Undefined when it opens, else why not. */
function opened(socket: net.Socket, event: string, settleMs = 0): Promise<string | undefined> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve('ETIMEDOUT'), PROBE_MS);
    const end = (reason: string | undefined): void => {
      clearTimeout(timer);
      resolve(reason);
    };
    socket.once('error', error => end('reason' in error ? String(error.reason) : error.message)); // OpenSSL's own words.
    socket.once('close', () => end(CLOSED));
    // Who does not listen hears neither an alert nor the end.
    socket.resume();
    socket.once(event, () => (settleMs > 0 ? setTimeout(() => end(undefined), settleMs) : end(undefined)));
  });
}

/** `[::1]:7233`, `host:7233`, `host`. */
function hostOf(address: string): { readonly host: string; readonly port: number } {
  const [, six, name, port] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(address) ?? [];
  return { host: six ?? name ?? address, port: Number(port ?? 7233) };
}
