import type { Source } from '../../model/generated/types.ts';
import type { LoadedPage, PreviewSitemap } from '../../model/preview/preview.ts';
import type { Reason } from '../../model/problem.ts';
import type { ObtainedPage } from '../activities/obtainPage.ts';
import { skip } from '../activities/scrapeSource.ts';
import type { JudgedLink } from '../discoverLinks.ts';
import type { SiteListing } from '../sitemap/listing.ts';
import { createSeenLinks, type SeenLinks } from './seenLinks.ts';

/** What is known of a page that was loaded. */
export interface PageNote extends LoadedPage {
  readonly sha256: string;
  /** Why SCRAPING would leave it out: it is empty, or of another type. */
  readonly skipped: Reason | undefined;
}

/** What a preview learns besides the state of its run. */
export interface Notes {
  readonly pages: ReadonlyMap<string, PageNote>;
  readonly links: SeenLinks;
  readonly sitemaps: ReadonlyMap<string, PreviewSitemap>;
  /** Origin → what its robots.txt asks for. */
  readonly delays: Map<string, number>;
  /** Sources that were looked at. */
  ended: number;
  page(source: Source, page: ObtainedPage, more: { sha256: string; listing: SiteListing | undefined }): void;
  link(source: Source, link: JudgedLink): void;
}

export function createNotes(): Notes {
  const pages = new Map<string, PageNote>();
  const counts = new Map<string, number>();
  const sitemaps = new Map<string, PreviewSitemap>();
  const links = createSeenLinks();
  return {
    pages,
    links,
    sitemaps,
    delays: new Map(),
    ended: 0,
    page(source, page, { sha256, listing }) {
      const { finalUri, contentType, body } = page;
      counts.set(source.uri, 0);
      for (const file of listing?.files ?? []) sitemaps.set(file.uri, file);
      pages.set(source.uri, {
        ...{ finalUri, contentType, sha256 },
        bytes: body.length,
        skipped: skip(source, page)?.skipped,
        get links() {
          return counts.get(source.uri) ?? 0;
        },
      });
    },
    link(source, link) {
      if (link.listedBy === null) counts.set(source.uri, (counts.get(source.uri) ?? 0) + 1);
      links.add(source, link);
    },
  };
}
