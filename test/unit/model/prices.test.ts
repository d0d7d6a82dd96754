import { expect, test } from 'vitest';
import { addUse, type EmbeddingUse } from '../../../src/model/embedding.ts';
import { costOf, dollars, priceOf } from '../../../src/model/prices.ts';

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
