import type { IndexConfig, IndexContext, Source } from './ingestion-workshop.d.ts';

/** INDEXING: the pieces with what is known of them, into the store. */
export default async function indexSource(context: IndexContext, source: Source, _config: IndexConfig): Promise<Source> {
  for (const { text, metadata } of await context.chunks()) {
    await context.store.add({ text, metadata: { ...source.metadata, ...metadata } });
  }
  return source;
}
