import { postingsOf, type PostingLists } from './postings.ts';

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

/** What a score takes from all documents: of these lists, or of several together. */
export interface WordStatistics {
  readonly documents: number;
  /** In words. */
  readonly averageLength: number;
  /** For each term of the question: in how many documents it stands. */
  readonly holding: readonly number[];
}

const statisticsOf = (lists: PostingLists, terms: readonly number[]): WordStatistics => ({
  documents: lists.lengths.length,
  averageLength: lists.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lists.lengths.length),
  holding: terms.map(term => documentCount(lists, term)),
});

/** BM25 of each document for a question of these terms, added to `scores`. */
export function scoreWords(
  lists: PostingLists,
  terms: readonly number[],
  statistics = statisticsOf(lists, terms),
  scores = new Float64Array(lists.lengths.length),
): Float64Array {
  terms.forEach((term, at) => {
    const [from, to] = postingsOf(lists, term);
    const inverse = inverseDocumentFrequency(statistics.documents, statistics.holding[at] ?? 0);
    for (let i = from; i < to; i++) {
      const document = lists.documents[i] ?? 0;
      scores[document] = (scores[document] ?? 0) + inverse * weightAt(lists, i, statistics.averageLength);
    }
  });
  return scores;
}

/** What each of the terms gave to one document's BM25. */
export function scoreEachWord(
  lists: PostingLists,
  terms: readonly number[],
  document: number,
  statistics = statisticsOf(lists, terms),
): number[] {
  return terms.map((term, at) => {
    const [from, to] = postingsOf(lists, term);
    const place = lists.documents.subarray(from, to).indexOf(document);
    const inverse = inverseDocumentFrequency(statistics.documents, statistics.holding[at] ?? 0);
    return place < 0 ? 0 : inverse * weightAt(lists, from + place, statistics.averageLength);
  });
}

/** In how many documents the term stands. */
export function documentCount(lists: PostingLists, term: number): number {
  const [from, to] = postingsOf(lists, term);
  return to - from;
}

function weightAt({ documents, occurrences, lengths }: PostingLists, place: number, averageLength: number): number {
  return termWeight(occurrences[place] ?? 0, lengths[documents[place] ?? 0] ?? 0, averageLength);
}
