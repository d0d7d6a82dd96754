import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from './pages.ts';

/**
 * The key under which a page is kept: the decoded path without `index.html` and last slash, and the number of a
 * listing's page. All other parameters (`utm_source` …) are ignored, as most sites do. Nothing for a broken escape.
 */
export function pageKey(url: URL): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  const plain = path.replace(/\/index\.html$/, '/').replace(/(?<=.)\/+$/, '');
  const number = url.searchParams.get('page');
  return number === null || number === '1' ? plain : `${plain}?page=${number}`;
}

/** Sends a page with its validators, or 304 when the reader has it already. */
export function sendPage(request: IncomingMessage, response: ServerResponse, page: Page, status: 200 | 404): void {
  const headers = {
    'Content-Type': page.contentType,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
    ...(status === 200 ? { ETag: page.etag, 'Last-Modified': page.lastModified.toUTCString() } : {}),
  };
  if (status === 200 && isFresh(request, page)) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  response.writeHead(status, { ...headers, 'Content-Length': page.body.length });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

/** RFC 9110, 13.2.2: If-Modified-Since counts only where there is no If-None-Match. */
function isFresh(request: IncomingMessage, page: Page): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === page.etag);
  }
  return Date.parse(request.headers['if-modified-since'] ?? '') >= page.lastModified.getTime();
}

/** robots.txt and the sitemap must name whole addresses, so they repeat the Host that was asked (and checked). */
const origin = (request: IncomingMessage): string => `http://${request.headers.host ?? 'localhost'}`;

export function writeRobots(request: IncomingMessage, disallow: readonly string[]): string {
  const rules = disallow.map(path => `Disallow: ${path}`);
  return ['User-agent: *', ...rules, '', `Sitemap: ${origin(request)}/sitemap.xml`, ''].join('\n');
}

export function writeSitemap(
  request: IncomingMessage,
  pages: readonly { readonly path: string; readonly modified: string }[],
): string {
  const rows = pages.map(
    ({ path, modified }) => `  <url><loc>${origin(request)}${path}</loc><lastmod>${modified}</lastmod></url>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...rows,
    '</urlset>',
    '',
  ].join('\n');
}
