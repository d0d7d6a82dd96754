import { expect, test } from 'vitest';
import { compareBoth, type PreparedSetting } from '../../../../src/engine/comparing/compareBoth.ts';
import { measureSetting } from '../../../../src/engine/comparing/measureSetting.ts';
import type { CompareSetting } from '../../../../src/model/compareSettings.ts';
import { createFakeStore } from '../../../fakes/vectorStore.ts';

const TEXTS = new Map([
  [
    '/tram',
    '# Tram\n\nLe premier tram part à six heures. Le dernier tram du dimanche part du quai des Tanneurs à 23 h 48.',
  ],
  ['/velo', '# Vélo\n\nDeux cents arceaux attendent les cyclistes près de la gare.'],
]);
const ALWAYS = new AbortController().signal;
const countTokens = (text: string): number => text.split(/\s+/).length;

async function prepare(setting: CompareSetting, signal = ALWAYS): Promise<PreparedSetting> {
  async function* pages() {
    for (const [uri, text] of TEXTS) yield { uri, text };
  }
  const store = createFakeStore();
  const measured = await measureSetting(setting, pages(), { store, countTokens, signal });
  return { ...measured, setting, texts: TEXTS, missing: 0, store };
}

const LARGE: CompareSetting = { method: 'recursive', chunkSize: 300, chunkOverlap: 0, isCleaned: true };
const SMALL: CompareSetting = { ...LARGE, chunkSize: 40 };
const QUESTION = 'À quelle heure part le dernier tram le dimanche ?';

test('both settings answer the question of the page, and each of the set', async () => {
  const both = [await prepare(LARGE), await prepare(SMALL)] as const;
  const questions = [
    { question: 'Où ranger son vélo ?', expected: ['/velo'] },
    { question: QUESTION, expected: ['/tram'] },
  ];
  const found = await compareBoth(both, { uri: '/tram', question: null, answer: 0, questions });
  expect(found.question).toBe(QUESTION);
  expect(found.sides.map(({ answer }) => answer?.state)).toEqual(['whole', 'cut']);
  expect(found.sides[0]).toMatchObject({ chunks: 2, found: 2, answer: { rank: 1 } });
  expect(found.sides[1].chunks).toBeGreaterThan(3);
  expect(found.questions?.map(({ ranks }) => ranks)).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(found.sides[1].perQuestion).toBeLessThanOrEqual(found.sides[0].perQuestion + 10);
});

test('without a question set and a question, sizes and the price are left', async () => {
  const both = [await prepare(LARGE), await prepare(SMALL)] as const;
  const found = await compareBoth(both, { uri: '/tram', question: null, answer: 0, questions: null });
  expect(found).toMatchObject({ question: null, questions: null, answers: 0 });
  expect(found.sides[0]).toMatchObject({ answer: null, found: null });
  expect(found.text.answer).toBeNull();
});

test('who stops it is told so', async () => {
  await expect(prepare(LARGE, AbortSignal.abort())).rejects.toMatchObject({ problem: { code: 'compare_stopped' } });
});
