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
