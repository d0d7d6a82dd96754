import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasToken } from './guard.ts';
import { sendJson } from './send.ts';

/** Far above any request that makes sense. */
const MAX_BODY_BYTES = 1_000_000;

/** An address where GET tells how things stand and POST changes them. */
export interface ServerAction {
  read(): unknown;
  /** Throws a RangeError with a sentence for a body that makes no sense. */
  act(body: unknown): unknown;
  /** Beside the sentence. */
  hint?(): object;
}

interface ActionRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly token: string;
}

/**
 * The token and the JSON type keep web pages out: a page of another site can send neither without a preflight, which
 * is never answered.
 */
export function answerAction(action: ServerAction, { request, response, token }: ActionRequest): void {
  if (request.method === 'GET') return sendJson(response, 200, action.read());
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'GET, POST');
    return sendJson(response, 405, { error: 'Only GET and POST.' });
  }
  if (!hasToken(request, token)) {
    return sendJson(response, 401, { error: 'Changing this server needs the header Authorization: Bearer TOKEN.' });
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return sendJson(response, 415, { error: 'Send Content-Type: application/json.' });
  }
  readBody(request, body => {
    if (body === undefined) return sendJson(response, 413, { error: `At most ${MAX_BODY_BYTES} bytes.` });
    act(action, response, body);
  });
}

function act(action: ServerAction, response: ServerResponse, body: string): void {
  try {
    sendJson(response, 200, action.act(JSON.parse(body)));
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error), ...action.hint?.() });
  }
}

function readBody(request: IncomingMessage, done: (body: string | undefined) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= MAX_BODY_BYTES) parts.push(part);
  });
  request.on('end', () => done(size <= MAX_BODY_BYTES ? Buffer.concat(parts).toString('utf8') : undefined));
}
