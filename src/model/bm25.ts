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
export function scoreWords(lists: PostingLists, terms: readonly number[]): Float64Array {
  const { documents, lengths } = lists;
  const scores = new Float64Array(lengths.length);
  const averageLength = averageOf(lengths);
  for (const term of terms) {
    const [from, to] = postingsOf(lists, term);
    const inverse = inverseDocumentFrequency(lengths.length, to - from);
    for (let i = from; i < to; i++) {
      const document = documents[i] ?? 0;
      scores[document] = (scores[document] ?? 0) + inverse * weightAt(lists, i, averageLength);
    }
  }
  return scores;
}

/** What each of the terms gave to one document's BM25. */
export function scoreEachWord(lists: PostingLists, terms: readonly number[], document: number): number[] {
  const { documents, lengths } = lists;
  const averageLength = averageOf(lengths);
  return terms.map(term => {
    const [from, to] = postingsOf(lists, term);
    const at = documents.subarray(from, to).indexOf(document);
    const inverse = inverseDocumentFrequency(lengths.length, to - from);
    return at < 0 ? 0 : inverse * weightAt(lists, from + at, averageLength);
  });
}

/** In how many documents the term stands. */
export function documentCount(lists: PostingLists, term: number): number {
  const [from, to] = postingsOf(lists, term);
  return to - from;
}

function postingsOf({ starts }: PostingLists, term: number): readonly [from: number, to: number] {
  const from = starts[term] ?? 0;
  return [from, starts[term + 1] ?? from];
}

function weightAt({ documents, occurrences, lengths }: PostingLists, place: number, averageLength: number): number {
  return termWeight(occurrences[place] ?? 0, lengths[documents[place] ?? 0] ?? 0, averageLength);
}

const averageOf = (lengths: Uint32Array): number =>
  lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
