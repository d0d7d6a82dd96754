/** The practice site: original pages of a town's transport. */
import { createFaultBoard, type FaultBoard } from './faultBoard.ts';
import { openPracticeServer, type Exchange, type PracticeServer, type ServerOptions } from './practiceServer.ts';
import { sendText } from './send.ts';
import { withArchives } from './site/archives.ts';
import { readContent } from './site/content.ts';
import { answerLoop, answerWithFault, faultNames } from './site/faults.ts';
import { createPages, type Page, type SitePages } from './site/pages.ts';
import { pageKey, sendPage, writeRobots, writeSitemap } from './site/sendPage.ts';

export interface PracticeSiteOptions extends ServerOptions {
  /** The folder `workshop/practice-site`. */
  readonly contentDir: string;
  /** How many generated pages to add under `/archives/`; default 0. */
  readonly pages?: number;
}

export type PracticeSite = PracticeServer;

interface Site {
  readonly pages: SitePages;
  readonly disallow: readonly string[];
  readonly board: FaultBoard;
}

/** Starts serving. Problems: config `port_in_use`, `port_refused`, each with `host` and `port`. */
export async function startPracticeSite(options: PracticeSiteOptions): Promise<PracticeSite> {
  const content = withArchives(await readContent(options.contentDir), options.pages ?? 0);
  const board = createFaultBoard(faultNames.map(name => ({ name })));
  const site: Site = { pages: createPages(content), disallow: content.site.disallow, board };
  return openPracticeServer(options, { board, answer: exchange => answerRead(site, exchange) });
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
  const spoiled = isPageRequest(exchange, page) ? site.board.take(page.path) : undefined;
  if (spoiled) return answerWithFault(spoiled.name, response, page);
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
const isPageRequest = ({ request }: Exchange, page: Page): boolean =>
  request.method === 'GET' && page.contentType.startsWith('text/html');
