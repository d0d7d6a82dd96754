/**
 * The practice site: original pages of a town's transport on 127.0.0.1, with faults that a person switches on.
 * node:http alone; nothing leaves the machine.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fail } from '../model/problem.ts';
import { withArchives } from './practiceSite/archives.ts';
import { readContent } from './practiceSite/content.ts';
import { answerFaultSwitch } from './practiceSite/faultSwitch.ts';
import { answerLoop, answerWithFault, createFaultBoard, faultNames, type FaultBoard } from './practiceSite/faults.ts';
import { hasToken, hostIsOurs, isLoopback } from './practiceSite/guard.ts';
import { createPages, type Page, type SitePages } from './practiceSite/pages.ts';
import { pageKey, sendPage, sendText, writeRobots, writeSitemap } from './practiceSite/send.ts';

export interface PracticeSiteOptions {
  /** The folder `workshop/practice-site`. */
  readonly contentDir: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Default 127.0.0.1; any address that is not loopback demands the token for every request. */
  readonly host?: string;
  /** How many generated pages to add under `/archives/`; default 0. */
  readonly pages?: number;
  /** Default: made anew at each start. */
  readonly token?: string;
}

export interface PracticeSite {
  /** Address of the start page, with its slash. */
  readonly url: string;
  readonly token: string;
  readonly faults: Pick<FaultBoard, 'list' | 'set'>;
  /** Ends open connections too. */
  close(): Promise<void>;
}

interface Site {
  readonly pages: SitePages;
  readonly disallow: readonly string[];
  readonly board: FaultBoard;
  readonly token: string;
  readonly open: boolean;
  readonly port: () => number;
}

/** Starts serving. Problems: config `port_in_use`, `port_refused`, each with `host` and `port`. */
export async function startPracticeSite(options: PracticeSiteOptions): Promise<PracticeSite> {
  const { contentDir, port = 0, host = '127.0.0.1', pages = 0, token = randomBytes(16).toString('hex') } = options;
  const content = withArchives(await readContent(contentDir), pages);
  const board = createFaultBoard();
  const server = createServer((request, response) => answer(site, request, response));
  const site: Site = {
    pages: createPages(content),
    disallow: content.site.disallow,
    board,
    token,
    open: isLoopback(host),
    port: () => portOf(server),
  };
  await listen(server, port, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}/`,
    token,
    faults: { list: board.list, set: board.set },
    close: () => closeServer(server),
  };
}

function answer(site: Site, request: IncomingMessage, response: ServerResponse): void {
  const target = `http://site.invalid${request.url?.startsWith('/') ? request.url : '/'}`;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (!url) return sendText(response, 400, 'This address cannot be read.');
  if (site.open && !hostIsOurs(request, site.port())) {
    return sendText(response, 403, 'This server answers to 127.0.0.1, localhost and [::1] only.');
  }
  if (!site.open && !hasToken(request, site.token, url.searchParams)) {
    return sendText(response, 401, 'This server needs its token: Authorization: Bearer TOKEN, or ?token=TOKEN.');
  }
  if (url.pathname === '/_faults')
    return answerFaultSwitch({ request, response, board: site.board, token: site.token });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendText(response, 405, 'Only GET and HEAD.');
  }
  answerRead(site, { request, response, url });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

function answerRead(site: Site, exchange: Exchange): void {
  const { request, response, url } = exchange;
  if (url.pathname === '/robots.txt') return sendText(response, 200, writeRobots(request, site.disallow));
  if (url.pathname === '/sitemap.xml') {
    return sendText(response, 200, writeSitemap(request, site.pages.sitemap), 'application/xml; charset=utf-8');
  }
  const fault = /^\/_fault\/([^/]+)/.exec(url.pathname)?.[1];
  if (fault !== undefined) return answerFaultAddress(site, exchange, fault);
  const key = pageKey(url);
  const page = key === undefined ? undefined : site.pages.find(key);
  if (!page) return sendPage(request, response, site.pages.notFound(), 404);
  const spoiled = isPageRequest(request, page) ? site.board.take(page.path) : undefined;
  if (spoiled !== undefined) return answerWithFault(spoiled, response, page);
  sendPage(request, response, page, 200);
}

/** `/_fault/NAME/anything` is always faulty, so that an input file can name such a page without a switch. */
function answerFaultAddress(site: Site, { request, response, url }: Exchange, name: string): void {
  const start = site.pages.find('/');
  if (!start || !faultNames.includes(name)) return sendPage(request, response, site.pages.notFound(), 404);
  if (name === 'redirect-loop') return answerLoop(response, url.pathname);
  answerWithFault(name, response, start);
}

/** Switched faults spoil what a reader came for, never pictures, robots.txt or a mere HEAD. */
const isPageRequest = (request: IncomingMessage, page: Page): boolean =>
  request.method === 'GET' && page.contentType.startsWith('text/html');

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(listenProblem(error, { host, port }));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function listenProblem(error: NodeJS.ErrnoException, where: { readonly host: string; readonly port: number }): Error {
  if (error.code === 'EADDRINUSE') return fail('config', 'port_in_use', where, error);
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') return fail('config', 'port_refused', where, error);
  return error;
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
