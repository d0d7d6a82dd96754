import { expect, test } from 'vitest';
import { countFetched } from '../../../src/model/fetchedAt.ts';
import type { IngestionWorkflowInput } from '../../../src/model/generated/types.ts';

const HERE = ['http://127.0.0.1:4173/a', 'http://localhost:4173/b'];
const ELSEWHERE = ['http://127.0.0.1:4174/a', 'http://127.0.0.1/4173', 'https://town.example:4173/', 'no address'];
const ALL = { only: null, from: null, sources: [] };

const input = (more: Partial<IngestionWorkflowInput> = {}): IngestionWorkflowInput => ({
  sources: [...HERE, ...ELSEWHERE].map(uri => ({ uri, mime_type: 'text/html' })),
  ...more,
});

test('counts the Sources of this machine at the port', () => {
  expect(countFetched(input(), ALL, 4173)).toBe(2);
  expect(countFetched(input(), ALL, 4174)).toBe(1);
  expect(countFetched(input(), { ...ALL, sources: [HERE[0]!, ELSEWHERE[0]!] }, 4173)).toBe(1);
});

test('counts nothing where the run fetches nothing', () => {
  expect(countFetched(input({ stages: ['CONVERTION'] }), ALL, 4173)).toBe(0);
  expect(countFetched(input(), { ...ALL, only: 'CHUNKING' }, 4173)).toBe(0);
  expect(countFetched(input(), { ...ALL, from: 'SCRAPING' }, 4173)).toBe(2);
});
