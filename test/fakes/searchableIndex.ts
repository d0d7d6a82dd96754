import { createOfflineEmbedder, embedOffline } from '../../src/engine/embedOffline.ts';
import type { SearchPorts } from '../../src/engine/searchIndex.ts';
import { countStems, createWordReader } from '../../src/engine/words.ts';
import { createFakeStore } from './vectorStore.ts';

/** A collection `default` in memory: one chunk a Source, made by the offline model. */
export async function createSearchableIndex(texts: Readonly<Record<string, string>>): Promise<SearchPorts> {
  const store = createFakeStore();
  const embedder = createOfflineEmbedder();
  const read = createWordReader();
  for (const [uri, text] of Object.entries(texts)) {
    const place = { start: 0, end: text.length, tokens: 1, headingPath: [], metadata: {} };
    const chunk = { chunkId: uri, text, ...place, vector: embedOffline(text, read)!, words: countStems(read(text)) };
    await store.replaceSource({ collection: 'default', model: 'offline', uri, title: uri, key: 'k', chunks: [chunk] });
  }
  return { openStore: async () => store, openEmbedder: async () => embedder };
}
