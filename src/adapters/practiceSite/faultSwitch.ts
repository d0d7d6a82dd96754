import type { IncomingMessage, ServerResponse } from 'node:http';
import { faultNames, type FaultBoard } from './faults.ts';
import { hasToken } from './guard.ts';

/** Far above any request that makes sense. */
const maxBodyBytes = 10_000;

interface SwitchRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly board: FaultBoard;
  readonly token: string;
}

/**
 * `GET /_faults` lists; `POST /_faults {"name", "times", "path"?}` switches. The token and the JSON type keep web pages
 * out: a page of another site can send neither without a preflight, which is never answered.
 */
export function answerFaultSwitch({ request, response, board, token }: SwitchRequest): void {
  if (request.method === 'GET') return sendJson(response, 200, { faults: board.list() });
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'GET, POST');
    return sendJson(response, 405, { error: 'Only GET and POST.' });
  }
  if (!hasToken(request, token)) {
    return sendJson(response, 401, { error: 'Switching a fault needs the header Authorization: Bearer TOKEN.' });
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return sendJson(response, 415, { error: 'Send Content-Type: application/json.' });
  }
  readBody(request, body => {
    if (body === undefined) return sendJson(response, 413, { error: `At most ${maxBodyBytes} bytes.` });
    switchFault(response, board, body);
  });
}

function switchFault(response: ServerResponse, board: FaultBoard, body: string): void {
  try {
    const { name, times, path } = parseSwitch(body);
    board.set(name, times, path);
    sendJson(response, 200, { faults: board.list() });
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error), names: faultNames });
  }
}

function parseSwitch(body: string): { name: string; times: number; path: string | undefined } {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null) throw new RangeError('Send {"name": "...", "times": 1}.');
  const { name, times = 1, path } = value as Record<string, unknown>; // SAFETY: an object, and each field is checked below.
  if (typeof name !== 'string') throw new RangeError('"name" must be the name of a fault.');
  if (typeof times !== 'number') throw new RangeError('"times" must be a whole number from 0');
  if (path !== undefined && typeof path !== 'string') throw new RangeError('"path" must be a path of the site.');
  return { name, times, path };
}

function readBody(request: IncomingMessage, done: (body: string | undefined) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  request.on('data', (part: Buffer) => {
    size += part.length;
    if (size <= maxBodyBytes) parts.push(part);
  });
  request.on('end', () => done(size <= maxBodyBytes ? Buffer.concat(parts).toString('utf8') : undefined));
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(`${JSON.stringify(value)}\n`);
}
