import { checkVectorKind, indexingTarget, type IndexingTarget } from '../../model/collection.ts';
import type { Chunk, Source } from '../../model/generated/types.ts';
import { addUse, withUse, type EmbeddingUse, type RefusedChunk } from '../../model/embedding.ts';
import { fail, type Reason } from '../../model/problem.ts';
import { titleOf } from '../../model/source.ts';
import type { Activity, ActivityContext, ActivityResult } from '../activity.ts';
import { loadTokenCounter } from '../countTokens.ts';
import { decodeHtml } from '../decodeHtml.ts';
import { cutForModel, EMBEDDING_TOKENS, embedTexts, isVector, type EmbeddingInput } from '../embedTexts.ts';
import type { Embedder, IndexedChunk, VectorStore } from '../ports.ts';
import { readChunks } from '../readChunks.ts';
import { countStems, createWordReader } from '../words.ts';

/** Chunks an embedding request, unless INPUT's `bulk_size` says otherwise. */
const BULK_SIZE = 100;

/** A chunk before it has a vector and words. */
type Passage = Omit<IndexedChunk, 'vector' | 'words'>;

/** INDEXING: the most refined artifact of the Source (chunks, else Markdown, else the page) → the index. */
export const indexSource: Activity = async (context, source) => {
  const target = indexingTarget(context.input);
  const store = await context.ports.openStore(target.databaseUri);
  const known = await alreadyIndexed(context, source, store);
  if (known) return known;
  await checkModel(store, target);
  return indexAnew(context, source, store);
};

/** What the index holds of the Source already is what this activity would put there. */
export async function alreadyIndexed(
  context: Pick<IndexContext, 'input' | 'key'>,
  source: Source,
  store: VectorStore,
): Promise<ActivityResult | undefined> {
  const { collection } = indexingTarget(context.input);
  if ((await store.sourceKey(collection, source.uri)) !== context.key) return undefined;
  const { total } = await store.chunks({ collection, uri: source.uri, from: 0, count: 0 });
  return { source, chunks: total, reused: true };
}

export type IndexContext = Pick<ActivityContext, 'ports' | 'input' | 'key' | 'readInput' | 'signal' | 'heartbeat'>;

/** In the place of what the index holds of the Source, whatever it is. */
export const indexAnew = async (context: IndexContext, source: Source, store: VectorStore): Promise<ActivityResult> =>
  indexChunks(context, source, { store, chunks: await readInputChunks(context, source) });

/** The same of chunks that are there already. */
export async function indexChunks(
  context: IndexContext,
  source: Source,
  { store, chunks: given }: { readonly store: VectorStore; readonly chunks: readonly Chunk[] },
): Promise<ActivityResult> {
  const { collection, model } = indexingTarget(context.input);
  const passages = await readPassages(context, source, given);
  const { uri } = source;
  if (passages.length === 0) {
    await store.removeSource(collection, uri); // What it said before, it says no longer.
    return { source, skipped: { code: 'empty_page', params: { uri } } };
  }
  const embedder = await context.ports.openEmbedder(model);
  const { chunks, refused, use } = await embedPassages(context, { uri, embedder }, passages);
  const [first] = refused;
  if (first && chunks.length === 0) throw fail('data', first.reason.code, first.reason.params);
  // Another key, so that the next run asks for the refused ones again and tells them again.
  const key = first ? `${context.key} without ${refused.length}` : context.key;
  await store.replaceSource({ collection, model, uri, title: titleOf(source) ?? '', key, chunks });
  return { source, chunks: chunks.length, embedding: use, ...(first ? { refused } : {}) };
}

/** Before anything is embedded: a model may cost money. */
export async function checkModel(store: VectorStore, { collection, model }: IndexingTarget): Promise<void> {
  const known = await store.collection(collection);
  if (known !== undefined && known.chunks > 0) checkVectorKind(collection, known, { model });
}

