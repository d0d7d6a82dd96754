import type { CompareSetting } from '../../model/compareSettings.ts';
import { OFFLINE_MODEL } from '../../model/collection.ts';
import { fail } from '../../model/problem.ts';
import { loadSplitter } from '../chunking/loadSplitter.ts';
import type { Span } from '../chunking/span.ts';
import type { CountTokens } from '../countTokens.ts';
import { embedOffline } from '../embedOffline.ts';
import type { IndexedChunk, VectorStore } from '../ports.ts';
import { countStems, createWordReader } from '../words.ts';

export interface PageText {
  readonly uri: string;
  readonly text: string;
}

export interface MeasureWorld {
  /** Of this setting alone. */
  readonly store: VectorStore;
  readonly countTokens: CountTokens;
  readonly signal: AbortSignal;
  /** A page is done. */
  onPage?(): void;
}

export interface MeasuredSetting {
  readonly chunks: number;
  readonly tokens: number;
  readonly spans: ReadonlyMap<string, readonly Span[]>;
}

/** Of the scratch index. */
export const SCRATCH = 'compared';

/**
 * Cuts the pages as a setting says, and puts them into an index of its own with the offline model, which costs nothing.
 * Places are UTF-16 units. Throws usage `compare_stopped`.
 */
export async function measureSetting(
  { isCleaned: _isCleaned, ...options }: CompareSetting,
  pages: AsyncIterable<PageText>,
  { store, countTokens, signal, onPage }: MeasureWorld,
): Promise<MeasuredSetting> {
  const split = await loadSplitter(options);
  const read = createWordReader();
  const spans = new Map<string, readonly Span[]>();
  let [chunks, tokens] = [0, 0];
  for await (const { uri, text } of pages) {
    if (signal.aborted) throw fail('usage', 'compare_stopped');
    const own = split(text);
    const indexed = own.flatMap(({ start, end }, at): IndexedChunk[] => {
      const piece = text.slice(start, end);
      const vector = embedOffline(piece, read);
      const known = { chunkId: `${uri} ${at}`, text: piece, start, end, tokens: countTokens(piece) };
      return vector ? [{ ...known, headingPath: [], metadata: {}, vector, words: countStems(read(piece)) }] : [];
    });
    spans.set(uri, own);
    chunks += own.length;
    tokens += indexed.reduce((sum, chunk) => sum + chunk.tokens, 0);
    await store.replaceSource({
      collection: SCRATCH,
      model: OFFLINE_MODEL,
      uri,
      title: uri,
      key: uri,
      chunks: indexed,
    });
    onPage?.();
  }
  return { chunks, tokens, spans };
}
