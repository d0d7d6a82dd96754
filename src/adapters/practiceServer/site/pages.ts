import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { Article, Charset, SiteContent } from './content.ts';
import { listed, renderArticle, renderListing, renderScriptPage } from './renderPage.ts';

/** One answer of the site, as it is sent. */
export interface Page {
  readonly path: string;
  readonly body: Buffer;
  readonly contentType: string;
  /** Strong, from the body alone: equal in every process and on every port. */
  readonly etag: string;
  readonly lastModified: Date;
}

/** Finds a page by its key (a path, with `?page=N` in a listing), or nothing. */
export type FindPage = (key: string) => Page | undefined;

export interface SitePages {
  readonly find: FindPage;
  readonly notFound: () => Page;
  /** Paths of all pages worth an entry in the sitemap, with the day of their last change. */
  readonly sitemap: readonly { readonly path: string; readonly modified: string }[];
}

const fileTypes = new Map([
  ['.svg', 'image/svg+xml'],
  ['.pdf', 'application/pdf'],
]);

/** Pages are rendered when they are first asked for, then kept: a page never changes while the site runs. */
export function createPages(content: SiteContent): SitePages {
  const makers = new Map<string, () => Page>([
    ...articlePages(content),
    ...listingPages(content),
    ...otherPages(content),
  ]);
  const made = new Map<string, Page>();
  return {
    find: key => {
      const page = made.get(key) ?? makers.get(key)?.();
      if (page) made.set(key, page);
      return page;
    },
    notFound: () => missingPage(content),
    sitemap: [
      ...content.site.listings.map(({ path }) => ({ path, modified: content.site.date })),
      ...content.articles.map(({ path, modified }) => ({ path, modified })),
    ].filter(({ path }) => !content.site.disallow.some(prefix => path.startsWith(prefix))),
  };
}

type Entry = readonly [string, () => Page];

function articlePages(content: SiteContent): Entry[] {
  const page = (article: Article) => (): Page =>
    htmlPage(article.path, renderArticle(content, article), article.modified, article.charset);
  return content.articles.flatMap(article =>
    [article.path, article.alsoAt].flatMap(path => (path === undefined ? [] : [[path, page(article)] as const])),
  );
}

function listingPages(content: SiteContent): Entry[] {
  return content.site.listings.flatMap(listing => {
    const count = Math.max(1, Math.ceil(listed(content, listing).length / listing.page_size));
    return Array.from({ length: count }, (_, index) => {
      const key = index === 0 ? listing.path : `${listing.path}?page=${index + 1}`;
      return [key, () => htmlPage(key, renderListing(content, listing, index + 1), content.site.date)] as const;
    });
  });
}

function otherPages(content: SiteContent): Entry[] {
  const { site, files } = content;
  const scripts = site.script_pages.map(
    page => [page.path, () => htmlPage(page.path, renderScriptPage(content, page), site.date)] as const,
  );
  const assets = [...files].map(([name, bytes]) => {
    const type = fileTypes.get(extname(name)) ?? 'application/octet-stream';
    return [`/files/${name}`, () => finishPage(`/files/${name}`, bytes, type, site.date)] as const;
  });
  return [...scripts, ...assets];
}

function missingPage(content: SiteContent): Page {
  const listing = {
    path: '/404',
    title: 'Page introuvable',
    description: "Cette page n'existe pas ou n'existe plus.",
    lead: "Cette page n'existe pas ou n'existe plus.",
    from: [],
    page_size: 1,
  };
  return htmlPage(listing.path, renderListing(content, listing, 1), content.site.date);
}

function htmlPage(path: string, html: string, modified: string, charset: Charset = 'utf-8'): Page {
  const body = charset === 'utf-8' ? Buffer.from(html, 'utf8') : encodeWindows1252(html);
  return finishPage(path, body, `text/html; charset=${charset}`, modified);
}

function finishPage(path: string, body: Buffer, contentType: string, modified: string): Page {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`;
  return { path, body, contentType, etag, lastModified: new Date(`${modified}T06:00:00Z`) };
}

/** Windows-1252 as the WHATWG Encoding standard has it; what it lacks becomes a character reference. */
function encodeWindows1252(html: string): Buffer {
  const all = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  const bytes = new Map([...all].map((character, byte) => [character, byte]));
  return Buffer.from(
    [...html].flatMap(character => {
      const byte = bytes.get(character);
      return byte === undefined ? [...Buffer.from(`&#${character.codePointAt(0)};`, 'latin1')] : [byte];
    }),
  );
}
