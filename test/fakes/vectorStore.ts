import type { IndexedChunk, IndexedSource, StoredChunk, VectorStore } from '../../src/engine/ports.ts';
import { documentCount, scoreEachWord, scoreWords } from '../../src/model/bm25.ts';
import { checkUnchanged, checkVectorKind } from '../../src/model/collection.ts';
import { matchesFilter } from '../../src/model/filter.ts';
import { bestOf, fuse } from '../../src/model/fusion.ts';
import { invert } from '../../src/model/postings.ts';
import { cosines } from '../../src/model/vectors.ts';

type ReplaceRequest = Parameters<VectorStore['replaceSource']>[0];

interface Collection {
  readonly model: string;
  readonly dimensions: number;
  readonly sources: Map<string, ReplaceRequest>;
}

/** A store in memory that keeps the contract, but for what only files have: other connections, and a life after close. */
export function createFakeStore(): VectorStore {
  const collections = new Map<string, Collection>();
  const chunksOf = (name: string): { stored: StoredChunk; chunk: IndexedChunk }[] =>
    [...(collections.get(name)?.sources.values() ?? [])].flatMap(({ uri, title, chunks }) =>
      chunks.map(chunk => ({ chunk, stored: toStored(chunk, uri, title) })),
    );
  return {
    async collection(name) {
      const found = collections.get(name);
      return found && { name, model: found.model, dimensions: found.dimensions, chunks: chunksOf(name).length };
    },
    collections: async () => [...collections.keys()].sort(),
    async replaceSource(request) {
      const { collection: name, model, chunks } = request;
      const dimensions = chunks[0]?.vector.length ?? 0;
      for (const chunk of chunks) checkVectorKind(name, { model, dimensions }, { dimensions: chunk.vector.length });
      const known = collections.get(name);
      const taken = known !== undefined && chunksOf(name).length > 0;
      if (taken) checkVectorKind(name, known, chunks.length === 0 ? { model } : { model, dimensions });
      const sources = known?.sources ?? new Map<string, ReplaceRequest>();
      sources.delete(request.uri);
      sources.set(request.uri, request);
      collections.set(name, taken ? known : { model, dimensions, sources });
    },
    removeSource: async (name, uri) => void collections.get(name)?.sources.delete(uri),
    sourceKey: async (name, uri) => collections.get(name)?.sources.get(uri)?.key,
    sources: async name => [...(collections.get(name)?.sources.values() ?? [])].map(toSource),
    async switchCollection(name, beside, seen) {
      const found = collections.get(beside);
      checkUnchanged(name, [...(collections.get(name)?.sources.values() ?? [])], seen);
      if (found) collections.set(name, found);
      collections.delete(beside);
    },
    async chunks({ collection, uri, from, count }) {
      const all = chunksOf(collection).map(({ stored }) => stored);
      const asked = uri === undefined ? all : all.filter(chunk => chunk.uri === uri);
      return { total: asked.length, chunks: asked.slice(from, from + count) };
    },
    async chunk(collection, uri, chunkId) {
      const ofSource = chunksOf(collection).filter(({ stored }) => stored.uri === uri);
      const at = ofSource.findIndex(({ stored }) => stored.chunkId === chunkId);
      const found = ofSource[at];
      return found && { ...found.stored, vector: found.chunk.vector, at };
    },
    async search({ collection: name, vector, words, k, weight, filter = [], vectors = false }) {
      const all = chunksOf(name);
      const known = collections.get(name);
      if (known === undefined || all.length === 0) return [];
      checkVectorKind(name, known, { dimensions: vector.length });
      const values = new Float32Array(all.flatMap(({ chunk }) => [...chunk.vector]));
      const { lists, termOf } = invertAll(all.map(({ chunk }) => chunk));
      const terms = words.map(termOf);
      const scores = scoreWords(lists, terms);
      const allows = (index: number) => matchesFilter(all[index]!.stored, filter);
      const fused = fuse(scores, cosines({ dimensions: known.dimensions, values }, vector), { k, weight, allows });
      return fused.map(({ index, ...parts }) => ({
        ...all[index]!.stored,
        ...parts,
        wordScores: scoreEachWord(lists, terms, index).map(score => score / bestOf(scores, allows)),
        ...(vectors ? { vector: all[index]!.chunk.vector } : {}),
      }));
    },
    async wordCounts(name, words) {
      const { lists, termOf } = invertAll(chunksOf(name).map(({ chunk }) => chunk));
      return words.map(word => documentCount(lists, termOf(word)));
    },
    async scan(name, take) {
      const all = chunksOf(name).map(({ stored, chunk }) => ({ ...stored, vector: chunk.vector }));
      const places = new Map<string, number>();
      const placed = all.map(chunk => {
        const at = places.get(chunk.uri) ?? 0;
        places.set(chunk.uri, at + 1);
        return { ...chunk, at };
      });
      if (placed.length > 0) await take(placed);
    },
    points: async (name, step) =>
      chunksOf(name)
        .filter((_, place) => place % step === 0)
        .map(({ stored: { chunkId, uri, title, headingPath }, chunk: { vector } }) => {
          return { chunkId, uri, title, headingPath, vector };
        }),
    close: async () => undefined,
  };
}

const toSource = ({ uri, title, key, chunks }: ReplaceRequest): IndexedSource => ({
  ...{ uri, title, key },
  chunks: chunks.length,
});

function toStored({ vector: _vector, words: _words, ...chunk }: IndexedChunk, uri: string, title: string): StoredChunk {
  return { ...chunk, uri, title };
}

function invertAll(chunks: readonly IndexedChunk[]) {
  const ids = new Map([...new Set(chunks.flatMap(({ words }) => [...words.keys()]))].map((term, id) => [term, id]));
  const pairs = chunks.map(({ words }) => [...words].flatMap(([term, count]) => [ids.get(term) ?? 0, count]));
  const lists = invert(pairs.map(list => new Uint32Array(list)));
  return { lists, termOf: (word: string) => ids.get(word) ?? 0xffffffff };
}
