import type { Chunk, IngestionWorkflowInput, Source } from '../../model/generated/types.ts';
import { fail } from '../../model/problem.ts';
import { titleOf } from '../../model/source.ts';
import type { Activity } from '../activity.ts';
import { chunkMarkdown, type MarkdownChunk } from '../chunkMarkdown.ts';
import type { ChunkOptions } from '../chunking/loadSplitter.ts';
import { writeYaml } from '../writeYaml.ts';

/** CHUNKING: the Source's Markdown → a YAML list of Chunk. */
export const chunkSource: Activity = async (context, source) => {
  const options = readSplitOptions(context.input);
  const markdown = new TextDecoder().decode(await context.readInput());
  const chunks = await chunkMarkdown(markdown, options);
  if (chunks.length === 0) return { source, skipped: { code: 'empty_page', params: { uri: source.uri } } };
  const path = context.artifactPath;
  await context.ports.artifacts.write(path, writeYaml(chunks.map((chunk, index) => toWire(source, chunk, index))));
  return { source: { ...source, chunking_file_path: path }, chunks: chunks.length };
};

/** Recursive, 700 / 100, unless INPUT says otherwise. Throws config `chunk_size_too_small`, `chunk_overlap_too_big`. */
export function readSplitOptions(
  input: Pick<IngestionWorkflowInput, 'recursive_chunking_config' | 'chunking_config'>,
): ChunkOptions {
  const chunkSize = input.recursive_chunking_config?.chunk_size ?? 700;
  const chunkOverlap = input.recursive_chunking_config?.chunk_overlap ?? 100;
  const params = { chunk_size: chunkSize, chunk_overlap: chunkOverlap };
  if (!(chunkSize >= 1)) throw fail('config', 'chunk_size_too_small', params);
  if (!(chunkOverlap >= 0 && chunkOverlap < chunkSize)) throw fail('config', 'chunk_overlap_too_big', params);
  return { method: input.chunking_config?.method ?? 'recursive', chunkSize, chunkOverlap };
}

/** What a vector index is to know of the chunk: the Source's metadata, and where in it the chunk lies. */
function toWire(source: Source, chunk: MarkdownChunk, index: number): Chunk {
  return {
    text: chunk.text,
    metadata: {
      ...source.metadata,
      uri: source.uri,
      title: titleOf(source) ?? '',
      start: chunk.start,
      end: chunk.end,
      tokens: chunk.tokens,
      heading_path: chunk.headingPath,
      chunk_index: index,
    },
  };
}
