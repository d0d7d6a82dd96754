import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';

/** CHUNKING: pieces that a question can find. */
export default async function chunkSource(context: ChunkContext, source: Source, config: ChunkConfig): Promise<Source> {
  const chunks = await context.split(await context.read(), config);
  context.log(`${chunks.length} chunks of at most ${config.chunk_size} characters`);
  return { ...source, chunking_file_path: await context.write(chunks) };
}
