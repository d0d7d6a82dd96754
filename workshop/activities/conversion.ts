import type { ConvertConfig, ConvertContext, Source } from './ingestion-workshop.d.ts';

/** CONVERTION: the main content of the page, as Markdown. */
export default async function convertSource(
  context: ConvertContext,
  source: Source,
  _config: ConvertConfig,
): Promise<Source> {
  const { title, html } = await context.extract(await context.read());
  if (html === '') context.skip('empty_page');
  const markdown = await context.toMarkdown(html);
  const metadata = { ...source.metadata, title: title || source.uri };
  return { ...source, metadata, converted_md_path: await context.write(`# ${metadata.title}\n\n${markdown}`) };
}
