import { expect, test } from 'vitest';
import { embedQuestion, embedTexts } from '../../../src/engine/embedTexts.ts';
import { createFakeEmbedder, createFakePorts } from '../../fakes/ports.ts';

const never = new AbortController().signal;
const inputs = (...texts: string[]) => texts.map(text => ({ text, tokens: 2 }));
const vectorOf = (text: string): Float32Array => new Float32Array([text.length, 1]);
const REFUSED = { code: 'openai_refused', params: { status: 400 } };

test('a text is asked once, in a request, across requests and across embedders', async () => {
  const ports = createFakePorts();
  const embedder = createFakeEmbedder('small', vectorOf);
  const first = await embedTexts(ports, embedder, inputs('a', 'bb', 'a'), never);
  const second = await embedTexts(ports, createFakeEmbedder('small', vectorOf), inputs('bb', 'a'), never);
  expect(embedder.asked).toEqual([['a', 'bb']]);
  expect(first.vectors).toEqual(['a', 'bb', 'a'].map(vectorOf));
  expect(second.vectors).toEqual(['bb', 'a'].map(vectorOf));
  expect(first.use).toEqual({ model: 'small', embedded: 2, fromCache: 1, tokens: 4, costUsd: null });
  expect(second.use).toEqual({ model: 'small', embedded: 0, fromCache: 2, tokens: 0, costUsd: 0 });
});

test('another model is asked anew', async () => {
  const ports = createFakePorts();
  await embedTexts(ports, createFakeEmbedder('small', vectorOf), inputs('a'), never);
  const large = createFakeEmbedder('large', () => new Float32Array([1, 2, 3]));
  expect((await embedTexts(ports, large, inputs('a'), never)).vectors[0]).toHaveLength(3);
});

test('a refused text is not kept, the others are', async () => {
  const ports = createFakePorts();
  const embedder = createFakeEmbedder('small', text => (text === 'bad' ? REFUSED : vectorOf(text)));
  for (let time = 0; time < 2; time++) {
    const { vectors } = await embedTexts(ports, embedder, inputs('a', 'bad'), never);
    expect(vectors).toEqual([vectorOf('a'), REFUSED]);
  }
  expect(embedder.asked).toEqual([['a', 'bad'], ['bad']]);
});

test('a model that gives another dimension under its old name is asked about everything anew', async () => {
  const ports = createFakePorts();
  await embedTexts(ports, createFakeEmbedder('small', vectorOf), inputs('a', 'bb'), never);
  const changed = createFakeEmbedder('small', () => new Float32Array([1, 2, 3]));
  const { vectors } = await embedTexts(ports, changed, inputs('a', 'c'), never);
  expect(vectors.map(vector => vector instanceof Float32Array && vector.length)).toEqual([3, 3]);
  expect(changed.asked).toEqual([['c'], ['a', 'c']]);
});

test('the server’s count of tokens is worth more than ours, and has its price', async () => {
  const fake = createFakeEmbedder('small', vectorOf);
  const embedder = {
    ...fake,
    usdPerMillionTokens: 0.5,
    embed: async (texts: readonly string[]) => ({ ...(await fake.embed(texts, never)), tokens: 3000 }),
  };
  const { use } = await embedTexts(createFakePorts(), embedder, inputs('a'), never);
  expect(use).toMatchObject({ tokens: 3000, costUsd: 0.0015 });
});

test('a refused question says why', async () => {
  const embedder = createFakeEmbedder('small', () => REFUSED);
  const refused = { kind: 'data', ...REFUSED, code: 'question_refused' };
  await expect(embedQuestion(embedder, 'a', never)).rejects.toMatchObject({ problem: refused });
});
