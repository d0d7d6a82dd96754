import { expect, test } from 'vitest';
import { meanScores, scoreQuestion } from '../../../src/model/retrieval.ts';

test('recall is the share of the expected that was found, the rank that of the first', () => {
  expect(scoreQuestion(['a', 'b', 'b', 'c'], ['b', 'z'])).toEqual({ recall: 0.5, rank: 2 });
  expect(scoreQuestion(['a', 'b'], ['b'])).toEqual({ recall: 1, rank: 2 });
  expect(scoreQuestion(['a'], ['z'])).toEqual({ recall: 0, rank: null });
});

test('a path holds on any host, a whole address on its own', () => {
  const found = ['http://127.0.0.1:4173/tarifs?page=2', 'http://127.0.0.1:4173/tarifs'];
  expect(scoreQuestion(found, ['/tarifs'])).toEqual({ recall: 1, rank: 2 });
  expect(scoreQuestion(found, ['/tarifs?page=2']).rank).toBe(1);
  expect(scoreQuestion(found, ['https://orva.example/tarifs']).rank).toBeNull();
});

test('means as in the textbook: ranks 3, 2 and 1 give an MRR of 11/18', () => {
  const scores = [3, 2, 1].map(rank => ({ rank, recall: 1 }));
  expect(meanScores(scores)).toEqual({ recallAtK: 1, mrr: expect.closeTo(11 / 18) });
  expect(
    meanScores([
      { rank: null, recall: 0 },
      { rank: 1, recall: 0.5 },
    ]),
  ).toEqual({ recallAtK: 0.25, mrr: 0.5 });
  expect(meanScores([])).toEqual({ recallAtK: 0, mrr: 0 });
});
