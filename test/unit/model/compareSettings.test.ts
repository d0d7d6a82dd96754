import { expect, test } from 'vitest';
import { judge, settingYaml, type ComparedSide, type CompareSetting } from '../../../src/model/compareSettings.ts';

const setting: CompareSetting = { method: 'recursive', chunkSize: 700, chunkOverlap: 100, isCleaned: true };
const side = (more: Partial<ComparedSide>): ComparedSide => ({
  ...{ setting, chunks: 10, tokens: 1000, perQuestion: 500, answer: null, found: null },
  ...more,
});

test.each<[string, Partial<ComparedSide>, Partial<ComparedSide>, ReturnType<typeof judge>]>([
  ['finding more wins over the price', { found: 9 }, { found: 7, perQuestion: 100 }, { keep: 0, because: 'found' }],
  [
    'then the whole answer',
    { found: 7, answer: { state: 'cut', rank: 1 } },
    { found: 7, answer: { state: 'whole', rank: 5 }, perQuestion: 900 },
    { keep: 1, because: 'answer' },
  ],
  [
    'then the rank',
    { answer: { state: 'whole', rank: 4 } },
    { answer: { state: 'whole', rank: 1 } },
    { keep: 1, because: 'rank' },
  ],
  ['then the price', { perQuestion: 500 }, { perQuestion: 400 }, { keep: 1, because: 'cheaper' }],
  ['a hair of a price decides nothing', { perQuestion: 500 }, { perQuestion: 490 }, { keep: null, because: 'same' }],
])('%s', (_what, a, b, verdict) => {
  expect(judge([side(a), side(b)])).toEqual(verdict);
});

test('a setting as an input has it', () => {
  expect(settingYaml({ ...setting, method: 'heading', isCleaned: false })).toBe(
    'recursive_chunking_config:\n  chunk_size: 700\n  chunk_overlap: 100\nchunking_config:\n  method: heading\nconversion_config:\n  main_content: false\n',
  );
});
