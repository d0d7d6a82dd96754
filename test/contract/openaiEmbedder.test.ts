import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { createOpenaiEmbedder, type OpenaiEmbedderOptions } from '../../src/adapters/openai/embedder.ts';
import { isVector } from '../../src/engine/embedTexts.ts';
import {
  alwaysBase64,
  answerData,
  answerVectors,
  behave,
  cut,
  hangUp,
  html,
  neverEnd,
  onlyBase64,
  refuse,
  refuseTexts,
  startOpenaiServer,
  type FakeOpenaiServer,
  type OpenaiAnswer,
} from '../fakes/openaiServer.ts';
import { createFakeClock } from '../fakes/ports.ts';
import { describeEmbedder } from './embedder.suite.ts';

let server: FakeOpenaiServer;
beforeAll(async () => void (server = await startOpenaiServer()));
afterAll(() => server.close());
beforeEach(() => server.reset());

const SECRET = 'sk-secret';
const never = new AbortController().signal;
const open = (options: Partial<OpenaiEmbedderOptions> = {}) =>
  createOpenaiEmbedder({ model: 'small', apiKey: SECRET, baseURL: server.baseURL, clock: systemClock, ...options });
const embed = async (texts: readonly string[], signal = never) => (await open().embed(texts, signal)).vectors;
const refusal = (kind: string, code: string, params: object = {}) => ({ problem: { kind, code, params } });
const caught = (promise: Promise<unknown>): Promise<unknown> => promise.catch((thrown: unknown) => thrown);
const host = () => new URL(server.baseURL).host;

describeEmbedder('an OpenAI-compatible server', open);

test('floats are asked for, by the key, of the model', async () => {
  const { tokens } = await open({ model: 'nomic-embed-text:v1.5' }).embed(['deux mots'], never);
  const [asked] = server.asked;
  expect(asked?.body).toMatchObject({ model: 'nomic-embed-text:v1.5', encoding_format: 'float' });
  expect([asked?.authorization, tokens]).toEqual([`Bearer ${SECRET}`, 2]);
});

test.each(['', '/', '/v1', '/v1/', '/v1/embeddings'])('an address that ends in %j means /v1', async end => {
  const baseURL = server.baseURL.replace('/v1', end);
  await open({ baseURL, apiKey: undefined }).embed(['a'], never);
  expect(server.asked.map(({ path }) => path)).toEqual(['/v1/embeddings']);
});

test('a request holds at most 2,048 inputs and 300,000 bytes', async () => {
  await embed(Array.from({ length: 2049 }, (_, at) => `${at}`));
  await embed(['é'.repeat(80_000), 'é'.repeat(80_001), 'b']);
  expect(server.asked.map(({ body }) => body.input.length)).toEqual([2048, 1, 1, 2]);
});

