import { CHUNK_METHODS, type ChunkMethod } from '../../model/chunkMethod.ts';
import type { Chunk } from '../../model/generated/types.ts';
import { validateChunk } from '../../model/generated/validate.js';
import { readSplitOptions } from '../activities/chunkSource.ts';
import { chunkMarkdown } from '../chunkMarkdown.ts';
import { loadTokenCounter } from '../countTokens.ts';
import { writeYaml } from '../writeYaml.ts';
import { memberOf, textArgument, wrongCall } from './callArguments.ts';
import type { Serve } from './servedContext.ts';

/** CHUNKING: `read`, `split`, `countTokens`, `write`. */
export const serveChunking: Serve = ({ context, source }) => {
  let written: readonly Chunk[] | undefined;
  return {
    calls: {
      read: async () => new TextDecoder().decode(await context.readInput()),
      async split(text, sizes) {
        const pieces = await chunkMarkdown(textArgument('split', text), splitOptions(context.input, sizes));
        return pieces.map(({ text: piece, start, end, tokens, headingPath }) => ({
          text: piece,
          metadata: { start, end, tokens, heading_path: headingPath },
        }));
      },
      countTokens: async text => (await loadTokenCounter())(textArgument('countTokens', text)),
      async write(chunks) {
        const given = chunksArgument('write', chunks);
        const wire = given.map((chunk, index) => ({ ...chunk, metadata: metadataOf(chunk, index) }));
        await context.ports.artifacts.write(context.artifactPath, writeYaml(wire));
        written = given;
        return context.artifactPath;
      },
    },
    given: () => ({ chunks: written ?? [] }),
    artifact: () => (written ? context.artifactPath : null),
    async finish(after) {
      if (written?.length === 0) return { source, skipped: { code: 'empty_page', params: { uri: source.uri } } };
      return { source: after, chunks: written?.length ?? 0 };
    },
  };

  /** What a search shows of a chunk must be there, whoever made it. */
  function metadataOf({ metadata }: Chunk, index: number): NonNullable<Chunk['metadata']> {
    const { title } = source.metadata ?? {};
    return {
      ...source.metadata,
      ...{ uri: source.uri, title: typeof title === 'string' ? title : '', chunk_index: index },
      ...metadata,
    };
  }
};

/** As INPUT says, where the call does not. */
function splitOptions(input: Parameters<typeof readSplitOptions>[0], sizes: unknown) {
  const [chunk_size, chunk_overlap] = ['chunk_size', 'chunk_overlap'].map(name => {
    const size = memberOf(sizes, name);
    if (size !== undefined && size !== null && !Number.isInteger(size)) throw wrongCall('split', size, 'number');
    return size === undefined || size === null ? undefined : Number(size);
  });
  const given = input.recursive_chunking_config;
  return readSplitOptions({
    chunking_config: { method: methodOf(sizes) ?? input.chunking_config?.method ?? null },
    recursive_chunking_config: {
      chunk_size: chunk_size ?? given?.chunk_size ?? null,
      chunk_overlap: chunk_overlap ?? given?.chunk_overlap ?? null,
    },
  });
}

function methodOf(sizes: unknown): ChunkMethod | undefined {
  const method = memberOf(sizes, 'method');
  if (method === undefined || method === null) return undefined;
  const known = CHUNK_METHODS.find(one => one === method);
  if (!known) throw wrongCall('split', method, CHUNK_METHODS.join(' | '));
  return known;
}

export function chunksArgument(call: string, value: unknown): Chunk[] {
  const chunks = Array.isArray(value) ? value : [value];
  const wrong = chunks.findIndex(chunk => !validateChunk(chunk));
  if (wrong >= 0) throw wrongCall(call, chunks[wrong], 'Chunk');
  // SAFETY: each one is as its schema says.
  return chunks as Chunk[];
}
