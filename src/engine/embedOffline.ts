import { OFFLINE_MODEL } from '../model/collection.ts';
import { toUnitLength } from '../model/vectors.ts';
import type { Embedder } from './ports.ts';
import { createWordReader, type ReadWords, type Word } from './words.ts';

/**
 * Vectors without a model or a network: lexical, not semantic. Stems and the 3–5-grams of words are hashed into 1,024
 * signed dimensions (Weinberger et al., Feature Hashing, 2009). Related spellings come near each other (abonnement,
 * abonnés), synonyms do not. The same text gives the same vector everywhere.
 */
export const OFFLINE_DIMENSIONS = 1024;

/** What a word's n-grams weigh beside its stem: on test/golden/search 0.35 found 0.65 of the passages, 1 found 0.90. */
const GRAM_WEIGHT = 1;
const GRAM_SIZES = [3, 4, 5];

/** FNV-1a's offset basis, and another one: a stem is no n-gram that happens to look like it. */
const STEM_SEED = 0x811c9dc5;
const GRAM_SEED = 0x050c5d1f;

/** To be counted up with whatever changes a vector: kept ones of another number are never taken. */
const IDENTITY = 'offline 1';

export function createOfflineEmbedder(): Embedder {
  const readWords = createWordReader();
  return {
    model: OFFLINE_MODEL,
    identity: IDENTITY,
    usdPerMillionTokens: 0,
    async embed(texts) {
      const blank = { code: 'nothing_to_embed', params: {} };
      return { vectors: texts.map(text => embedOffline(text, readWords) ?? blank), tokens: null };
    },
  };
}

/** A vector of unit length; undefined for a blank text. */
export function embedOffline(text: string, readWords: ReadWords): Float32Array | undefined {
  const vector = new Float32Array(OFFLINE_DIMENSIONS);
  for (const { word, count } of countWords(readWords(text))) {
    // A second "tram" tells less than the first one.
    const weight = 1 + Math.log(count);
    addFeature(vector, hashOf(word.stem, STEM_SEED), weight);
    addGrams(vector, `^${word.folded}$`, (weight * GRAM_WEIGHT) / Math.sqrt(Math.max(1, word.folded.length - 1)));
  }
  // A rule, an emoji, "et de la": no words to speak of, yet a chunk like any other.
  if (vector.every(value => value === 0) && text.trim() !== '') addGrams(vector, `^${text.trim()}$`, 1);
  return toUnitLength(vector);
}

function countWords(words: readonly Word[]): Iterable<{ readonly word: Word; count: number }> {
  const counts = new Map<string, { readonly word: Word; count: number }>();
  for (const word of words) {
    const known = counts.get(word.folded);
    if (known === undefined) counts.set(word.folded, { word, count: 1 });
    else known.count++;
  }
  return counts.values();
}

function addGrams(vector: Float32Array, word: string, weight: number): void {
  for (const size of GRAM_SIZES) {
    for (let from = 0; from + size <= word.length; from++) {
      addFeature(vector, hashOf(word, GRAM_SEED, from, from + size), weight);
    }
  }
}

/** The lowest ten bits of the hash are the dimension, the highest one the sign. */
function addFeature(vector: Float32Array, hash: number, weight: number): void {
  const place = hash % OFFLINE_DIMENSIONS;
  vector[place] = (vector[place] ?? 0) + (hash >>> 31 === 1 ? weight : -weight);
}

/** FNV-1a over UTF-16 units, then MurmurHash3's last steps: FNV alone leaves the high bits poor on short words. */
function hashOf(text: string, seed: number, from = 0, to = text.length): number {
  let hash = seed;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
