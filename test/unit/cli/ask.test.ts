import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Asked, AskRequest } from '../../../src/engine/askIndex.ts';
import { readQuestionSet } from '../../../src/engine/questionSet.ts';
import type { FoundChunk, SearchResult, SearchSettings } from '../../../src/engine/searchIndex.ts';
import type { Evaluation, ExpectedAnswer } from '../../../src/model/found.ts';
import { command, fakeEngine } from './fakeWorld.ts';

const cwd = mkdtempSync(join(tmpdir(), 'iw-ask-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const hit: FoundChunk = {
  ...{ chunkId: 'c1', uri: 'http://h/tram', title: 'Tram', text: 'Le dernier tram part à 23 h 40.', start: 3, end: 34 },
  ...{ tokens: 9, headingPath: ['Tram', 'Soir'], metadata: {}, marks: [], wordScores: [1] },
  ...{ score: 1.9, vectorScore: 0.5, wordsScore: 1, linksScore: -0.1, words: [{ word: 'tram', score: 1 }] },
};
const found: SearchResult = {
  ...{ results: [hit], words: [{ word: 'tram', chunks: 1 }], nothingClose: false, model: 'offline' },
};
const answered: Asked = {
  ...{ answer: 'À 23 h 40 [1].', invented: [4], chatModel: 'm', found },
  citations: [{ number: 1, uri: hit.uri, title: 'Tram', chunkId: 'c1', start: 3, end: 34 }],
  usage: { promptTokens: 812, answerTokens: 7, cost: 0.0004 },
};

function asking(asked: Asked) {
  const requests: AskRequest[] = [];
  const ask = async (request: AskRequest): Promise<Asked> => {
    requests.push(request);
    request.onText?.(asked.answer ?? '');
    return asked;
  };
  return { requests, engine: fakeEngine({ folder: { ask } }) };
}

describe('ask', () => {
  test('gives the answer with its citations, what it took, and what was invented', async () => {
    const { engine, requests } = asking(answered);
    const argv = ['ask', 'Quand ?', '--chat-model', 'm', '--filter', 'lang=fr', '--mmr', '0.5', '--weight', '3'];
    const json = (await command(argv, { engine })).json();
    expect(requests[0]).toMatchObject({
      ...{ question: 'Quand ?', chatModel: 'm', k: 5, weight: 3, lambda: 0.5 },
      filter: [{ field: 'lang', values: ['fr'] }],
    });
    expect(json).toMatchObject({
      ...{ status: 'success', answer: 'À 23 h 40 [1].', chat_model: 'm', model: 'offline' },
      citations: [{ number: 1, uri: 'http://h/tram', title: 'Tram', chunk_id: 'c1', start: 3, end: 34 }],
      usage: { prompt_tokens: 812, answer_tokens: 7, cost_usd: 0.0004 },
      results: [{ rank: 1, score: 1.9, links_score: -0.1, words: [{ word: 'tram', score: 1 }] }],
      warnings: [{ code: 'citations_invented', params: { numbers: '4' } }],
    });
  });

  test('an answer that was cut says so', async () => {
    const { engine } = asking({ ...answered, invented: [], cut: true });
    const json = (await command(['ask', 'q', '--chat-model', 'm'], { engine })).json();
    expect(json['warnings']).toMatchObject([{ code: 'answer_cut', message: expect.stringContaining('ends early') }]);
  });

  test('a terminal sees it written once, then its sources', async () => {
    const { out } = await command(['ask', 'q', '--chat-model', 'm'], { engine: asking(answered).engine, tty: true });
    expect(out.split('À 23 h 40 [1].')).toHaveLength(2);
    expect(out).toMatch(/^À 23 h 40 \[1\]\.\n[\s\S]*\[1\] Tram\n {4}http:\/\/h\/tram[\s\S]*812 tokens/);
  });

  test('without a chat model the passages are the answer, and a line says so', async () => {
    const passages = { ...answered, answer: null, citations: [], invented: [], chatModel: null, usage: null };
    const { engine, requests } = asking(passages);
    const ran = await command(['ask', 'q'], { engine, tty: true });
    expect(requests[0]?.chatModel).toBeNull();
    expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/1\. 1\.9[\s\S]+INGESTION_WORKSHOP_CHAT_MODEL/)]);
    const env = { INGESTION_WORKSHOP_CHAT_MODEL: 'llama' };
    await command(['ask', 'q'], { engine, world: { env } });
    expect(requests[1]?.chatModel).toBe('llama');
  });
});

