import { ProblemError } from '../../model/problem.ts';
import type { ActivityContext } from '../activity.ts';
import type { Discovery } from '../discoverLinks.ts';
import type { SitemapFile } from '../sitemap/listing.ts';
import type { ObtainedPage } from './obtainPage.ts';

/** CRAWLING's artifact, `crawling/<name>.json`; the page itself lies beside it as `<name>.html`. */
export interface CrawledPage {
  readonly fetched: {
    /** 304: the bytes are those of an earlier run. */
    readonly status: 200 | 304;
    readonly final_uri: string;
    readonly content_type: string | null;
    readonly etag: string | null;
    readonly last_modified: string | null;
    readonly sha256: string;
  };
  readonly discovered: readonly string[];
  readonly merged: Discovery['merged'];
  readonly left_out: Discovery['leftOut'];
  /** Those that were read for this page. */
  readonly sitemaps?: readonly SitemapFile[];
}

export const pagePathOf = (crawlPath: string): string => crawlPath.replace(/\.json$/, '.html');

/** Where CRAWLING put its artifact for the Source whose page goes to `scraping/<name>.html`. */
const crawlPathOf = (scrapePath: string): string =>
  scrapePath.replace(/\/scraping\/([^/]+)\.html$/, '/crawling/$1.json');

/**
 * What CRAWLING fetched in this run, so that a page costs one GET; undefined when it fetched nothing, or when its files
 * are gone or are no longer what it wrote.
 */
export async function findCrawledPage({ ports, artifactPath }: ActivityContext): Promise<ObtainedPage | undefined> {
  const path = crawlPathOf(artifactPath);
  if (path === artifactPath) return undefined;
  const [record, body] = await Promise.all([read(ports, path), read(ports, pagePathOf(path))]);
  const fetched = record && readRecord(record);
  if (!fetched || !body || ports.hash.sha256(body) !== fetched.sha256) return undefined;
  const { final_uri: finalUri, content_type: contentType, last_modified: lastModified, ...rest } = fetched;
  return { ...rest, finalUri, contentType, lastModified, body, redirects: [], isStored: false, bytes: 0 };
}

/** A file that cannot be read costs a second GET, no more. */
async function read(ports: ActivityContext['ports'], path: string): Promise<Uint8Array | undefined> {
  try {
    return await ports.artifacts.read(path);
  } catch (thrown) {
    if (thrown instanceof ProblemError) return undefined;
    throw thrown;
  }
}

function readRecord(bytes: Uint8Array): CrawledPage['fetched'] | undefined {
  try {
    // SAFETY: written by crawlSource; the page's hash, checked by the caller, vouches for the rest.
    return (JSON.parse(new TextDecoder().decode(bytes)) as Partial<CrawledPage>).fetched;
  } catch {
    return undefined;
  }
}
