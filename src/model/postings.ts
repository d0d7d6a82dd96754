/** Which documents hold a term, and how often: for each term that stands in one of them a stretch of two long lists. */
export interface PostingLists {
  /** Ascending. */
  readonly terms: Uint32Array;
  /** The postings of the term at place t of `terms` lie from starts[t] to starts[t + 1]. */
  readonly starts: Uint32Array;
  /** Places of documents, ascending within a term. */
  readonly documents: Uint16Array;
  readonly occurrences: Uint16Array;
  /** Words of each document. */
  readonly lengths: Uint32Array;
}

/** What 16 bits hold. A word that stands in a chunk more often than that counts so often: no score shows it. */
const MOST = 0xffff;

/**
 * Turns "document → its words" (pairs: term, occurrences) round to "word → its documents". At most 65,536 documents.
 * The pairs are sorted as numbers, term × `stride` + place of the pair: a Map of lists took three times as long.
 */
export function invert(documents: readonly Uint32Array[]): PostingLists {
  if (documents.length > MOST + 1) throw new RangeError(`${documents.length} documents`);
  const lengths = Uint32Array.from(documents, lengthOf);
  const total = documents.reduce((sum, pairs) => sum + pairs.length / 2, 0);
  const stride = total + 1;
  const keys = new Float64Array(total);
  const flat = { documents: new Uint16Array(total), occurrences: new Uint16Array(total) };
  let place = 0;
  documents.forEach((pairs, document) => {
    for (let i = 0; i < pairs.length; i += 2, place++) {
      keys[place] = (pairs[i] ?? 0) * stride + place;
      flat.documents[place] = document;
      flat.occurrences[place] = Math.min(pairs[i + 1] ?? 0, MOST);
    }
  });
  return { ...gather(keys.sort(), stride, flat), lengths };
}

type Flat = Pick<PostingLists, 'documents' | 'occurrences'>;

function gather(keys: Float64Array, stride: number, flat: Flat): Omit<PostingLists, 'lengths'> {
  const lists = { documents: new Uint16Array(keys.length), occurrences: new Uint16Array(keys.length) };
  const terms: number[] = [];
  const starts: number[] = [];
  keys.forEach((key, at) => {
    const term = Math.floor(key / stride);
    const place = key - term * stride;
    lists.documents[at] = flat.documents[place] ?? 0;
    lists.occurrences[at] = flat.occurrences[place] ?? 0;
    if (term === terms.at(-1)) return;
    terms.push(term);
    starts.push(at);
  });
  return { ...lists, terms: Uint32Array.from(terms), starts: Uint32Array.from([...starts, keys.length]) };
}

/** The lists of documents that come one after the other, as those of all together. At most 65,536 documents. */
export function concatenate(parts: readonly PostingLists[]): PostingLists {
  const next = countOccurring(parts);
  const [terms, starts]: [number[], number[]] = [[], []];
  let total = 0;
  next.forEach((count, term) => {
    if (count === 0) return;
    terms.push(term);
    starts.push(total);
    next[term] = total;
    total += count;
  });
  const lists = { documents: new Uint16Array(total), occurrences: new Uint16Array(total) };
  const lengths: number[] = [];
  for (const part of parts) {
    part.terms.forEach((term, at) => {
      const [from = 0, to = 0] = [part.starts[at], part.starts[at + 1]];
      let place = next[term] ?? 0;
      for (let i = from; i < to; i++, place++) {
        lists.documents[place] = lengths.length + (part.documents[i] ?? 0);
        lists.occurrences[place] = part.occurrences[i] ?? 0;
      }
      next[term] = place;
    });
    for (const length of part.lengths) lengths.push(length);
  }
  starts.push(total);
  return {
    ...lists,
    terms: Uint32Array.from(terms),
    starts: Uint32Array.from(starts),
    lengths: Uint32Array.from(lengths),
  };
}

/** By term: how many postings it has in all parts together. */
function countOccurring(parts: readonly PostingLists[]): Uint32Array {
  const counts = new Uint32Array(parts.reduce((most, { terms }) => Math.max(most, (terms.at(-1) ?? -1) + 1), 0));
  for (const { terms, starts } of parts) {
    for (let at = 0; at < terms.length; at++) {
      const term = terms[at] ?? 0;
      counts[term] = (counts[term] ?? 0) + (starts[at + 1] ?? 0) - (starts[at] ?? 0);
    }
  }
  return counts;
}

/** Where the term's postings lie: nowhere when no document holds it. */
export function postingsOf({ terms, starts }: PostingLists, term: number): readonly [from: number, to: number] {
  let [low, high] = [0, terms.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[middle] ?? 0) < term) low = middle + 1;
    else high = middle;
  }
  return terms[low] === term ? [starts[low] ?? 0, starts[low + 1] ?? 0] : [0, 0];
}

function lengthOf(pairs: Uint32Array): number {
  let length = 0;
  for (let i = 1; i < pairs.length; i += 2) length += pairs[i] ?? 0;
  return length;
}
