import type { ConvertConfig, ConvertContext, Source } from './ingestion-workshop.d.ts';

/** CONVERTION: the article of a page, as Markdown. / L'article d'une page, en Markdown. */
export default async function convertSource(
  context: ConvertContext,
  source: Source,
  _config: ConvertConfig,
): Promise<Source> {
  const page = await context.read();
  // 1. Extract the title and the article. / Extraire le titre et l'article.
  // 2. No article: skip the page, 'empty_page'. / Pas d'article : laisser la page de côté, 'empty_page'.
  // 3. Turn the article into Markdown. / Convertir l'article en Markdown.
  // 4. Write '# title', an empty line, the Markdown. / Écrire '# titre', une ligne vide, le Markdown.
  // 5. Return the path and the title. / Rendre le chemin et le titre.
  return { ...source, converted_md_path: await context.write(page) };
}
