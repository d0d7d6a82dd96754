import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createOpenaiEmbedder } from '../../src/adapters/openaiEmbedder.ts';

interface Asked {
  readonly input: string[];
  readonly encoding_format: string;
}

type Answer = (asked: Asked, response: ServerResponse) => void;

const asked: Asked[] = [];
let keys: (string | undefined)[] = [];
let answer: Answer;
let baseURL = '';

/** An OpenAI-compatible server on this machine, that answers as each test wants. */
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += String(part);
  keys.push(request.headers.authorization);
  // SAFETY: only the embedder asks this server.
  asked.push(JSON.parse(body) as Asked);
  response.setHeader('content-type', 'application/json');
  answer(asked.at(-1)!, response);
});

const entries = (vectors: readonly unknown[]) =>
  vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
const answerWith =
  (data: unknown): Answer =>
  (_asked, response) =>
    void response.end(JSON.stringify({ data }));
const failWith = (status: number, headers: Record<string, string> = {}, error: object = {}): Answer => {
  return (_asked, response) => {
    response.writeHead(status, headers);
    response.end(JSON.stringify({ error: { message: 'Incorrect API key provided: sk-secret', ...error } }));
  };
};
const wellBehaved: Answer = ({ input }, response) => {
  answerWith(entries(input.map(text => [text.length, 0, 1])))({ input, encoding_format: '' }, response);
};

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: a server that listens on a port has an address of this kind.
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => void server.close());
beforeEach(() => {
  asked.length = 0;
  keys = [];
  answer = wellBehaved;
});

const never = new AbortController().signal;
const embed = (texts: readonly string[], signal = never) =>
  createOpenaiEmbedder({ model: 'small', apiKey: 'sk-secret', baseURL }).embed(texts, signal);
const refusal = (kind: string, code: string, params: object = {}) => ({ problem: { kind, code, params } });

test('one vector a text, of unit length, asked for as floats', async () => {
  const vectors = await embed(['abcd', 'a']);
  expect(vectors.map(vector => Math.hypot(...vector))).toEqual([expect.closeTo(1), expect.closeTo(1)]);
  expect(vectors[0]?.[0]).toBeCloseTo(4 / Math.hypot(4, 1));
  expect([asked[0]?.encoding_format, keys]).toEqual(['float', ['Bearer sk-secret']]);
});

