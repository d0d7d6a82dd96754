/**
 * Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009), with Lucene's
 * inverse document frequency, which is never negative.
 */
const K1 = 1.2;
const B = 0.75;

/** How much a term tells, from how few of the documents hold it; > 0. */
export function inverseDocumentFrequency(documents: number, withTerm: number): number {
  return Math.log(1 + (documents - withTerm + 0.5) / (withTerm + 0.5));
}

/** What a term adds for one document, before its inverse document frequency: 0 to 2.2. Lengths in words. */
export function termWeight(occurrences: number, length: number, averageLength: number): number {
  const relativeLength = averageLength > 0 ? length / averageLength : 1;
  return (occurrences * (K1 + 1)) / (occurrences + K1 * (1 - B + B * relativeLength));
}

/** A term's occurrences in one document, by the document's index. */
export interface Posting {
  readonly index: number;
  readonly occurrences: number;
}

/** BM25 of each document for a question: one list of postings for each of its terms; `lengths` in words. */
export function scoreWords(terms: readonly (readonly Posting[])[], lengths: Uint32Array): Float64Array {
  const scores = new Float64Array(lengths.length);
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  for (const postings of terms) {
    const inverse = inverseDocumentFrequency(lengths.length, postings.length);
    for (const { index, occurrences } of postings) {
      const weight = termWeight(occurrences, lengths[index] ?? 0, averageLength);
      scores[index] = (scores[index] ?? 0) + inverse * weight;
    }
  }
  return scores;
}
