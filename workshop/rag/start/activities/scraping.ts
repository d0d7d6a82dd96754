import type { ScrapeConfig, ScrapeContext, Source } from './ingestion-workshop.d.ts';

/** SCRAPING: the page, as its server gives it. */
export default async function scrapeSource(
  context: ScrapeContext,
  source: Source,
  _config: ScrapeConfig,
): Promise<Source> {
  const page = await context.fetch(source.uri);
  context.log(`${source.uri}: ${page.contentType}`);
  // 1. Only HTML goes on.            1. Seul le HTML continue.
  // 2. An empty page is left out.    2. Une page vide est écartée.
  // 3. Keep the page, say where.     3. Gardez la page, dites où.
  return source;
}
