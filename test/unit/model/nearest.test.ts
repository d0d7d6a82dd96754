import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/model/nearest.ts';

const stages = ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'];

describe('nearest', () => {
  it.each([
    ['SCRAPPING', 'SCRAPING'],
    ['CONVERSION', 'CONVERTION'],
    ['chunking', 'CHUNKING'],
    ['INDEX', 'INDEXING'],
    ['print', undefined],
    ['', undefined],
  ])('finds for %j: %j', (word, expected) => {
    expect(nearest(word, stages)).toBe(expected);
  });

  it('prefers the closer of two', () => {
    expect(nearest('urj', ['urn', 'uri', 'urj'])).toBe('urj');
  });
});
