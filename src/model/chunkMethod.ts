/** How CHUNKING cuts: at paragraphs, then lines, then words; at headings; by the model's tokens; between sentences. */
export const CHUNK_METHODS = ['recursive', 'heading', 'tokens', 'sentence'] as const;
export type ChunkMethod = (typeof CHUNK_METHODS)[number];
