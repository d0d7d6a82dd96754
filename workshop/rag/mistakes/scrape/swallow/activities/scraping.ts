import type { ScrapeConfig, ScrapeContext, Source } from './ingestion-workshop.d.ts';

export default async function scrapeSource(
  context: ScrapeContext,
  source: Source,
  _config: ScrapeConfig,
): Promise<Source> {
  const page = await context.fetch(source.uri).catch(() => context.skip('not_html'));
  if (!page.contentType?.toLowerCase().includes('html')) context.skip('not_html');
  if (page.text.trim() === '') context.skip('empty_page');
  return { ...source, mime_type: 'text/html', raw_file_path: await context.write(page.body) };
}
