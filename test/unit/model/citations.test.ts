import { expect, test } from 'vitest';
import { chatPriceOf } from '../../../src/model/chatPrice.ts';
import { readCitations } from '../../../src/model/citations.ts';

test('only passages that there are can be cited', () => {
  expect(readCitations('A [2]. B [1][2]. C [3, 7; 1]. D [0].', 3)).toEqual({ cited: [2, 1, 3], invented: [7, 0] });
});

test('what is no number is no citation', () => {
  expect(readCitations('Voir [note], [2026-11] et [12345].', 3)).toEqual({ cited: [], invented: [] });
});

test('the price of a chat model is what a person set, else unknown', () => {
  const prices = 'small=0.02, llama3.2 = 2/8,odd=1/2/3';
  expect(chatPriceOf('llama3.2', prices)).toEqual({ prompt: 2, answer: 8 });
  expect([chatPriceOf('small', prices), chatPriceOf('odd', prices), chatPriceOf('x')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
