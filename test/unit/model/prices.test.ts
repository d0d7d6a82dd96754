import { expect, test } from 'vitest';
import { addUse, type EmbeddingUse } from '../../../src/model/embedding.ts';
import { readingCost, savedShare, sumOf } from '../../../src/model/cleaning.ts';
import { PRICES_OF, costOf, dollars, priceOf, readingPrice } from '../../../src/model/prices.ts';

const OPENAI = 'api.openai.com';
const SMALL = 'text-embedding-3-small';

test('a model has its price at its own server only', () => {
  expect([priceOf(OPENAI, SMALL), priceOf('127.0.0.1:11434', SMALL), priceOf(OPENAI, 'x')]).toEqual([
    0.02,
    undefined,
    undefined,
  ]);
});

test.each([
  ['text-embedding-3-small=0.5', 0.5],
  [' other=3, text-embedding-3-small = 0 ', 0],
  ['text-embedding-3-small=', 0.02],
  ['text-embedding-3-small=-1', 0.02],
  ['text-embedding-3-small=free,=7,,', 0.02],
])('what a person says wins, when it can be read: %j', (overrides, price) =>
  expect(priceOf(OPENAI, SMALL, overrides)).toBe(price),
);

test('a name may hold colons and equal signs', () => {
  expect(priceOf('h', 'nomic:v1=a', 'nomic:v1=a=2')).toBe(2);
});

test('costs', () => expect([costOf(500_000, 0.02), costOf(1, undefined)]).toEqual([0.01, null]));

const use = (embedded: number, costUsd: number | null): EmbeddingUse => {
  return { model: 'm', embedded, fromCache: 1, tokens: 10, costUsd };
};

test.each([
  [use(1, 2), use(1, 3), 5],
  [use(1, 2), use(1, null), null],
  [use(1, 2), use(0, null), 2],
  [use(0, null), use(0, 0), 0],
])('an unknown price makes an unknown sum, unless nothing was asked', (a, b, costUsd) => {
  expect(addUse(a, b)).toMatchObject({ costUsd, tokens: 20, fromCache: 2, embedded: a.embedded + b.embedded });
});

test('nothing and something is that', () => {
  expect([addUse(undefined, undefined), addUse(use(1, 2), undefined)]).toEqual([undefined, use(1, 2)]);
});

test('what is nearly nothing is not told as nothing', () => {
  expect([2.2e-7, 0.0042, 0.5, 12, 0].map(usd => dollars(usd, 'en'))).toEqual([
    ...['$0.00000022', '$0.0042', '$0.50', '$12.00', '$0.00'],
  ]);
});

test('the price of what a model reads is that of the dated table, until somebody sets another', () => {
  expect(readingPrice()).toMatchObject({ of: PRICES_OF, isOwn: false });
  expect(readingPrice('llama/3=0.5@2026-11-01')).toEqual({
    ...{ model: 'llama/3', usdPerMillionTokens: 0.5, of: '2026-11-01', isOwn: true },
  });
  expect(readingPrice('nonsense').isOwn).toBe(false);
});

test('tokens make the cost of a question with its pages', () => {
  const weights = { before: { bytes: 0, tokens: 10_000 }, after: { bytes: 0, tokens: 500 } };
  expect(readingCost(weights, 2, 5)).toEqual({ before: 0.1, after: 0.005 });
  expect(savedShare(sumOf([weights, weights]))).toBe(0.95);
});
