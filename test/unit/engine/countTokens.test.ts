import { expect, test } from 'vitest';
import { cutToTokens, loadTokenCounter } from '../../../src/engine/countTokens.ts';
import { processorMs } from '../../fakes/processorTime.ts';

const countTokens = await loadTokenCounter();

test('special tokens of a page are text', () => {
  expect(countTokens('a <|endoftext|> b')).toBeGreaterThan(4);
});

test.each([
  ['letters', 'ab'],
  ['blanks', ' '],
  ['marks', '=-'],
])('a run of 200,000 %s takes no quadratic time', async (_, part) => {
  const count = () => expect(countTokens(part.repeat(200_000 / part.length))).toBeGreaterThan(700);
  // 10–30 ms; uncut it took half a minute.
  expect(await processorMs(count)).toBeLessThan(1_000);
});

test('a text is cut just below a number of tokens', () => {
  const text = 'Le réseau de tramways relie la gare aux quartiers du nord. '.repeat(200);
  const cut = cutToTokens(text, 500, countTokens);
  expect(text.startsWith(cut)).toBe(true);
  expect(countTokens(cut)).toBeGreaterThan(450);
  expect(countTokens(cut)).toBeLessThanOrEqual(500);
  expect(cutToTokens('court', 500, countTokens)).toBe('court');
});
