import { expect, test } from 'vitest';
import { concatenate, invert, postingsOf } from '../../../src/model/postings.ts';

// Terms 7 and 3 (not in their order), then nothing, then 3 and 4,000,000,000.
const DOCUMENTS = [new Uint32Array([7, 2, 3, 1]), new Uint32Array(), new Uint32Array([3, 1, 4_000_000_000, 70_000])];

test('a term has its documents in their order, and one that nobody has has none', () => {
  const lists = invert(DOCUMENTS);
  const holding = (term: number) => [...lists.documents.subarray(...postingsOf(lists, term))];
  expect([3, 7, 4_000_000_000].map(holding)).toEqual([[0, 2], [0], [2]]);
  expect([0, 5, 0xffffffff].map(holding)).toEqual([[], [], []]);
  expect(postingsOf(invert([]), 1)).toEqual([0, 0]);
});

test('a word that stands somewhere more often than 16 bits count is not taken for a rare one', () => {
  const { occurrences, lengths } = invert(DOCUMENTS);
  expect([...occurrences]).toEqual([1, 1, 2, 65_535]);
  expect([...lengths]).toEqual([3, 0, 70_001]);
});

test('lists of parts joined are the lists of all together', () => {
  let state = 5;
  const below = (limit: number): number => (state = (state * 48_271) % 2_147_483_647) % limit;
  const documents = Array.from({ length: 90 }, () => {
    const terms = new Set(Array.from({ length: below(12) }, () => below(40)));
    return new Uint32Array([...terms].flatMap(term => [term, 1 + below(9)]));
  });
  const parts = [0, 1, 30, 31, 90].map((from, at, all) => invert(documents.slice(from, all[at + 1])));
  expect(concatenate(parts)).toEqual(invert(documents));
  expect(concatenate([])).toEqual(invert([]));
});
