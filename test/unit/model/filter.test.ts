import { expect, test } from 'vitest';
import { matchesFilter, parseFilter } from '../../../src/model/filter.ts';

const chunk = {
  uri: 'https://orva.example/tarifs',
  title: 'Tarifs',
  headingPath: ['Tarifs', 'Soirée'],
  metadata: { language: 'fr', year: 2026, draft: false, tags: ['prix', 3], author: null, empty: '' },
};
const holds = (...written: string[]) => matchesFilter(chunk, parseFilter(written));

test('a field named once must have the value, named again one of the values, alone any', () => {
  expect(parseFilter(['title=a=b', 'lang=fr', 'lang=en', 'author'])).toEqual([
    { field: 'title', values: ['a=b'] },
    { field: 'lang', values: ['fr', 'en'] },
    { field: 'author', values: null },
  ]);
});

test.each(['', '=x', 'title='])('%j is no filter', text => {
  expect(() => parseFilter([text])).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'filter_unreadable' }) }),
  );
});

test('figures and truth values are found by their text, lists by a member', () => {
  expect(holds('year=2026', 'draft=false', 'tags=3', 'heading=Soirée', 'title=Tarifs')).toBe(true);
  expect(holds('language=en', 'language=fr')).toBe(true);
  expect(holds('language=en')).toBe(false);
  expect(holds('language=fr', 'title=Autre')).toBe(false);
});

test('null, an empty text and a name of every object are no value', () => {
  expect(['author', 'empty', 'constructor', 'absent'].map(field => holds(field))).toEqual([false, false, false, false]);
  expect(holds('tags')).toBe(true);
});
