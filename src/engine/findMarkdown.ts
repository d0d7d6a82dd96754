import { fail, toProblem } from '../model/problem.ts';
import { sliceCodePoints } from '../model/textPlaces.ts';
import type { StoredChunk } from './ports.ts';

/** A Markdown file that chunks may have been cut from. */
export interface MarkdownFile {
  /** Absolute. */
  readonly file: string;
  read(): Promise<Uint8Array>;
}

/**
 * The first file in which each of these chunks stands where it says. A checksum would tell less: a file may have
 * changed elsewhere, and a file of an earlier run may be the right one.
 * Throws data `markdown_changed` (they are files of another text by now), `markdown_gone`; config `no_permission`.
 */
export async function findMarkdown(
  chunks: readonly Pick<StoredChunk, 'uri' | 'text' | 'start' | 'end'>[],
  files: readonly MarkdownFile[],
): Promise<{ readonly file: string; readonly text: string }> {
  let problem = fail('data', 'markdown_gone', { uri: chunks[0]?.uri ?? '' });
  for (const { file, read } of files) {
    try {
      const text = new TextDecoder().decode(await read());
      if (chunks.every(chunk => sliceCodePoints(text, chunk.start, chunk.end) === chunk.text)) return { file, text };
      problem = fail('data', 'markdown_changed', { path: file });
    } catch (error) {
      if (toProblem(error).code === 'no_permission') throw error;
    }
  }
  throw problem;
}
