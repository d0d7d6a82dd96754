import { lookup } from 'node:dns/promises';
import { fail, type ProblemError } from '../model/problem.ts';
import type { Http, HttpRequest, HttpResponse } from '../engine/ports.ts';

// The global fetch, no client library: VS Code hands its proxy and certificates to this one only.

/**
 * The Http port on the global fetch. Throws, beside what the port names: transient `host_not_found`, config `tls_error`
 * and `port_blocked` (one that fetch refuses); a cancelled request throws its signal's reason.
 * The body is read for 2xx alone: redirects and refusals are known by status and headers.
 * Not seen: a compressed body that ends too early inside an intact answer (fetch inflates leniently).
 */
export function createHttp(): Http {
  return {
    get,
    async lookup(host) {
      const found = await lookup(host, { all: true });
      return found.map(({ address }) => address);
    },
  };
}

async function get(request: HttpRequest): Promise<HttpResponse> {
  request.signal.throwIfAborted();
  // One controller for all three ends: time is over, the caller cancels, the body is too big.
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(tooLate(request)), request.timeoutMs);
  const cancel = () => stop.abort(request.signal.reason);
  request.signal.addEventListener('abort', cancel, { once: true });
  try {
    return await exchange(request, stop);
  } catch (thrown) {
    throw stop.signal.aborted ? stop.signal.reason : thrown;
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', cancel);
  }
}

async function exchange(request: HttpRequest, stop: AbortController): Promise<HttpResponse> {
  const response = await ask(request, stop.signal);
  const { status } = response;
  const isPage = status >= 200 && status < 300;
  if (!isPage) await response.body?.cancel();
  const body = isPage ? await readBody(response, request, stop) : new Uint8Array();
  return { status, headers: Object.fromEntries(response.headers), body };
}

async function ask({ url, headers }: HttpRequest, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers: { ...headers }, redirect: 'manual', signal });
  } catch (thrown) {
    throw connectionProblem(url, thrown);
  }
}

/** Counts decoded bytes as they come, so that a compressed bomb never unfolds. */
async function readBody(response: Response, request: HttpRequest, stop: AbortController): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      size += part.value.length;
      if (size > request.maxBytes) stop.abort(tooBig(request));
      stop.signal.throwIfAborted();
      parts.push(part.value);
    }
  } catch (thrown) {
    throw fail('transient', 'body_cut', { uri: request.url, bytes: size, reason: reasonOf(thrown) }, thrown);
  }
  return Buffer.concat(parts, size);
}

const tooLate = ({ url, timeoutMs }: HttpRequest): ProblemError =>
  fail('transient', 'timeout', { uri: url, seconds: timeoutMs / 1000 });

const tooBig = ({ url, maxBytes }: HttpRequest): ProblemError =>
  fail('data', 'page_too_big', { uri: url, bytes: maxBytes });

/** Certificates are a person's to mend; Node's codes for them begin in these ways, or name them. */
const TLS_REASON = /^(?:ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(?:GET|VERIFY)|EPROTO)|_CERT/;

function connectionProblem(url: string, thrown: unknown): ProblemError {
  const reason = reasonOf(thrown);
  const params = { uri: url, host: new URL(url).host, reason };
  // Transient although a wrong name never heals: a machine that just woke up knows no name either.
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN') return fail('transient', 'host_not_found', params, thrown);
  if (TLS_REASON.test(reason)) return fail('config', 'tls_error', params, thrown);
  if (reason === 'bad port') return fail('config', 'port_blocked', { uri: url, port: new URL(url).port }, thrown);
  return fail('transient', 'connection_failed', params, thrown);
}

/** The innermost code (`ECONNREFUSED`), else the innermost message: fetch wraps both in "fetch failed". */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.cause instanceof Error) return reasonOf(thrown.cause);
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.message;
}