describe('search --evaluate', () => {
  const evaluation: Evaluation = {
    ...{ k: 3, recallAtK: 0.5, mrr: 0.25, model: 'offline' },
    questions: [
      { question: 'un', expected: ['/a'], first: 'http://h/a', recall: 1, rank: 2 },
      { question: 'deux', expected: ['/b'], first: 'http://h/c', recall: 0, rank: null },
    ],
  };
  const asked: [SearchSettings, readonly ExpectedAnswer[]][] = [];
  const evaluate = async (...given: [SearchSettings, readonly ExpectedAnswer[]]) => {
    asked.push(given);
    return evaluation;
  };
  const readSet = async (text: string, file: string) => readQuestionSet(text, file);
  const engine = fakeEngine({ folder: { evaluate }, readQuestionSet: readSet });
  const argv = ['search', '--evaluate', 'q.yaml', '--k', '3'];

  test('gives recall@k and MRR, and how each question did', async () => {
    writeFileSync(join(cwd, 'q.yaml'), 'questions:\n  - { question: un, expected: /a }\n');
    const ran = await command(argv, { engine, world: { cwd } });
    expect(asked[0]?.[0]).toMatchObject({ k: 3, collection: 'default' });
    expect(asked[0]?.[1]).toEqual([{ question: 'un', expected: ['/a'] }]);
    expect(ran.json()).toMatchObject({ status: 'success', k: 3, recall_at_k: 0.5, mrr: 0.25 });
    expect(ran.json()['questions']).toEqual([
      { question: 'un', expected: ['/a'], recall_at_k: 1, rank: 2, first: 'http://h/a' },
      { question: 'deux', expected: ['/b'], recall_at_k: 0, rank: null, first: 'http://h/c' },
    ]);
    expect((await command(argv, { engine, tty: true, world: { cwd } })).out).toMatch(/recall@3 0\.5, MRR 0\.25/);
  });

  test('a set with a fault is refused at its place, exit 2', async () => {
    writeFileSync(join(cwd, 'q.yaml'), 'questions:\n  - question: un\n');
    const ran = await command(argv, { engine, world: { cwd } });
    expect([ran.code, ran.detail()]).toEqual([
      2,
      expect.objectContaining({ code: 'questions_invalid', file: 'q.yaml', line: 2 }),
    ]);
    expect((await command(['search', '--evaluate', 'none.yaml'], { engine, world: { cwd } })).detail()).toMatchObject({
      code: 'file_not_found',
    });
  });
});

test('a set of questions that is no UTF-8 is refused: its questions would find nothing', async () => {
  writeFileSync(
    join(cwd, 'latin.yaml'),
    Buffer.from('questions:\n  - { question: caf\xe9, expected: /a }\n', 'latin1'),
  );
  const ran = await command(['search', '--evaluate', 'latin.yaml'], { engine: fakeEngine(), world: { cwd } });
  expect([ran.code, ran.detail()['code']]).toEqual([2, 'file_not_utf8']);
});

test('chunks of a collection that is not there: those that are', async () => {
  const chunks = async () => ({ total: 0, chunks: [], collections: ['default', 'other'] });
  const engine = fakeEngine({ folder: { chunks } });
  const ran = await command(['chunks', '--collection', 'defualt'], { engine });
  expect(ran.json()).toMatchObject({
    ...{ status: 'success', total: 0 },
    warnings: [{ code: 'collection_missing', params: { collection: 'defualt', collections: 'default, other' } }],
  });
  expect((await command(['chunks'], { engine, tty: true })).out).toContain('default, other');
});

test('search says before its passages that no word of the question is there', async () => {
  const search = async () => ({ ...found, nothingClose: true, durationMs: 1 });
  const engine = fakeEngine({ folder: { search } });
  expect((await command(['search', 'x'], { engine, tty: true })).out).toMatch(
    /^Vectors by .+\n\nNo word of the question/,
  );
  expect((await command(['search', 'x'], { engine })).json()['warnings']).toEqual([
    expect.objectContaining({ code: 'nothing_close' }),
  ]);
});
