import { describe, expect, test } from 'vitest';
import { createAnswerDesk } from '../../../src/extension/features/search/answerDesk.ts';
import type { Answer } from '../../../src/protocol/search.ts';

const setting = { collection: null, k: 5, weight: 1, filter: [] };

function openDesk() {
  const asked: { readonly id: string; readonly question: string; end(answer: Answer): void }[] = [];
  const cancelled: string[] = [];
  const desk = createAnswerDesk(
    {
      ask: ({ id, question }) => new Promise<Answer>(end => asked.push({ id, question, end })),
      cancelAsk: async ({ id }) => void cancelled.push(id),
    },
    '/work',
  );
  return { desk, asked, cancelled };
}

const answerOf = (answer: string): Answer => ({
  ...{ answer, citations: [], invented: [], chatModel: 'm', usage: null },
  found: { results: [], words: [], nothingClose: false, collection: 'c', model: 'offline', durationMs: 0 },
});

describe('the answer of a search page', () => {
  test('is kept while nobody looks, piece by piece, and given at its end to who asks then', async () => {
    const { desk, asked } = openDesk();
    void desk.ask({ ...setting, question: 'q' });
    const [first] = asked;
    expect(desk.add({ id: first?.id ?? '', text: 'Un ' })).toBe(true);
    expect(desk.add({ id: first?.id ?? '', text: 'trajet' })).toBe(true);
    expect(await desk.soFar({})).toEqual({ question: 'q', text: 'Un trajet', isCancelled: false });
    const rest = desk.rest({});
    first?.end(answerOf('Un trajet coûte'));
    expect(await rest).toMatchObject({ answer: 'Un trajet coûte' });
    expect(await desk.rest({})).toMatchObject({ answer: 'Un trajet coûte' });
  });

  test('the next question cancels it, and its late pieces are nobody’s', () => {
    const { desk, asked, cancelled } = openDesk();
    void desk.ask({ ...setting, question: 'one' });
    void desk.ask({ ...setting, question: 'two' });
    expect(cancelled).toEqual([asked[0]?.id]);
    expect(desk.add({ id: asked[0]?.id ?? '', text: 'late' })).toBe(false);
    expect(desk.soFar({})).toEqual({ question: 'two', text: '', isCancelled: false });
  });

  test('cancelled it keeps what came', () => {
    const { desk, asked } = openDesk();
    void desk.ask({ ...setting, question: 'q' });
    desk.add({ id: asked[0]?.id ?? '', text: 'Un' });
    desk.cancel();
    expect(desk.soFar({})).toEqual({ question: 'q', text: 'Un', isCancelled: true });
  });

  test('there is none before one was asked for', () => {
    const { desk } = openDesk();
    expect([desk.soFar({}), desk.rest({})]).toEqual([null, null]);
  });
});
