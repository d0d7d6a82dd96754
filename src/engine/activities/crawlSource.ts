import type { Source } from '../../model/generated/types.ts';
import { pageTypeOf } from '../../model/pageType.ts';
import type { Activity, ActivityContext, ActivityResult } from '../activity.ts';
import { decodeHtml } from '../decodeHtml.ts';
import { type Discovery, discoverLinks, type JudgedLink } from '../discoverLinks.ts';
import type { RobotsGate } from '../robotsGate.ts';
import type { SiteListing } from '../sitemap/listing.ts';
import type { Sitemaps } from '../sitemap/sitemaps.ts';
import { type CrawledPage, pagePathOf } from './crawledPage.ts';
import { fetchedAddress } from './fetchedAddress.ts';
import { type ObtainedPage, obtainPage } from './obtainPage.ts';

export const NO_LINKS: Discovery = { addresses: [], merged: [], leftOut: {} };

/** Who looks over its shoulder. */
export interface CrawlWatch {
  onPage?(source: Source, page: ObtainedPage, listing: SiteListing | undefined): void;
  onLink?(source: Source, link: JudgedLink): void;
}

/**
 * CRAWLING: the links of a page, one level down, and where INPUT asks for it what the sitemap of a first page's site
 * lists. At depth 0 there is nothing to look for, and nothing is fetched.
 */
export const createCrawlSource =
  (gate: RobotsGate, sitemaps: Sitemaps, watch: CrawlWatch = {}): Activity =>
  async (context, source) => {
    const depth = source.max_depth ?? 0;
    if (depth <= 0) return { source, discovered: [] };
    const uri = fetchedAddress(source);
    const path = pagePathOf(context.artifactPath);
    const obtained = await obtainPage({ context, gate, uri, path });
    if ('refusal' in obtained) return { source, skipped: obtained.refusal };
    const { page } = obtained;
    const listing = asksForSitemap(context, source) ? await sitemaps.of(page.finalUri, context) : undefined;
    watch.onPage?.(source, page, listing);
    const discovery = discover(context, { source, page, listing, watch });
    await writeCrawl(context, { page, discovery, listing });
    return { source, ...crawlResult(source, page, discovery.addresses) };
  };

interface Crawled {
  readonly page: ObtainedPage;
  readonly discovery: Discovery;
  readonly listing?: SiteListing | undefined;
}

/** The page first: a record without its page would promise SCRAPING what is not there. */
export async function writeCrawl(context: ActivityContext, { page, discovery, listing }: Crawled): Promise<void> {
  const { artifactPath, ports } = context;
  if (!page.isStored) await ports.artifacts.write(pagePathOf(artifactPath), page.body);
  await ports.artifacts.write(artifactPath, `${JSON.stringify(recordOf(page, discovery, listing), null, 2)}\n`);
}

/** A page that a link led to belongs to a site whose sitemap was read already, or to none of INPUT's. */
const asksForSitemap = ({ input }: ActivityContext, source: Source): boolean =>
  input.crawling_config?.sitemap === true && !source.parent_uri;

interface Found {
  readonly source: Source;
  readonly page: ObtainedPage;
  readonly listing: SiteListing | undefined;
  readonly watch: CrawlWatch;
}

function discover({ input }: ActivityContext, { source, page, listing, watch }: Found): Discovery {
  const isHtml = pageTypeOf(page.contentType, page.body).html;
  if (!isHtml && !listing) return NO_LINKS;
  return discoverLinks({
    html: isHtml ? decodeHtml(page.body, page.contentType ?? '').text : '',
    uri: source.uri,
    finalUri: page.finalUri,
    prefixes: source.options?.crawling_url_startswith ?? undefined,
    config: input.crawling_config ?? {},
    listed: listing?.listed ?? [],
    onLink: link => watch.onLink?.(source, link),
  });
}

const recordOf = (
  page: ObtainedPage,
  { addresses, merged, leftOut }: Discovery,
  listing: SiteListing | undefined,
): CrawledPage => ({
  fetched: {
    status: page.status,
    final_uri: page.finalUri,
    content_type: page.contentType,
    etag: page.etag,
    last_modified: page.lastModified,
    sha256: page.sha256,
  },
  discovered: addresses,
  merged,
  left_out: leftOut,
  ...(listing && { sitemaps: listing.files }),
});

/** What was found, one level down. */
export function crawlResult(
  source: Source,
  page: Pick<ObtainedPage, 'bytes' | 'status'>,
  addresses: readonly string[],
): Omit<ActivityResult, 'source'> {
  const max_depth = (source.max_depth ?? 0) - 1;
  const inherited = source.options ? { options: source.options } : {};
  const discovered = addresses.map(uri => ({ uri, max_depth, parent_uri: source.uri, ...inherited }));
  return { discovered, bytes: page.bytes, ...(page.status === 304 && { reused: true }) };
}
