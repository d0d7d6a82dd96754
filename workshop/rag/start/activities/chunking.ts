import type { ChunkConfig, ChunkContext, Source } from './ingestion-workshop.d.ts';

/** CHUNKING: pieces that a question can find. */
export default async function chunkSource(context: ChunkContext, source: Source, config: ChunkConfig): Promise<Source> {
  const markdown = await context.read();
  context.log(`${markdown.length} → ${config.chunk_size} / ${config.chunk_overlap}`);
  // 1. Split by the sizes of the input.       1. Découpez aux tailles de l'entrée.
  // 2. Leave out headings that stand alone.   2. Écartez les titres restés seuls.
  // 3. No chunk is left: skip the page.       3. Plus aucun morceau : écartez la page.
  // 4. Keep the chunks, say where.            4. Gardez les morceaux, dites où.
  return source;
}