test('an answer in another order is put in order', async () => {
  server.next(
    answerData([
      { index: 1, embedding: [0, 1] },
      { index: 0, embedding: [1, 0] },
    ]),
  );
  expect((await embed(['a', 'b'])).map(vector => isVector(vector) && [...vector])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('base64 is read from a server that gives or knows nothing else', async () => {
  const floats = await embed(['a', 'b']);
  server.next(alwaysBase64);
  expect(await embed(['a', 'b'])).toEqual(floats);
  server.always(onlyBase64);
  const embedder = open();
  expect((await embedder.embed(['a', 'b'], never)).vectors).toEqual(floats);
  const before = server.asked.length;
  await embedder.embed(['c'], never);
  // It has learnt.
  expect(server.asked.slice(before).map(({ body }) => body.encoding_format)).toEqual(['base64']);
});

test.each([
  ['a number of vectors that is not asked for', answerVectors([[1, 0]]), 'count'],
  ['what is neither floats nor base64', answerVectors(['AAA!', 'AAA!']), 'encoding'],
  ['bytes that are no floats', answerVectors(['AAAAAAA=', 'AAAAAAA=']), 'encoding'],
  ['another dimension', answerVectors([[1, 0], [1, 0, 0]]), 'dimensions'], // prettier-ignore
  ['one place twice', answerData([{ index: 0, embedding: [1] }, { index: 0, embedding: [1] }]), 'index'], // prettier-ignore
  ['a place too far', answerData([{ index: 0, embedding: [1] }, { index: 5, embedding: [1] }]), 'index'], // prettier-ignore
  ['a place that is none', answerData([{ index: 0, embedding: [1] }, { index: 0.5, embedding: [1] }]), 'index'], // prettier-ignore
  ['something else', answerData('hello'), 'count'],
])('%s is refused', async (_, answer, fault) => {
  server.next(answer);
  const problem = { kind: 'data', code: 'embedding_invalid', params: { model: 'small', fault } };
  expect(await caught(embed(['a', 'b']))).toMatchObject({ problem });
});

test.each([
  ['zero', [0, 0]],
  ['null', [null, 1]],
  ['text', ['x', 1]],
])('a vector with %s in it is none, and the others stay', async (_, vector) => {
  server.next(answerVectors([[1, 0], vector, [0, 1]]));
  const [first, second, third] = await embed(['a', 'b', 'c']);
  expect([first, third].every(entry => entry && isVector(entry))).toBe(true);
  expect(second).toMatchObject({ code: 'embedding_invalid', params: { fault: 'zero_or_not_a_number', detail: '1' } });
});

test('one refused text is found by halves and is the only one without a vector', async () => {
  const texts = Array.from({ length: 100 }, (_, at) => `texte ${at}`);
  server.always(refuseTexts(text => text === 'texte 37'));
  const { vectors, tokens } = await open().embed(texts, never);
  expect(vectors.flatMap((vector, at) => (isVector(vector) ? [] : [at]))).toEqual([37]);
  expect(vectors[37]).toEqual({ code: 'openai_refused', params: { model: 'small', server: host(), status: 400 } });
  server.always(behave);
  expect(vectors.filter(isVector)).toEqual((await embed(texts)).filter((_, at) => at !== 37));
  expect([server.asked.length - 1, tokens]).toEqual([13, 198]);
});

test('a server that refuses every text is not asked about each', async () => {
  server.always(refuse(400));
  const texts = Array.from({ length: 512 }, (_, at) => `${at}`);
  expect(await caught(embed(texts))).toMatchObject(refusal('data', 'openai_refused'));
  expect(server.asked.length).toBeLessThan(30);
});

test('a text longer than the batch of llama.cpp is refused alone, although it says 500', async () => {
  const tooLong = refuse(500, {}, { message: 'input is too large to process. increase the physical batch size' });
  server.always((asked, response) => (asked.body.input.includes('long') ? tooLong : behave)(asked, response));
  expect((await embed(['a', 'long'])).map(isVector)).toEqual([true, false]);
});

test.each<[string, OpenaiAnswer, string, string]>([
  ['401', refuse(401), 'config', 'openai_unauthorised'],
  ['403', refuse(403), 'config', 'openai_unauthorised'],
  ['404', refuse(404), 'config', 'openai_model_unknown'],
  ['400 for an unknown model', refuse(400, {}, { code: 'model_not_found' }), 'config', 'openai_model_unknown'],
  ['402', refuse(402), 'config', 'openai_quota_exhausted'],
  ['429 of an empty account', refuse(429, {}, { code: 'insufficient_quota' }), 'config', 'openai_quota_exhausted'],
  ['429 of that type', refuse(429, {}, { type: 'insufficient_quota' }), 'config', 'openai_quota_exhausted'],
  ['501', refuse(501), 'config', 'openai_not_an_api'],
  ['a web page', html, 'config', 'openai_not_an_api'],
  ['503', refuse(503), 'transient', 'openai_unreachable'],
  ['a cut body', cut, 'transient', 'openai_unreachable'],
  ['a hang-up', hangUp, 'transient', 'openai_unreachable'],
])('%s is asked once, named, and repeats no secret', async (_, answer, kind, code) => {
  server.always(answer);
  const error = await caught(embed(['a', 'b']));
  expect(error).toMatchObject(refusal(kind, code, { model: 'small', server: host() }));
  expect(
    error instanceof Error && `${error.message} ${error.stack} ${JSON.stringify(error)} ${error.cause}`,
  ).not.toContain(SECRET);
  expect(server.asked).toHaveLength(1);
});

test('nobody there, and an answer that never ends, are transient', async () => {
  const nobody = open({ baseURL: 'http://127.0.0.1:1/v1' });
  expect(await caught(nobody.embed(['a'], never))).toMatchObject(refusal('transient', 'openai_unreachable'));
  server.next(neverEnd);
  const hasty = open({ timeoutMs: 50 });
  expect(await caught(hasty.embed(['a'], never))).toMatchObject(refusal('transient', 'openai_unreachable'));
});

test.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:30 GMT' }, 30_000],
  [{ 'retry-after-ms': '250' }, 250],
  [{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m2.5s' }, 62_500],
  [{}, undefined],
])('429 with %j: wait %s ms', async (headers, retryAfterMs) => {
  server.always(refuse(429, headers));
  const error = await caught(open({ clock: createFakeClock() }).embed(['a'], never));
  expect(error).toMatchObject({ ...refusal('transient', 'openai_busy'), retryAfterMs });
});

test('all who ask the same server wait together, then one by one', async () => {
  const clock = createFakeClock();
  const embedder = open({ clock });
  server.next(refuse(429, { 'retry-after': '5' }));
  expect(await caught(embedder.embed(['a'], never))).toMatchObject({ retryAfterMs: 5000 });
  let together = 0;
  let most = 0;
  server.always(async (asked, response) => {
    most = Math.max(most, ++together);
    await new Promise(resolve => setTimeout(resolve, 5));
    together -= 1;
    behave(asked, response);
  });
  await Promise.all(['b', 'c', 'd'].map(text => embedder.embed([text], never)));
  expect([clock.sleeps[0], most, server.asked.length]).toEqual([5000, 1, 4]);
});

test('a server whose requests are used up is left alone until it has new ones', async () => {
  const clock = createFakeClock();
  const embedder = open({ clock });
  server.next(answerVectors([[1]], { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '12s' }));
  await embedder.embed(['a'], never);
  await embedder.embed(['b'], never);
  expect(clock.sleeps).toEqual([12_000]);
});

test('a wait that is long is the engine’s', async () => {
  const embedder = open({ clock: createFakeClock() });
  server.next(refuse(429, { 'retry-after': '60' }));
  await caught(embedder.embed(['a'], never));
  expect(await caught(embedder.embed(['b'], never))).toMatchObject({
    ...refusal('transient', 'openai_busy'),
    retryAfterMs: 60_000,
  });
  expect(server.asked).toHaveLength(1);
});

test('an abort ends the waiting', async () => {
  const controller = new AbortController();
  server.next(() => controller.abort(new Error('parked')));
  await expect(embed(['a'], controller.signal)).rejects.toThrow('parked');
});

const refused = (given: Partial<OpenaiEmbedderOptions>): unknown => {
  try {
    return open({ apiKey: undefined, baseURL: undefined, ...given });
  } catch (error) {
    return error;
  }
};

test('without a key and a server: which variable to set', () => {
  expect(refused({})).toMatchObject(
    refusal('config', 'openai_key_missing', { model: 'small', variable: 'OPENAI_API_KEY' }),
  );
});

test('a key or an address that cannot be used is refused by the name of its variable, and not repeated', () => {
  const key = refused({ apiKey: 'sk-\nword' });
  expect(key).toMatchObject({ problem: { code: 'openai_key_bad', params: { variable: 'OPENAI_API_KEY' } } });
  expect(JSON.stringify(key)).not.toContain('word');
  for (const baseURL of ['localhost:11434', 'nowhere', 'file:///v1', 'http://ada:word@127.0.0.1/v1'])
    expect(refused({ apiKey: 'k', baseURL })).toMatchObject(
      refusal('config', 'openai_address_bad', { variable: 'OPENAI_BASE_URL' }),
    );
  expect(refused({ apiKey: 'sk-key\n' })).toMatchObject({ model: 'small' });
});

test('the price is the model’s at that server, or what a person says', () => {
  const price = (options: Partial<OpenaiEmbedderOptions>) => open(options).usdPerMillionTokens;
  expect(price({ model: 'text-embedding-3-small', baseURL: undefined })).toBe(0.02);
  expect(price({ model: 'text-embedding-3-small' })).toBeUndefined();
  expect(price({ prices: 'large=1,small=0.5' })).toBe(0.5);
});
