import { expect, test } from 'vitest';
import { render } from '../../../src/model/text.ts';

const said = (text: string, reason: string | number) => render({ key: text }, 'key', { reason });

test('a sentence that ends with another one ends once', () => {
  expect(said('It failed: {reason}.', 'No such page.')).toBe('It failed: No such page.');
  expect(said('It failed: {reason}. Try again.', 'No such page!')).toBe('It failed: No such page! Try again.');
  expect(said('It failed: {reason}.', 'no such page')).toBe('It failed: no such page.');
  expect(said('{reason}.', 3)).toBe('3.');
  expect(said('It failed{: {reason}}.', 'No such page.')).toBe('It failed: No such page.');
});

test('what is no end of a sentence stays as it is', () => {
  expect(said('{reason}.json', 'a.')).toBe('a..json');
  expect(said('{reason}..', 'a.')).toBe('a...');
  expect(said('Look in {reason}.', 'a/..')).toBe('Look in a/...');
  expect(said('Nothing is in {reason} yet.', '..')).toBe('Nothing is in .. yet.');
  expect(said('{other}.', 'a')).toBe('{other}.');
  expect(said('It failed{: {other}}.', 'a')).toBe('It failed.');
  expect(render({}, 'a.key')).toBe('a.key');
});
