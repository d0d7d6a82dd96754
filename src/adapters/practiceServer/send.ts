import type { ServerResponse } from 'node:http';

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  type: string = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' });
  response.end(text.endsWith('\n') ? text : `${text}\n`);
}

export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  sendText(response, status, JSON.stringify(value), 'application/json; charset=utf-8');

/** Announces the whole body, sends half of it and closes the connection. */
export function cutBody(response: ServerResponse, contentType: string, body: Buffer): void {
  response.writeHead(200, { 'Content-Type': contentType, 'Content-Length': body.length });
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

/** An HTTP date has whole seconds: rounded up, so that it is never already past. */
export const httpDateIn = (seconds: number): string =>
  new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toUTCString();
