import { fail } from '../model/problem.ts';
import type { Embedder } from './ports.ts';
import { createWordReader, type ReadWords } from './words.ts';

/**
 * Vectors without a model or a network: lexical, not semantic. Stems and the 3–5-grams of words are hashed into 1,024
 * signed dimensions (Weinberger et al., Feature Hashing, 2009). Related spellings come near each other (abonnement,
 * abonnés), synonyms do not. The same text gives the same vector everywhere.
 */
export const OFFLINE_DIMENSIONS = 1024;

/** What a word's n-grams weigh together beside its stem, measured on test/golden/search. */
const GRAM_WEIGHT = 1;
const GRAM_SIZES = [3, 4, 5];

/** FNV-1a's offset basis, and another one: a stem is no n-gram that happens to look like it. */
const STEM_SEED = 0x811c9dc5;
const GRAM_SEED = 0x050c5d1f;

export function createOfflineEmbedder(): Embedder {
  const readWords = createWordReader();
  return { model: 'offline', embed: async texts => texts.map(text => embedOffline(text, readWords)) };
}

/** A vector of unit length. Throws data `nothing_to_embed` for a blank text. */
export function embedOffline(text: string, readWords: ReadWords): Float32Array {
  const vector = new Float32Array(OFFLINE_DIMENSIONS);
  for (const [hash, weight] of weighFeatures(text, readWords)) {
    // A second "tram" tells less than the first one.
    const damped = weight < 1 ? weight * (1 + Math.log1p(weight)) : 1 + Math.log1p(weight);
    const place = hash % OFFLINE_DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + (hash >>> 31 === 1 ? damped : -damped);
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (length === 0) throw fail('data', 'nothing_to_embed');
  return vector.map(value => value / length);
}

/** Hash of a feature → its weight in the text. */
function weighFeatures(text: string, readWords: ReadWords): Map<number, number> {
  const weights = new Map<number, number>();
  const add = (hash: number, weight: number): void => void weights.set(hash, (weights.get(hash) ?? 0) + weight);
  for (const { folded, stem } of readWords(text)) {
    add(hashOf(stem, STEM_SEED), 1);
    addGrams(`^${folded}$`, GRAM_WEIGHT / Math.sqrt(Math.max(1, folded.length - 1)), add);
  }
  // A rule, an emoji, "et de la": no words to speak of, yet a chunk like any other.
  if (weights.size === 0 && text.trim() !== '') addGrams(`^${text.trim()}$`, 1, add);
  return weights;
}

function addGrams(word: string, weight: number, add: (hash: number, weight: number) => void): void {
  for (const size of GRAM_SIZES) {
    for (let from = 0; from + size <= word.length; from++) add(hashOf(word, GRAM_SEED, from, from + size), weight);
  }
}

/** FNV-1a over UTF-16 units, then MurmurHash3's last steps: FNV alone leaves the high bits poor on short words. */
function hashOf(text: string, seed: number, from = 0, to = text.length): number {
  let hash = seed;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
