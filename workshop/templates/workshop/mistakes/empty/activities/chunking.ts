import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';

/** CHUNKING: a chunk for each paragraph. */
export default async function chunkSource(context: ChunkContext, source: Source, _config: ChunkConfig): Promise<Source> {
  const markdown = await context.read();
  const paragraphs = markdown.split(/\n\s*\n/).map(text => text.trim());
  const chunks = paragraphs.map(text => ({ text }));
  return { ...source, chunking_file_path: await context.write(chunks) };
}
