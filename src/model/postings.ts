/** Which documents hold a term, and how often: for each term one stretch of two long lists. */
export interface PostingLists {
  /** Term t's postings lie from starts[t] to starts[t + 1]. */
  readonly starts: Uint32Array;
  /** Places of documents, ascending within a term. */
  readonly documents: Uint32Array;
  readonly occurrences: Uint32Array;
  /** Words of each document. */
  readonly lengths: Uint32Array;
}

/**
 * Turns "document → its words" (pairs: term, occurrences) round to "word → its documents", by counting.
 * Terms are small integers: memory grows with the greatest one.
 */
export function invert(documents: readonly Uint32Array[]): PostingLists {
  const lengths = new Uint32Array(documents.length);
  const counts = countTerms(documents);
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((count, term) => (starts[term + 1] = (starts[term] ?? 0) + count));
  const total = starts.at(-1) ?? 0;
  const lists = { starts, documents: new Uint32Array(total), occurrences: new Uint32Array(total), lengths };
  const next = starts.slice();
  documents.forEach((pairs, document) => {
    for (let i = 0; i < pairs.length; i += 2) {
      const [term = 0, occurrences = 0] = [pairs[i], pairs[i + 1]];
      const place = next[term] ?? 0;
      lists.documents[place] = document;
      lists.occurrences[place] = occurrences;
      next[term] = place + 1;
      lengths[document] = (lengths[document] ?? 0) + occurrences;
    }
  });
  return lists;
}

/** In how many documents each term stands. */
function countTerms(documents: readonly Uint32Array[]): Uint32Array {
  let greatest = -1;
  for (const pairs of documents) {
    for (let i = 0; i < pairs.length; i += 2) greatest = Math.max(greatest, pairs[i] ?? 0);
  }
  const counts = new Uint32Array(greatest + 1);
  for (const pairs of documents) {
    for (let i = 0; i < pairs.length; i += 2) counts[pairs[i] ?? 0] = (counts[pairs[i] ?? 0] ?? 0) + 1;
  }
  return counts;
}
