import { expect, test } from 'vitest';
import { pickDiverse, type Candidate } from '../../../src/model/mmr.ts';

const candidate = (relevance: number, ...vector: number[]): Candidate => ({
  relevance,
  vector: new Float32Array(vector),
});

// Two of a kind, and a weaker one that says something else.
const candidates = [candidate(0.9, 1, 0), candidate(0.85, 1, 0), candidate(0.5, 0, 1)];

test('with lambda 1 the relevance alone ranks', () => {
  expect(pickDiverse(candidates, 3, 1)).toEqual([0, 1, 2]);
});

test('below, what repeats the first falls behind what differs: 0.5 × 0.85 − 0.5 × 1 < 0.5 × 0.5', () => {
  expect(pickDiverse(candidates, 2, 0.5)).toEqual([0, 2]);
});

test('with lambda 0 only the difference counts', () => {
  expect(pickDiverse([candidate(0.9, 1, 0), candidate(0.8, 0.8, 0.6), candidate(0, 0, 1)], 3, 0)).toEqual([0, 2, 1]);
});

test('gives no more than there are', () => {
  expect(pickDiverse(candidates, 9, 0.7)).toHaveLength(3);
  expect(pickDiverse([], 3, 0.7)).toEqual([]);
});
