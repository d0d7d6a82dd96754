import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client asked, as it came. */
export interface AskedOpenai {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly input: readonly string[];
    readonly encoding_format?: string;
    readonly messages?: readonly { readonly role: string; readonly content: string }[];
    readonly stream?: boolean;
  };
}

/** How it answers one request. */
export type OpenaiAnswer = (asked: AskedOpenai, response: ServerResponse) => unknown;

export interface FakeOpenaiServer {
  /** With `/v1`. */
  readonly baseURL: string;
  readonly asked: AskedOpenai[];
  /** The next requests, one each; then it behaves again. */
  next(...answers: readonly OpenaiAnswer[]): void;
  /** All requests from now on. */
  always(answer: OpenaiAnswer): void;
  /** As new. */
  reset(): void;
  close(): Promise<void>;
}

/** An OpenAI-compatible server on 127.0.0.1, embeddings and chat, that behaves unless it is told not to. */
export async function startOpenaiServer(): Promise<FakeOpenaiServer> {
  const asked: AskedOpenai[] = [];
  let queue: OpenaiAnswer[] = [];
  let usual: OpenaiAnswer = behave;
  const server = createServer(async (request, response) => {
    const question = await readQuestion(request);
    asked.push(question);
    await (queue.shift() ?? usual)(question, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: a server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/v1`,
    asked,
    next: (...answers) => void queue.push(...answers),
    always: answer => void (usual = answer),
    reset() {
      queue = [];
      usual = behave;
      asked.length = 0;
    },
    close() {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

async function readQuestion(request: IncomingMessage): Promise<AskedOpenai> {
  let body = '';
  for await (const part of request) body += String(part);
  const { url = '', headers } = request;
  // SAFETY: only a client under test asks this server.
  return { path: url, authorization: headers.authorization, body: JSON.parse(body) as AskedOpenai['body'] };
}

/** What OpenAI would answer; a path that it does not have is 404. */
export const behave: OpenaiAnswer = (asked, response) => {
  if (asked.path === '/v1/embeddings') return embed(asked, response);
  if (asked.path === '/v1/chat/completions') return chat(asked, response);
  return json(response, 404, { error: { message: `Invalid URL (POST ${asked.path})` } });
};

const DIMENSIONS = 8;

/** The same text, the same vector; no two alike. */
export function vectorOf(text: string, dimensions = DIMENSIONS): number[] {
  const bytes = createHash('sha256').update(text).digest();
  return Array.from({ length: dimensions }, (_, at) => ((bytes[at] ?? 0) - 127.5) / 128);
}

const tokensOf = (texts: readonly string[]): number => texts.join(' ').split(/\s+/).length;

export const embed: OpenaiAnswer = ({ body }, response) => {
  const inBase64 = body.encoding_format === 'base64';
  const vectors = body.input.map(text => (inBase64 ? base64(vectorOf(text)) : vectorOf(text)));
  return answerVectors(vectors)({ path: '', authorization: '', body }, response);
};

const base64 = (vector: readonly number[]): string => Buffer.from(new Float32Array(vector).buffer).toString('base64');

/** Eleven words, or the passages that it was given: one event each, then `[DONE]`. */
const chat: OpenaiAnswer = ({ body }, response) => {
  const words = 'Le dernier tram part du port à 23 h 40 [1].'.match(/\S+\s*/g) ?? [];
  const usage = { prompt_tokens: tokensOf((body.messages ?? []).map(({ content }) => content)), completion_tokens: 11 };
  if (!body.stream) {
    const message = { role: 'assistant', content: words.join('') };
    return json(response, 200, { model: body.model, choices: [{ index: 0, message, finish_reason: 'stop' }], usage });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of words) response.write(event({ choices: [{ index: 0, delta: { content } }] }));
  response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage }));
  return response.end('data: [DONE]\n\n');
};

const event = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;

/** Streams so many words, then nothing more until the client goes. */
export const stallChat: OpenaiAnswer = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(event({ choices: [{ index: 0, delta: { content: 'Le dernier' } }] }));
};

/** Streams so many words, then the line is cut. */
export const cutChat: OpenaiAnswer = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const first = event({ choices: [{ index: 0, delta: { content: 'Le dernier' } }] });
  // Later than the words: cut at once, they would not leave.
  response.write(first, () => setTimeout(() => response.destroy(), 100));
};

/** These vectors, whatever was asked. */
export const answerVectors =
  (vectors: readonly unknown[], headers: Readonly<Record<string, string>> = {}): OpenaiAnswer =>
  ({ body }, response) => {
    const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
    const usage = { prompt_tokens: tokensOf(body.input), total_tokens: tokensOf(body.input) };
    return json(response, 200, { object: 'list', model: body.model, data, usage }, headers);
  };

/** This as `data`. */
export const answerData =
  (data: unknown): OpenaiAnswer =>
  (_asked, response) =>
    json(response, 200, { data });

/** An error of OpenAI's shape; like theirs, it repeats part of the key. */
export const refuse =
  (status: number, headers: Readonly<Record<string, string>> = {}, error: object = {}): OpenaiAnswer =>
  ({ authorization }, response) =>
    json(response, status, { error: { message: `Incorrect API key provided: ${authorization}`, ...error } }, headers);

/** 400 to any batch that has such a text in it. */
export const refuseTexts =
  (bad: (text: string) => boolean): OpenaiAnswer =>
  (asked, response) =>
    asked.body.input.some(bad) ? refuse(400)(asked, response) : embed(asked, response);

/** Knows no `float`. */
export const onlyBase64: OpenaiAnswer = (asked, response) =>
  asked.body.encoding_format === 'base64'
    ? embed(asked, response)
    : refuse(400, {}, { message: 'Unknown value', param: 'encoding_format' })(asked, response);

/** Gives base64 although it was asked for floats. */
export const alwaysBase64: OpenaiAnswer = ({ body, ...asked }, response) =>
  embed({ ...asked, body: { ...body, encoding_format: 'base64' } }, response);

export const html: OpenaiAnswer = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  return response.end('<!doctype html><title>Sign in</title>');
};

/** Half an answer, then the line is cut. */
export const cut: OpenaiAnswer = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data": [{"index": 0, "embed', () => response.destroy());
};

/** Headers at once, and a body that never ends. */
export const neverEnd: OpenaiAnswer = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"data": [');
};

export const hangUp: OpenaiAnswer = (_asked, response) => response.socket?.destroy();

function json(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  return response.end(JSON.stringify(body));
}
