import type { PostingLists } from './postings.ts';

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

/** BM25 of each document for a question of these terms. */
export function scoreWords(
  { starts, documents, occurrences, lengths }: PostingLists,
  terms: readonly number[],
): Float64Array {
  const scores = new Float64Array(lengths.length);
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  for (const term of terms) {
    const [from = 0, to = from] = [starts[term], starts[term + 1]];
    const inverse = inverseDocumentFrequency(lengths.length, to - from);
    for (let i = from; i < to; i++) {
      const document = documents[i] ?? 0;
      const weight = termWeight(occurrences[i] ?? 0, lengths[document] ?? 0, averageLength);
      scores[document] = (scores[document] ?? 0) + inverse * weight;
    }
  }
  return scores;
}