test('an answer in another order is put in order', async () => {
  answer = answerWith([
    { index: 1, embedding: [0, 1] },
    { index: 0, embedding: [1, 0] },
  ]);
  expect((await embed(['a', 'b'])).map(vector => [...vector])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('a request holds at most 2,048 inputs and 300,000 bytes', async () => {
  expect(await embed(Array.from({ length: 2049 }, () => 'a'))).toHaveLength(2049);
  expect(await embed(['é'.repeat(80_000), 'é'.repeat(80_000), 'b'])).toHaveLength(3);
  expect(asked.map(({ input }) => input.length)).toEqual([2048, 1, 1, 2]);
});

test('a blank text is refused before anything is asked', async () => {
  await expect(embed(['a', ' \n'])).rejects.toMatchObject(refusal('data', 'nothing_to_embed'));
  expect(asked).toEqual([]);
});

test.each([
  ['a number of vectors that is not asked for', entries([[1, 0]]), 'count'],
  ['base64 for floats', entries(['AACAPwAAAAA=', 'AACAPwAAAAA=']), 'encoding'],
  [
    'a zero vector',
    entries([
      [1, 0],
      [0, 0],
    ]),
    'zero_or_not_a_number',
  ],
  [
    'null in a vector',
    entries([
      [1, 0],
      [null, 'x'],
    ]),
    'zero_or_not_a_number',
  ],
  [
    'another dimension',
    entries([
      [1, 0],
      [1, 0, 0],
    ]),
    'dimensions',
  ],
  [
    'one place twice',
    [
      { index: 0, embedding: [1] },
      { index: 0, embedding: [1] },
    ],
    'index',
  ],
  [
    'a place too far',
    [
      { index: 0, embedding: [1] },
      { index: 5, embedding: [1] },
    ],
    'index',
  ],
  ['something else', 'hello', 'count'],
])('%s is refused', async (_, data, fault) => {
  answer = answerWith(data);
  await expect(embed(['a', 'b'])).rejects.toMatchObject(
    refusal('data', 'embedding_invalid', { model: 'small', fault }),
  );
});

test('a dimension that changes between two questions is refused', async () => {
  const embedder = createOpenaiEmbedder({ model: 'small', baseURL });
  answer = answerWith(entries([[1, 0]]));
  await embedder.embed(['a'], never);
  answer = answerWith(entries([[1, 0, 0]]));
  await expect(embedder.embed(['b'], never)).rejects.toMatchObject(refusal('data', 'embedding_invalid'));
});

test.each([
  [401, 'config', 'openai_unauthorised'],
  [403, 'config', 'openai_unauthorised'],
  [404, 'config', 'openai_model_unknown'],
  [400, 'data', 'openai_refused'],
  [503, 'transient', 'openai_unreachable'],
])('status %i is %s %s, asked once, and tells no secret', async (status, kind, code) => {
  answer = failWith(status);
  const error: unknown = await embed(['a']).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject(refusal(kind, code, { model: 'small', server: new URL(baseURL).host }));
  expect(JSON.stringify(error)).not.toContain('sk-secret');
  expect(asked).toHaveLength(1);
});

test('429 says how long to wait, but an empty account needs a person', async () => {
  answer = failWith(429, { 'retry-after': '7' });
  await expect(embed(['a'])).rejects.toMatchObject({ ...refusal('transient', 'openai_busy'), retryAfterMs: 7000 });
  answer = failWith(429, {}, { code: 'insufficient_quota' });
  await expect(embed(['a'])).rejects.toMatchObject(refusal('config', 'openai_quota_exhausted'));
});

test('a server that hangs up or is not there is transient', async () => {
  answer = (_asked, response) => void response.socket?.destroy();
  await expect(embed(['a'])).rejects.toMatchObject(refusal('transient', 'openai_unreachable'));
  const nobody = createOpenaiEmbedder({ model: 'small', baseURL: 'http://127.0.0.1:1/v1' });
  await expect(nobody.embed(['a'], never)).rejects.toMatchObject(refusal('transient', 'openai_unreachable'));
});

test('an abort ends the waiting', async () => {
  const controller = new AbortController();
  answer = () => controller.abort(new Error('parked'));
  await expect(embed(['a'], controller.signal)).rejects.toThrow('parked');
});

test('without a key and a server: which variable to set', () => {
  expect(() => createOpenaiEmbedder({ model: 'small' })).toThrow(
    expect.objectContaining(refusal('config', 'openai_key_missing', { model: 'small', variable: 'OPENAI_API_KEY' })),
  );
});

test('a key or an address that cannot be used is refused by the name of its variable, and not repeated', () => {
  const refused = (given: { apiKey?: string; baseURL?: string }): unknown => {
    try {
      return createOpenaiEmbedder({ model: 'm', ...given });
    } catch (error) {
      return error;
    }
  };
  const key = refused({ apiKey: 'sk-\nword' });
  expect(key).toMatchObject({ problem: { code: 'openai_key_bad', params: { variable: 'OPENAI_API_KEY' } } });
  expect(JSON.stringify(key)).not.toContain('word');
  for (const baseURL of ['localhost:11434', 'nowhere', 'file:///v1'])
    expect(refused({ apiKey: 'k', baseURL })).toMatchObject({
      problem: { kind: 'config', code: 'openai_address_bad' },
    });
  expect(refused({ apiKey: 'sk-key\n' })).toMatchObject({ model: 'm' });
});
