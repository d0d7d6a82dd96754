import type { IndexConfig, IndexContext, Source } from './ingestion-workshop.d.ts';

/** INDEXING: the text of a page, with what is known of it, into the index. / Le texte d'une page, et ce qu'on sait d'elle, dans l'index. */
export default async function indexSource(context: IndexContext, source: Source, _config: IndexConfig): Promise<Source> {
  const text = context.read();
  // @ts-expect-error A promise of a text is no text. / La promesse d'un texte n'est pas un texte.
  await context.store.add({ text, metadata: { ...source.metadata } });
  return source;
}
