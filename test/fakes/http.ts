import { fail } from '../../src/model/problem.ts';
import type { Http, HttpRequest, HttpResponse } from '../../src/engine/ports.ts';

export type FakeAnswer =
  | string
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  | Error
  | ((request: HttpRequest) => Promise<HttpResponse> | FakeAnswer);

export interface FakeHttp extends Http {
  /** What was asked, in order. */
  readonly requests: HttpRequest[];
  /** `GET` lines without robots.txt, for short assertions. */
  pages(): string[];
}

/** A web in memory: address → answer; a list of answers is used up, its last one stays. All else is 404. */
export function createFakeHttp(
  web: Record<string, FakeAnswer | FakeAnswer[]>,
  addresses: Record<string, string[]> = {},
): FakeHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    pages: () => requests.map(({ url }) => url).filter(url => !url.endsWith('/robots.txt')),
    async get(request) {
      request.signal.throwIfAborted();
      requests.push(request);
      const known = web[request.url] ?? { status: 404 };
      const answer = Array.isArray(known) ? (known.length > 1 ? known.shift() : known[0]) : known;
      return respond(answer ?? { status: 404 }, request);
    },
    async lookup(host) {
      return addresses[host] ?? ['203.0.113.7'];
    },
  };
}

async function respond(answer: FakeAnswer, request: HttpRequest): Promise<HttpResponse> {
  if (answer instanceof Error) throw answer;
  if (typeof answer === 'function') {
    const given = await answer(request);
    return isResponse(given) ? given : respond(given, request);
  }
  const {
    status = 200,
    headers = { 'content-type': 'text/html' },
    body = '',
  } = typeof answer === 'string' ? { body: answer } : answer;
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (bytes.length > request.maxBytes)
    throw fail('data', 'page_too_big', { uri: request.url, bytes: request.maxBytes });
  return { status, headers, body: bytes };
}

const isResponse = (given: HttpResponse | FakeAnswer): given is HttpResponse =>
  typeof given === 'object' &&
  'body' in given &&
  given.body instanceof Uint8Array &&
  'status' in given &&
  'headers' in given;
