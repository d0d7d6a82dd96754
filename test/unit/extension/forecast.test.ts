import { describe, expect, test } from 'vitest';
import { forecastText } from '../../../src/extension/features/running/forecast.ts';
import type { EmbeddingForecast } from '../../../src/model/embedding.ts';
import { textIn } from './catalogue.ts';

const [en, fr] = [textIn('en'), textIn('fr')];
const use = { model: 'small', embedded: 40, fromCache: 2, tokens: 61_234, costUsd: 0.0012 };
const forecast = (given: Partial<EmbeddingForecast> = {}): EmbeddingForecast => {
  return { use, chunks: 42, known: 3, unknown: 0, usdPerMillionTokens: 0.02, ...given };
};

describe('what a run will cost, told before it', () => {
  test('tokens and dollars of what is known', () => {
    expect(forecastText(forecast(), en)).toMatch(/^small: about 61,234 tokens for 40 chunks, about \$0\.0012/);
    expect(forecastText(forecast(), fr)).toMatch(/^small\u00A0: environ 61\s234 tokens pour 40 morceaux.+0,0012\s\$US/);
  });
  test('the price where nothing is known yet, both where some is', () => {
    const nothing = { ...use, embedded: 0, tokens: 0, costUsd: 0 };
    const first = forecastText(forecast({ use: nothing, known: 0, unknown: 2 }), en);
    expect(first).toMatch(/^2 Sources not converted yet.+\$0\.02 a million tokens\.$/);
    expect(forecastText(forecast({ unknown: 1 }), en)).toMatch(/^small: about.+ 1 Source not converted yet/);
  });
  test('nothing where nothing is to be paid', () => {
    expect(forecastText(forecast({ use: { ...use, embedded: 0 }, unknown: 4 }), en)).toBe('');
  });
});
