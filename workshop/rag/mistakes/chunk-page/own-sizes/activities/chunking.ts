import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';

export default async function chunkSource(context: ChunkContext, source: Source, _config: ChunkConfig): Promise<Source> {
  const pieces = await context.split(await context.read(), { chunk_size: 1000, chunk_overlap: 100 });
  const chunks = pieces.filter(({ text }) => !/^#+ .*$/.test(text));
  if (chunks.length === 0) context.skip('empty_page');
  return { ...source, chunking_file_path: await context.write(chunks) };
}
