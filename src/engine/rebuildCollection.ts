import { DEFAULT_DATABASE } from '../model/collection.ts';
import { addUse, type EmbeddingUse, type RefusedChunk } from '../model/embedding.ts';
import { fail, ProblemError } from '../model/problem.ts';
import { embedTexts, isVector, type EmbeddingInput } from './embedTexts.ts';
import { createUseEstimate } from './estimateUse.ts';
import type { Embedder, IndexedChunk, IndexedSource, Ports, StoredChunk, VectorStore } from './ports.ts';
import { countStems, createWordReader } from './words.ts';

export interface RebuildRequest {
  readonly collection: string;
  readonly databaseUri?: string;
  /** What makes the new vectors. */
  readonly model: string;
  /** Only says what it would take. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  onProgress?(done: number, chunks: number): void;
}

export interface RebuildResult {
  /** What made the vectors until now. */
  readonly formerModel: string;
  readonly sources: number;
  readonly chunks: number;
  /** What was spent, or would be. */
  readonly use: EmbeddingUse;
  /** Chunks that are in the index no more. */
  readonly refused: readonly (RefusedChunk & { readonly uri: string })[];
}

type World = Pick<Ports, 'openStore' | 'openEmbedder' | 'hash' | 'vectors'>;

/** What both ways work with. */
interface Rebuild {
  readonly world: World;
  readonly store: VectorStore;
  readonly embedder: Embedder;
  readonly request: RebuildRequest;
}

const BULK_SIZE = 100;
/** So often another process may change a Source while it is copied before we give up. */
const ROUNDS = 5;

/**
 * Builds a collection beside under another model, and switches in one transaction: until then every question is
 * answered by the old one. Stopped or killed, it goes on where it was when it is asked for again.
 * Throws data `collection_missing`, and why the model refuses every chunk; what the embedder and the store throw;
 * transient `collection_changed`.
 */
export async function rebuildCollection(world: World, request: RebuildRequest): Promise<RebuildResult> {
  const { collection, model, databaseUri = DEFAULT_DATABASE, dryRun } = request;
  const store = await world.openStore(databaseUri);
  const known = await store.collection(collection);
  if (known === undefined) {
    const collections = (await store.collections()).join(', ');
    throw fail('data', 'collection_missing', { collection, collections: collections || '–' });
  }
  const embedder = await world.openEmbedder(model);
  // Nobody's yet: the first chunk names its model, and a switch would take away what another program has begun.
  if (known.chunks === 0)
    return { formerModel: known.model, sources: 0, chunks: 0, use: nothingUsed(embedder), refused: [] };
  // Of the same name, and yet to be built anew: the model behind it has changed.
  if (known.model === model && !dryRun) world.vectors.forget(embedder.identity);
  const rebuild: Rebuild = { world, store, embedder, request };
  const done = dryRun ? await estimate(rebuild) : await buildAndSwitch(rebuild);
  return { formerModel: known.model, chunks: known.chunks, ...done };
}

type Done = Pick<RebuildResult, 'sources' | 'use' | 'refused'>;

async function estimate({ world, store, embedder, request }: Rebuild): Promise<Done> {
  const { collection } = request;
  const sources = await store.sources(collection);
  const estimate = createUseEstimate(world, embedder);
  for (const { uri } of sources) {
    request.signal.throwIfAborted();
    estimate.add((await chunksOf(store, collection, uri)).map(toInput));
  }
  return { sources: sources.length, use: estimate.use(), refused: [] };
}

async function buildAndSwitch(rebuild: Rebuild): Promise<Done> {
  const { store, request, embedder } = rebuild;
  const { collection } = request;
  const beside = `${collection}~rebuild`;
  await emptyOther(store, beside, embedder.model);
  let { use, refused }: Pick<Done, 'use' | 'refused'> = { use: nothingUsed(embedder), refused: [] };
  for (let round = 1; ; round++) {
    const sources = await store.sources(collection);
    const built = await buildBeside(rebuild, beside, sources);
    use = add(use, built.use);
    refused = [...refused, ...built.refused];
    await refuseEmpty(store, beside, sources.length > 0 ? refused[0] : undefined);
    try {
      await store.switchCollection(collection, beside, sources);
      return { sources: sources.length, use, refused };
    } catch (thrown) {
      const hasChanged = thrown instanceof ProblemError && thrown.problem.code === 'collection_changed';
      if (!hasChanged || round === ROUNDS) throw thrown;
    }
  }
}

