import type { CrawlConfig, CrawlContext, Source } from './ingestion-workshop.d.ts';

/** CRAWLING: which pages does this page lead to? */
export default async function crawlSource(
  context: CrawlContext,
  source: Source,
  _config: CrawlConfig,
): Promise<Source> {
  const page = await context.fetch(source.uri);
  const links = await context.links(page);
  context.log(`${links.length} links`);
  await context.discover(...links);
  return source;
}
