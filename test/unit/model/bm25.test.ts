import { expect, test } from 'vitest';
import { inverseDocumentFrequency, scoreWords, termWeight } from '../../../src/model/bm25.ts';
import { invert } from '../../../src/model/postings.ts';

// Three documents of terms 1 (tram), 2 (port), 3 (the).
const LISTS = invert([new Uint32Array([1, 2, 3, 1]), new Uint32Array([3, 1]), new Uint32Array([2, 1, 3, 1, 1, 1])]);

test('documents are turned round into lists by term', () => {
  expect([...LISTS.lengths]).toEqual([3, 1, 3]);
  expect([...LISTS.terms]).toEqual([1, 2, 3]);
  expect([...LISTS.starts]).toEqual([0, 2, 3, 6]);
  expect([...LISTS.documents]).toEqual([0, 2, 2, 0, 1, 2]);
  expect([...LISTS.occurrences]).toEqual([2, 1, 1, 1, 1, 1]);
});

test('scores are the sums of the formula', () => {
  const average = 7 / 3;
  const tram = inverseDocumentFrequency(3, 2);
  const expected = [
    tram * termWeight(2, 3, average),
    0,
    (tram + inverseDocumentFrequency(3, 1)) * termWeight(1, 3, average),
  ];
  expect([...scoreWords(LISTS, [1, 2])]).toEqual(expected.map(score => expect.closeTo(score, 10)));
  // Robertson and Zaragoza's formula by hand: ln(1 + 1.5 / 2.5) × 2 × 2.2 / (2 + 1.2 × (0.25 + 0.75 × 9 / 7)).
  expect(expected[0]).toBeCloseTo((Math.log(1.6) * 4.4) / (2 + 1.2 * (0.25 + (0.75 * 9) / 7)), 10);
});

test('terms that nobody has score nothing', () => {
  expect([...scoreWords(LISTS, [0, 4, 99])]).toEqual([0, 0, 0]);
  expect([...scoreWords(invert([]), [1])]).toEqual([]);
});

test('a rarer word tells more, and no word tells less than nothing', () => {
  expect(inverseDocumentFrequency(100, 1)).toBeGreaterThan(inverseDocumentFrequency(100, 99));
  expect(inverseDocumentFrequency(100, 100)).toBeGreaterThan(0);
});
