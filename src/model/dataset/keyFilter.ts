import { createKeyRange, type KeyRange } from './keyRange.ts';

/** Which keys are surely not among many; two bytes a key. */
export interface KeyFilter {
  add(key: string): void;
  /** True for each key that was added, and for about one in seventy of the others. */
  mayHave(key: string): boolean;
  range(): KeyRange | null;
}

/** A Bloom filter of two hashes and sixteen bits a key (https://doi.org/10.1145/362686.362692). */
export function createKeyFilter(count: number): KeyFilter {
  const bits = 2 ** Math.max(10, Math.ceil(Math.log2(count * 16)));
  const words = new Uint32Array(bits / 32);
  const keys = createKeyRange();
  const isSet = (at: number): boolean => ((words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  const set = (at: number): void => void (words[at >>> 5] = (words[at >>> 5] ?? 0) | (1 << (at & 31)));
  const places = (key: string): readonly [number, number] => {
    const hash = fnv(key);
    return [hash & (bits - 1), Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) & (bits - 1)];
  };
  return {
    add(key) {
      keys.add(key);
      for (const place of places(key)) set(place);
    },
    mayHave: key => places(key).every(isSet),
    range: keys.range,
  };
}

/** FNV-1a over UTF-16 units, its bits mixed once more: keys that count up differ in their last digits only. */
function fnv(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