/** Chunks as CHUNKING wrote them; else the whole text as one. */
export async function readInputChunks(context: Pick<IndexContext, 'readInput'>, source: Source): Promise<Chunk[]> {
  const bytes = await context.readInput();
  if (source.chunking_file_path)
    return readChunks(new TextDecoder().decode(bytes), { path: source.chunking_file_path });
  return [{ text: source.converted_md_path ? new TextDecoder().decode(bytes) : decodeHtml(bytes).text }];
}

async function readPassages(context: IndexContext, source: Source, chunks: readonly Chunk[]): Promise<Passage[]> {
  const passages: Passage[] = [];
  for (const [index, chunk] of chunks.entries()) {
    // Python's splitter gives blank chunks at a size of 1; nothing could find them.
    if (chunk.text.trim() !== '') passages.push(await readPassage(context, source, { chunk, index }));
  }
  return passages;
}

interface Numbered {
  readonly chunk: Chunk;
  readonly index: number;
}

/** Place and tokens as CHUNKING wrote them; another worker's chunk without them counts from its own beginning. */
async function readPassage(context: IndexContext, source: Source, { chunk, index }: Numbered): Promise<Passage> {
  const { text } = chunk;
  const { start, end, tokens, heading_path, uri: _uri, title: _title, ...metadata } = chunk.metadata ?? {};
  return {
    chunkId: context.ports.hash.sha256(`${source.uri}\n${index}\n${text}`),
    text,
    start: isCount(start) ? start : 0,
    end: isCount(end) ? end : [...text].length,
    tokens: isCount(tokens) ? tokens : (await loadTokenCounter())(text),
    headingPath: Array.isArray(heading_path) ? heading_path.map(String) : [],
    metadata: { ...source.metadata, ...metadata },
  };
}

interface Embedding {
  readonly chunks: IndexedChunk[];
  readonly refused: RefusedChunk[];
  readonly use: EmbeddingUse;
}

async function embedPassages(
  context: IndexContext,
  { uri, embedder }: { readonly uri: string; readonly embedder: Embedder },
  passages: readonly Passage[],
): Promise<Embedding> {
  const size = context.input.stages_config?.INDEXING?.bulk_size ?? BULK_SIZE;
  const readWords = createWordReader();
  const chunks: IndexedChunk[] = [];
  const refused: RefusedChunk[] = [];
  let use: EmbeddingUse = { model: embedder.model, embedded: 0, fromCache: 0, tokens: 0, costUsd: 0 };
  for (let from = 0; from < passages.length; from += size) {
    context.signal.throwIfAborted();
    const some = passages.slice(from, from + size);
    const inputs = await Promise.all(some.map(passage => embeddingInput(context, uri, passage)));
    const given = await embedTexts(context.ports, embedder, inputs, context.signal).catch((error: unknown) => {
      throw withUse(error, use);
    });
    for (const [at, passage] of some.entries()) {
      const vector = given.vectors[at] ?? missing();
      if (isVector(vector)) chunks.push({ ...passage, vector, words: countStems(readWords(passage.text)) });
      else refused.push(refusal(context, uri, { passage, index: from + at, reason: vector }));
    }
    use = addUse(use, given.use) ?? use;
    context.heartbeat();
  }
  return { chunks, refused, use };
}

interface Refusal {
  readonly passage: Passage;
  readonly index: number;
  readonly reason: Reason;
}

function refusal(context: IndexContext, uri: string, { passage, index, reason }: Refusal): RefusedChunk {
  const { start, end } = passage;
  const fields = { uri, chunk: index + 1, start, end, code: reason.code };
  context.ports.log.write('warn', 'chunk_refused', fields);
  return { index, start, end, reason };
}

async function embeddingInput(context: IndexContext, uri: string, { text, tokens }: Passage): Promise<EmbeddingInput> {
  if (tokens > EMBEDDING_TOKENS)
    context.ports.log.write('warn', 'embedding_cut', { uri, tokens, limit: EMBEDDING_TOKENS });
  return cutForModel({ text, tokens });
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function missing(): never {
  throw new Error('the embedder gave fewer vectors than texts');
}
