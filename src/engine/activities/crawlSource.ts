import type { Source } from '../../model/generated/types.ts';
import { pageTypeOf } from '../../model/pageType.ts';
import type { Activity, ActivityContext, ActivityResult } from '../activity.ts';
import { decodeHtml } from '../decodeHtml.ts';
import { type Discovery, discoverLinks } from '../discoverLinks.ts';
import type { RobotsGate } from '../robotsGate.ts';
import { type CrawledPage, pagePathOf } from './crawledPage.ts';
import { fetchedAddress } from './fetchedAddress.ts';
import { type ObtainedPage, obtainPage } from './obtainPage.ts';

const NO_LINKS: Discovery = { addresses: [], merged: [], leftOut: {} };

/** CRAWLING: the links of a page, one level down. At depth 0 there is nothing to look for, and nothing is fetched. */
export const createCrawlSource =
  (gate: RobotsGate): Activity =>
  async (context, source) => {
    const depth = source.max_depth ?? 0;
    if (depth <= 0) return { source, discovered: [] };
    const uri = fetchedAddress(source);
    const path = pagePathOf(context.artifactPath);
    const obtained = await obtainPage({ context, gate, uri, path });
    if ('refusal' in obtained) return { source, skipped: obtained.refusal };
    const { page } = obtained;
    const discovery = discover(context, source, page);
    // The page first: a record without its page would promise SCRAPING what is not there.
    if (!page.isStored) await context.ports.artifacts.write(path, page.body);
    await context.ports.artifacts.write(
      context.artifactPath,
      `${JSON.stringify(recordOf(page, discovery), null, 2)}\n`,
    );
    return resultOf(source, page, discovery);
  };

function discover(context: ActivityContext, source: Source, page: ObtainedPage): Discovery {
  if (!pageTypeOf(page.contentType, page.body).html) return NO_LINKS;
  const { text } = decodeHtml(page.body, page.contentType ?? '');
  return discoverLinks({
    html: text,
    uri: source.uri,
    finalUri: page.finalUri,
    prefixes: source.options?.crawling_url_startswith ?? undefined,
    config: context.input.crawling_config ?? {},
  });
}

const recordOf = (page: ObtainedPage, { addresses, merged, leftOut }: Discovery): CrawledPage => ({
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
});

function resultOf(source: Source, page: ObtainedPage, { addresses }: Discovery): ActivityResult {
  const max_depth = (source.max_depth ?? 0) - 1;
  const inherited = source.options ? { options: source.options } : {};
  const discovered = addresses.map(uri => ({ uri, max_depth, parent_uri: source.uri, ...inherited }));
  return { source, discovered, bytes: page.bytes, ...(page.status === 304 && { reused: true }) };
}
