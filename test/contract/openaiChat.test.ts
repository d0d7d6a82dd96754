import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createOpenaiChat } from '../../src/adapters/openai/chat.ts';
import type { ChatPiece } from '../../src/engine/ports.ts';
import {
  html,
  refuse,
  stallChat,
  startOpenaiServer,
  type FakeOpenaiServer,
  type OpenaiAnswer,
} from '../fakes/openaiServer.ts';

let server: FakeOpenaiServer;
beforeAll(async () => void (server = await startOpenaiServer()));
afterEach(() => server.reset());
afterAll(() => server.close());

const MESSAGES = [{ role: 'user' as const, content: 'Quand part le dernier tram ?' }];
const chatOf = (more: object = {}) =>
  createOpenaiChat({ model: 'm', apiKey: 'sk-secret', baseURL: server.baseURL, now: () => new Date(), ...more });

async function read(chat = chatOf(), signal = new AbortController().signal): Promise<ChatPiece[]> {
  const pieces: ChatPiece[] = [];
  for await (const piece of chat.answer(MESSAGES, signal)) pieces.push(piece);
  return pieces;
}

test('comes word by word, with what it took at the end', async () => {
  const pieces = await read(chatOf({ prices: 'm=2/8' }));
  expect(pieces.map(({ text = '' }) => text).join('')).toBe('Le dernier tram part du port à 23 h 40 [1].');
  expect(pieces.length).toBeGreaterThan(5);
  expect(pieces.at(-1)).toEqual({ usage: { promptTokens: 6, answerTokens: 11, cost: expect.closeTo(1e-4, 6) } });
  expect(server.asked[0]?.body).toMatchObject({ model: 'm', stream: true, messages: MESSAGES });
  expect((await read()).at(-1)?.usage?.cost).toBeNull();
});

test('cancelled in the middle it ends with the signal, and keeps what came', async () => {
  server.next(stallChat);
  const controller = new AbortController();
  const pieces: ChatPiece[] = [];
  const reading = (async () => {
    for await (const piece of chatOf().answer(MESSAGES, controller.signal)) {
      pieces.push(piece);
      controller.abort();
    }
  })();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect(pieces).toEqual([{ text: 'Le dernier' }]);
});

test.each([
  [401, 'config', 'openai_unauthorised'],
  [400, 'data', 'openai_chat_refused'],
  [404, 'config', 'openai_chat_model_unknown'],
  [405, 'data', 'openai_chat_empty'],
  [429, 'transient', 'openai_busy'],
  [500, 'transient', 'openai_unreachable'],
])('HTTP %i is %s %s, without the key', async (status, kind, code) => {
  server.next(refuse(status));
  const thrown: unknown = await read().catch((error: unknown) => error);
  expect(thrown).toMatchObject({ problem: { kind, code, params: { model: 'm' } } });
  expect(JSON.stringify(thrown) + String(thrown)).not.toContain('sk-secret');
});

test('a server that is not there is named', async () => {
  const chat = chatOf({ baseURL: 'http://127.0.0.1:1/v1' });
  await expect(read(chat)).rejects.toMatchObject({
    problem: { kind: 'transient', code: 'openai_unreachable', params: { server: '127.0.0.1:1' } },
  });
});

test('a stream that breaks off is no whole answer', async () => {
  server.next((_asked, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"Le"}}]}\n\n', () => response.destroy());
  });
  await expect(read()).rejects.toMatchObject({ problem: { code: 'openai_unreachable' } });
});

const stream =
  (...events: readonly unknown[]): OpenaiAnswer =>
  (_asked, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end([...events.map(event => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n'].join(''));
  };
const says = (content: string, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason }],
});

test.each([
  ['a page', html],
  ['a stream of nothing', stream()],
  ['a stream without words', stream(says('\n', 'stop'))],
  ['one JSON', refuse(200)],
])('%s is no answer', async (_, answer) => {
  server.next(answer);
  await expect(read()).rejects.toMatchObject({ problem: { kind: 'data', code: 'openai_chat_empty' } });
});

test.each([
  ['at the model’s limit', stream(says('Le dernier'), says('', 'length')), [{ cut: true }]],
  ['without a reason', stream(says('Le dernier')), [{ cut: true }]],
  ['at its end', stream(says('Le dernier'), says('', 'stop')), []],
])('an answer that ends %s says so', async (_, answer, told) => {
  server.next(answer);
  expect(await read()).toEqual([{ text: 'Le dernier' }, ...told]);
});

test('an error in the middle of a stream, and words that stop coming, may be over the next time', async () => {
  const unreachable = { problem: { kind: 'transient', code: 'openai_unreachable' } };
  server.next(stream(says('Le'), { error: { message: 'overloaded: sk-secret' } }));
  await expect(read()).rejects.toMatchObject(unreachable);
  server.next(stallChat);
  await expect(read(chatOf({ timeoutMs: 60 }))).rejects.toMatchObject(unreachable);
});
