import type { ServerResponse } from 'node:http';
import { cutBody, httpDateIn } from '../send.ts';
import type { Page } from './pages.ts';

/** How a fault answers a request for `page`; it must end the response, now or when the connection closes. */
type Answer = (response: ServerResponse, page: Page) => void;

const nestedDepth = 50_000;

/** All faults, by name. A new one is a new row. */
const answers = new Map<string, Answer>([
  ['429-seconds', response => refuse(response, 429, '1')],
  ['429-date', response => refuse(response, 429, httpDateIn(1))],
  ['500', response => refuse(response, 500)],
  ['redirect-loop', response => redirect(response, '/_fault/redirect-loop/1')],
  ['cut-body', (response, page) => cutBody(response, page.contentType, page.body)],
  ['slow', sendSlowly],
  ['nested', response => sendNested(response)],
]);

export const faultNames: readonly string[] = [...answers.keys()];

export function answerWithFault(name: string, response: ServerResponse, page: Page): void {
  const answer = answers.get(name);
  if (!answer) throw new RangeError(`No fault "${name}"`);
  answer(response, page);
}

/** `/_fault/redirect-loop/1` and `/2` send to each other for ever. */
export function answerLoop(response: ServerResponse, path: string): void {
  redirect(response, `/_fault/redirect-loop/${path.endsWith('/1') ? 2 : 1}`);
}

function refuse(response: ServerResponse, status: number, retryAfter?: string): void {
  const headers = retryAfter === undefined ? {} : { 'Retry-After': retryAfter };
  response.writeHead(status, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>${status}</title><h1>Service momentanément indisponible</h1>`);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location, 'Content-Length': 0 });
  response.end();
}

/** One byte now and one each second, until the reader gives up. */
function sendSlowly(response: ServerResponse, page: Page): void {
  response.writeHead(200, { 'Content-Type': page.contentType, 'Content-Length': page.body.length });
  let sent = 0;
  const sendByte = (): void => {
    response.write(page.body.subarray(sent, sent + 1));
    sent += 1;
    if (sent === page.body.length) response.end();
  };
  sendByte();
  const timer = setInterval(sendByte, 1000);
  response.once('close', () => clearInterval(timer));
}

function sendNested(response: ServerResponse): void {
  const open = '<div>'.repeat(nestedDepth);
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><html lang="fr"><head><title>Page très imbriquée</title></head><body><h1>Page très imbriquée</h1>${open}<p>Tout au fond de ${nestedDepth} éléments, une phrase attend qu'on la trouve.</p>${'</div>'.repeat(nestedDepth)}</body></html>`,
  );
}
