import { costOf } from '../model/prices.ts';
import type { EmbeddingUse } from '../model/embedding.ts';
import type { Reason } from '../model/problem.ts';
import { fail } from '../model/problem.ts';
import { cutToTokens, loadTokenCounter } from './countTokens.ts';
import type { Embedded, Embedder, Ports } from './ports.ts';

/** A text on its way to the model, with its tokens as we count them. */
export interface EmbeddingInput {
  readonly text: string;
  readonly tokens: number;
}

/** OpenAI's embedding models take 8,191 tokens an input; what is beyond is found by its words only. */
export const EMBEDDING_TOKENS = 8000;

/** As much of a text as a model takes. */
export async function cutForModel({ text, tokens }: EmbeddingInput): Promise<EmbeddingInput> {
  if (tokens <= EMBEDDING_TOKENS) return { text, tokens };
  return { text: cutToTokens(text, EMBEDDING_TOKENS, await loadTokenCounter()), tokens: EMBEDDING_TOKENS };
}

export interface EmbeddedTexts {
  /** One a text, in order: a vector of unit length, or why this text alone has none. */
  readonly vectors: Embedded['vectors'];
  readonly use: EmbeddingUse;
}

type World = Pick<Ports, 'hash' | 'vectors'>;

/**
 * Vectors of texts, each text asked once: what is known of this model from earlier, in whatever collection or run, is
 * taken from there, and what is new is kept before anything else is done with it, so that a kill costs no money twice.
 */
export async function embedTexts(
  { hash, vectors: kept }: World,
  embedder: Embedder,
  inputs: readonly EmbeddingInput[],
  signal: AbortSignal,
): Promise<EmbeddedTexts> {
  const { identity } = embedder;
  const hashes = inputs.map(({ text }) => hash.sha256(text));
  const known = kept.read(identity, [...new Set(hashes)]);
  const fresh = await askMissing(embedder, { inputs, hashes, known }, signal);
  const dimensions = [...fresh.vectors.values()].find(isVector)?.length;
  if (dimensions !== undefined && [...known.values()].some(vector => vector.length !== dimensions)) {
    // The model behind the name has changed: what is kept of the old one compares with nothing any more.
    kept.forget(identity);
    return embedTexts({ hash, vectors: kept }, embedder, inputs, signal);
  }
  kept.write(
    identity,
    [...fresh.vectors].flatMap(([key, vector]) => (isVector(vector) ? [[key, vector] as const] : [])),
  );
  const vectors = hashes.map(key => fresh.vectors.get(key) ?? known.get(key) ?? missing());
  const embedded = fresh.vectors.size;
  const { tokens } = fresh;
  const costUsd = embedded === 0 ? 0 : costOf(tokens, embedder.usdPerMillionTokens);
  return {
    vectors,
    use: { model: embedder.model, embedded, fromCache: inputs.length - embedded, tokens, costUsd },
  };
}

interface Asked {
  readonly inputs: readonly EmbeddingInput[];
  readonly hashes: readonly string[];
  readonly known: ReadonlyMap<string, Float32Array>;
}

interface Fresh {
  readonly vectors: ReadonlyMap<string, Float32Array | Reason>;
  readonly tokens: number;
}

async function askMissing(embedder: Embedder, { inputs, hashes, known }: Asked, signal: AbortSignal): Promise<Fresh> {
  const wanted = new Map<string, EmbeddingInput>();
  for (const [at, input] of inputs.entries()) {
    const key = hashes[at] ?? missing();
    if (!known.has(key)) wanted.set(key, input);
  }
  if (wanted.size === 0) return { vectors: new Map(), tokens: 0 };
  const texts = [...wanted.values()];
  const answer = await embedder.embed(
    texts.map(({ text }) => text),
    signal,
  );
  const vectors = new Map([...wanted.keys()].map((key, at) => [key, answer.vectors[at] ?? missing()]));
  return { vectors, tokens: answer.tokens ?? texts.reduce((sum, { tokens }) => sum + tokens, 0) };
}

/** A question's vector. Throws data with the reason when the model refuses it; `question_refused` when its server does. */
export async function embedQuestion(embedder: Embedder, question: string, signal: AbortSignal): Promise<Float32Array> {
  const [vector = missing()] = (await embedder.embed([question], signal)).vectors;
  if (isVector(vector)) return vector;
  if (vector.code === 'openai_refused') throw fail('data', 'question_refused', vector.params);
  throw fail('data', vector.code, vector.params);
}

export const isVector = (entry: Float32Array | Reason): entry is Float32Array => entry instanceof Float32Array;

function missing(): never {
  throw new Error('the embedder gave fewer vectors than texts');
}
