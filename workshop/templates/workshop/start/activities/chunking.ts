import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';

/** CHUNKING: a chunk for each paragraph. */
export default async function chunkSource(context: ChunkContext, source: Source, _config: ChunkConfig): Promise<Source> {
  const markdown = await context.read();
  // Your work: cut the Markdown at its blank lines. / À vous : découpez le Markdown à ses lignes vides.
  const chunks = [{ text: markdown }];
  return { ...source, chunking_file_path: await context.write(chunks) };
}
