import type { Source } from '../../model/generated/types.ts';
import { isBlank, pageTypeOf } from '../../model/pageType.ts';
import type { Activity, ActivityContext, ActivityResult } from '../activity.ts';
import type { RobotsGate } from '../robotsGate.ts';
import { findCrawledPage } from './crawledPage.ts';
import { fetchedAddress } from './fetchedAddress.ts';
import { type Obtained, type ObtainedPage, obtainPage } from './obtainPage.ts';

/** SCRAPING: the page's bytes as the server gave them, transfer coding undone, in `scraping/<name>.html`. */
export const createScrapeSource =
  (gate: RobotsGate): Activity =>
  async (context, source) => {
    const uri = fetchedAddress(source);
    const obtained = await pageFor(context, source, gate);
    if ('refusal' in obtained) return { source, skipped: obtained.refusal };
    const { page } = obtained;
    const skipped = skip(source, page);
    if (skipped) return skipped;
    if (!page.isStored) await context.ports.artifacts.write(context.artifactPath, page.body);
    remember(context, uri, page);
    return { source: scraped(context, source, page), bytes: page.bytes, ...(page.status === 304 && { reused: true }) };
  };

/** What CRAWLING fetched in this run, else what the server gives. */
export async function pageFor(context: ActivityContext, source: Source, gate: RobotsGate): Promise<Obtained> {
  const crawled = (source.max_depth ?? 0) > 0 ? await findCrawledPage(context) : undefined;
  if (crawled) return { page: crawled };
  return obtainPage({ context, gate, uri: fetchedAddress(source), path: context.artifactPath });
}

/** A type that nobody here converts is written on the Source, so that another worker may. */
export function skip(source: Source, page: ObtainedPage): ActivityResult | undefined {
  const { uri } = source;
  if (isBlank(page.body)) return { source, skipped: { code: 'empty_page', params: { uri } } };
  const type = pageTypeOf(page.contentType, page.body);
  if (type.html) return undefined;
  const { mime } = type;
  return { source: { ...source, mime_type: mime }, skipped: { code: 'unsupported_type', params: { uri, mime } } };
}

/** XHTML is said to be `text/html` too: on the wire any other type means that nobody converts it. */
function scraped(context: ActivityContext, source: Source, page: ObtainedPage): Source {
  const redirected = page.finalUri === fetchedAddress(source) ? {} : { final_uri: page.finalUri };
  const metadata = { ...source.metadata, ...redirected };
  return {
    ...source,
    mime_type: 'text/html',
    raw_file_path: context.artifactPath,
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/** For the next run's conditional request. After the artifact: a record never promises bytes that are not there. */
export function remember({ ports, artifactPath }: ActivityContext, uri: string, page: ObtainedPage): void {
  const { etag, lastModified, sha256, finalUri, contentType } = page;
  ports.cache.putPage(uri, { etag, lastModified, sha256, finalUri, contentType, path: artifactPath });
}
