import type { ServerResponse } from 'node:http';
import type { Page } from './pages.ts';

/** How a fault answers a request for `page`; it must end the response, now or when the connection closes. */
type Answer = (response: ServerResponse, page: Page) => void;

const nestedDepth = 50_000;

/** All faults, by name. A new one is a new row. */
const answers = new Map<string, Answer>([
  ['429-seconds', response => refuse(response, 429, '1')],
  ['429-date', response => refuse(response, 429, nextSecond())],
  ['500', response => refuse(response, 500)],
  ['redirect-loop', response => redirect(response, '/_fault/redirect-loop/1')],
  ['cut-body', cutBody],
  ['slow', sendSlowly],
  ['nested', response => sendNested(response)],
]);

export const faultNames: readonly string[] = [...answers.keys()];

export interface FaultState {
  readonly name: string;
  /** How many page requests it will still spoil. */
  readonly left: number;
  /** Only requests for this path, when given. */
  readonly path?: string;
}

export interface FaultBoard {
  list(): readonly FaultState[];
  /** Throws a RangeError for an unknown name or a count that is not a whole number from 0. */
  set(name: string, times: number, path?: string): void;
  /** The fault that spoils this request, if any, counted down. */
  take(path: string): string | undefined;
}

/** The switches of one running site; of two that fit a request, the one switched on first answers. */
export function createFaultBoard(): FaultBoard {
  const left = new Map<string, { times: number; path: string | undefined }>();
  return {
    list: () =>
      faultNames.map(name => {
        const fault = left.get(name);
        return { name, left: fault?.times ?? 0, ...(fault?.path === undefined ? {} : { path: fault.path }) };
      }),
    set: (name, times, path) => {
      if (!answers.has(name)) throw new RangeError(`No fault "${name}"; there are ${faultNames.join(', ')}`);
      if (!Number.isSafeInteger(times) || times < 0) throw new RangeError('"times" must be a whole number from 0');
      left.delete(name);
      if (times > 0) left.set(name, { times, path });
    },
    take: path => {
      const found = [...left].find(([, fault]) => fault.path === undefined || fault.path === path);
      if (!found) return undefined;
      const [name, fault] = found;
      fault.times -= 1;
      if (fault.times === 0) left.delete(name);
      return name;
    },
  };
}

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

/** An HTTP date has whole seconds: rounded up, so that it is never already past. */
const nextSecond = (): string => new Date(Math.ceil((Date.now() + 1000) / 1000) * 1000).toUTCString();

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location, 'Content-Length': 0 });
  response.end();
}

/** Announces the whole body, sends half of it and closes the connection. */
function cutBody(response: ServerResponse, page: Page): void {
  response.writeHead(200, { 'Content-Type': page.contentType, 'Content-Length': page.body.length });
  response.write(page.body.subarray(0, page.body.length >> 1), () => response.destroy());
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
