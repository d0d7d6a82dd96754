import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';

export default async function chunkSource(context: ChunkContext, source: Source, config: ChunkConfig): Promise<Source> {
  const chunks = await context.split(await context.read(), config);
  if (chunks.length === 0) context.skip('empty_page');
  return { ...source, chunking_file_path: await context.write(chunks) };
}
