import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';

/** One line of Markdown that is a heading and nothing else. */
const HEADING_ALONE = /^#+ .*$/;

/** CHUNKING: pieces that a question can find. */
export default async function chunkSource(context: ChunkContext, source: Source, config: ChunkConfig): Promise<Source> {
  const pieces = await context.split(await context.read(), config);
  const chunks = pieces.filter(({ text }) => !HEADING_ALONE.test(text));
  if (chunks.length === 0) context.skip('empty_page');
  return { ...source, chunking_file_path: await context.write(chunks) };
}
