import type { ConvertConfig, ConvertContext, Source } from './ingestion-workshop.d.ts';

/** CONVERTION: the article of a page, as Markdown. / L'article d'une page, en Markdown. */
export default async function convertSource(
  context: ConvertContext,
  source: Source,
  _config: ConvertConfig,
): Promise<Source> {
  const page = await context.read();
  const { title, html } = await context.extract(page);
  if (html === '') context.skip('empty_page');
  const markdown = await context.toMarkdown(html);
  const path = await context.write(`# ${title}\n\n${markdown}`);
  return { ...source, converted_md_path: path, metadata: { ...source.metadata, title } };
}
