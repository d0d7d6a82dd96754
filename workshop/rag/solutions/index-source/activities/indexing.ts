import type { IndexConfig, IndexContext, Source } from './ingestion-workshop.d.ts';

/** INDEXING: the text of a page, with what is known of it, into the index. / Le texte d'une page, et ce qu'on sait d'elle, dans l'index. */
export default async function indexSource(context: IndexContext, source: Source, _config: IndexConfig): Promise<Source> {
  const text = await context.read();
  await context.store.add({ text, metadata: { ...source.metadata } });
  return source;
}
