import { CHUNK_METHODS } from '../../model/chunkMethod.ts';
import { fail, ProblemError } from '../../model/problem.ts';
import type { Arguments } from '../arguments.ts';
import type { Chunker, ChunkSettings, Piece } from '../engine.ts';
import { readFiles, writeBatch, type InputFile } from '../fileBatch.ts';
import type { VerbResult } from '../results.ts';
import type { Run, Session } from '../session.ts';
import { duration, figure } from '../texts.ts';

interface Chunks {
  readonly pieces: readonly (Piece & { readonly tokens: number })[];
  /** Of the splitting alone: the tokenizer is not what is compared. */
  readonly ms: number;
}

export const run: Run = async (args, session) => {
  const settings = settingsOf(args);
  const inputs = await readFiles(args, session);
  const chunker = await session.engine.loadChunker(settings);
  const [only] = inputs;
  if (!args.given('out-dir') && only !== undefined) return showOne(chunkFile(only, chunker), session);
  return writeBatch(inputs, args, session, {
    extension: '.yaml',
    work: async input => {
      const { pieces, ms } = chunkFile(input, chunker);
      const text = await session.engine.writeYaml(pieces.map(wireChunk));
      return { text, fields: { chunks: pieces.length, duration_ms: ms } };
    },
  });
};

function settingsOf(args: Arguments): ChunkSettings {
  const method = CHUNK_METHODS.find(one => one === args.text('method')) ?? 'recursive';
  const chunkSize = args.number('chunk-size') ?? 700;
  const chunkOverlap = args.number('chunk-overlap') ?? 100;
  if (chunkOverlap >= chunkSize) throw fail('usage', 'overlap_too_big', { overlap: chunkOverlap, size: chunkSize });
  return { method, chunkSize, chunkOverlap };
}

function chunkFile({ file, bytes }: InputFile, chunker: Chunker): Chunks {
  const text = decode(file, bytes);
  const start = performance.now();
  const pieces = chunker.split(text);
  const ms = Math.round((performance.now() - start) * 100) / 100;
  return { pieces: pieces.map(piece => ({ ...piece, tokens: chunker.countTokens(piece.text) })), ms };
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ProblemError({ kind: 'data', code: 'file_not_utf8', params: { path: file }, file }, { cause: error });
  }
}

/** A Chunk as the data model's YAML files hold it. */
const wireChunk = ({ text, start, end, tokens, headingPath }: Chunks['pieces'][number]): Record<string, unknown> => ({
  text,
  metadata: { start, end, tokens, heading_path: headingPath },
});

function showOne({ pieces, ms }: Chunks, session: Session): VerbResult {
  const { human } = session.texts;
  return {
    json: {
      status: 'success',
      chunks: pieces.map(({ text, start, end, tokens, headingPath }) => ({
        text,
        start,
        end,
        tokens,
        heading_path: headingPath,
      })),
      duration_ms: ms,
    },
    text: () => {
      const count = figure(pieces.length, human.language);
      const lines = pieces.map(
        ({ text, start, end, tokens }, at) =>
          `── ${at + 1}  ${start}–${end}  ${human.say('cli.chunk.tokens', { tokens })}\n${text}`,
      );
      return [...lines, human.say('cli.chunk.done', { count, time: duration(ms, human.language) })].join('\n');
    },
    exitCode: 0,
  };
}