/** A model that refuses every text must not take the old chunks with it. */
async function refuseEmpty(store: VectorStore, beside: string, first: RefusedChunk | undefined): Promise<void> {
  const built = await store.collection(beside);
  if (first === undefined || (built !== undefined && built.chunks > 0)) return;
  for (const { uri } of await store.sources(beside)) await store.removeSource(beside, uri);
  throw fail('data', first.reason.code, first.reason.params);
}

/** What a rebuild for another model has left. */
async function emptyOther(store: VectorStore, beside: string, model: string): Promise<void> {
  const left = await store.collection(beside);
  if (left === undefined || left.model === model) return;
  for (const { uri } of await store.sources(beside)) await store.removeSource(beside, uri);
}

async function buildBeside(
  rebuild: Rebuild,
  beside: string,
  sources: readonly IndexedSource[],
): Promise<Pick<Done, 'use' | 'refused'>> {
  const { store, embedder, request } = rebuild;
  // A Source of which every chunk was refused is asked for again.
  const there = new Map((await store.sources(beside)).map(({ uri, key, chunks }) => [uri, chunks > 0 ? key : '']));
  const refused: (RefusedChunk & { uri: string })[] = [];
  let use = nothingUsed(embedder);
  let done = 0;
  for (const { uri, title, key: formerKey } of sources) {
    request.signal.throwIfAborted();
    // Another key: to a run with the former model's settings this Source is not indexed.
    const key = `${formerKey} by ${embedder.model}`;
    if (there.get(uri) !== key) {
      const built = await embedAnew(rebuild, uri);
      await store.replaceSource({ collection: beside, model: embedder.model, uri, title, key, chunks: built.chunks });
      refused.push(...built.refused.map(chunk => ({ ...chunk, uri })));
      use = add(use, built.use);
    }
    there.delete(uri);
    request.onProgress?.(++done, sources.length);
  }
  for (const uri of there.keys()) await store.removeSource(beside, uri);
  return { use, refused };
}

interface Anew {
  readonly chunks: IndexedChunk[];
  readonly refused: RefusedChunk[];
  readonly use: EmbeddingUse;
}

async function embedAnew({ world, store, embedder, request }: Rebuild, uri: string): Promise<Anew> {
  const stored = await chunksOf(store, request.collection, uri);
  const readWords = createWordReader();
  const anew: Anew = { chunks: [], refused: [], use: nothingUsed(embedder) };
  let { use } = anew;
  for (let from = 0; from < stored.length; from += BULK_SIZE) {
    const some = stored.slice(from, from + BULK_SIZE);
    const given = await embedTexts(world, embedder, some.map(toInput), request.signal);
    for (const [at, { uri: _uri, title: _title, ...chunk }] of some.entries()) {
      const vector = given.vectors[at];
      if (vector === undefined) throw new Error('fewer vectors than texts');
      const { start, end, text } = chunk;
      if (isVector(vector)) anew.chunks.push({ ...chunk, vector, words: countStems(readWords(text)) });
      else anew.refused.push({ index: from + at, start, end, reason: vector });
    }
    use = add(use, given.use);
  }
  return { ...anew, use };
}

const chunksOf = async (store: VectorStore, collection: string, uri: string): Promise<readonly StoredChunk[]> =>
  (await store.chunks({ collection, uri, from: 0, count: Number.MAX_SAFE_INTEGER })).chunks;

const toInput = ({ text, tokens }: StoredChunk): EmbeddingInput => ({ text, tokens });

const nothingUsed = ({ model }: Embedder): EmbeddingUse => ({
  model,
  embedded: 0,
  fromCache: 0,
  tokens: 0,
  costUsd: 0,
});
const add = (a: EmbeddingUse, b: EmbeddingUse): EmbeddingUse => addUse(a, b) ?? a;
