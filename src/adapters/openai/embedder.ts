import { APIUserAbortError } from 'openai';
import type { Clock, Embedded, Embedder } from '../../engine/ports.ts';
import { priceOf } from '../../model/prices.ts';
import { fail, ProblemError, type Reason } from '../../model/problem.ts';
import { readPause } from '../../model/rateLimit.ts';
import { createClient, TIMEOUT_MS, type Client, type OpenaiServer } from './client.ts';
import { explain } from './explain.ts';
import { createPace, type Pace } from './pace.ts';
import { readTokens, readVectors } from './readVectors.ts';

export interface OpenaiEmbedderOptions extends OpenaiServer {
  readonly clock: Clock;
  /** What a person set in INGESTION_WORKSHOP_PRICES: `model=US dollars a million tokens`, with commas between. */
  readonly prices?: string | undefined;
}

/** OpenAI's bounds of one request. */
const REQUEST_INPUTS = 2048;
const REQUEST_TOKENS = 300_000;

/** How an embedder asks, and what it has learnt of its server. */
interface Asking {
  readonly client: Client;
  readonly model: string;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /**
   * Float, as long as the server knows the word: one that ignores base64 makes the library read 768 numbers as 192,
   * without a word.
   */
  encoding: 'float' | 'base64';
}

/**
 * Vectors of any OpenAI-compatible server. Made once for a model and shared: whoever asks the server spends its patience.
 * A text that the server refuses is found by halves and has no vector; all others have theirs.
 * Throws what `createClient` and `explain` name, config `openai_not_an_api`, and data `embedding_invalid`.
 */
export function createOpenaiEmbedder({ clock, prices, ...server }: OpenaiEmbedderOptions): Embedder {
  const { model, timeoutMs = TIMEOUT_MS } = server;
  const client = createClient(server);
  const asking: Asking = { client, model, pace: createPace(clock), clock, timeoutMs, encoding: 'float' };
  return {
    model,
    identity: `${client.openai.baseURL} ${model}`,
    usdPerMillionTokens: priceOf(client.server, model, prices),
    async embed(texts, signal) {
      const blank: Reason = { code: 'nothing_to_embed', params: {} };
      const full = texts.filter(text => text.trim() !== '');
      const answers: Embedded[] = [];
      for (const batch of cutBatches(full)) answers.push(await askOrHalve(asking, batch, signal));
      const vectors = answers.flatMap(answer => answer.vectors).values();
      return {
        vectors: texts.map(text => (text.trim() === '' ? blank : (vectors.next().value ?? blank))),
        tokens: sumOf(answers),
      };
    },
  };
}

/** Null as soon as one answer does not say: half a sum is none. */
const sumOf = (answers: readonly Embedded[]): number | null =>
  answers.reduce<number | null>((sum, { tokens }) => (sum === null || tokens === null ? null : sum + tokens), 0);

/** So many refusals and no answer: it is not these texts that the server refuses. */
const HOPELESS = 8;

/** What became of the single texts of a batch so far. */
interface Tally {
  answered: number;
  refused: number;
}

/** A refused text takes no other one along: the batch is halved until it stands alone. */
async function askOrHalve(
  asking: Asking,
  texts: readonly string[],
  signal: AbortSignal,
  tally: Tally = { answered: 0, refused: 0 },
): Promise<Embedded> {
  try {
    const answer = await ask(asking, texts, signal);
    tally.answered += texts.length;
    return answer;
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || thrown.problem.code !== 'openai_refused') throw thrown;
    if (texts.length > 1) return halve(asking, texts, signal, tally);
    tally.refused += 1;
    if (tally.answered === 0 && tally.refused === HOPELESS) throw thrown;
    const { code, params } = thrown.problem;
    return { vectors: [{ code, params }], tokens: 0 };
  }
}

async function halve(asking: Asking, texts: readonly string[], signal: AbortSignal, tally: Tally): Promise<Embedded> {
  const middle = Math.ceil(texts.length / 2);
  const first = await askOrHalve(asking, texts.slice(0, middle), signal, tally);
  const second = await askOrHalve(asking, texts.slice(middle), signal, tally);
  return { vectors: [...first.vectors, ...second.vectors], tokens: sumOf([first, second]) };
}

async function ask(asking: Asking, texts: readonly string[], signal: AbortSignal): Promise<Embedded> {
  const { model, client } = asking;
  const params = { model, server: client.server };
  const answer = await asking.pace.ask(() => request(asking, texts, signal), { signal, params });
  // A proxy's page, or a site that is no API: it says 200 to everything.
  if (typeof answer === 'string') throw fail('config', 'openai_not_an_api', params);
  return { vectors: readVectors({ answer, count: texts.length, model }), tokens: readTokens(answer) ?? null };
}

/** The answer as it came. */
async function request(asking: Asking, texts: readonly string[], signal: AbortSignal): Promise<unknown> {
  const { client, model, pace, clock, encoding } = asking;
  // The library's own timeout ends with the headers.
  const late = AbortSignal.timeout(asking.timeoutMs);
  try {
    const { data, response } = await client.openai.embeddings
      .create({ model, input: [...texts], encoding_format: encoding }, { signal: AbortSignal.any([signal, late]) })
      .withResponse();
    const pauseMs = readPause(name => response.headers.get(name), clock.now());
    if (pauseMs !== undefined) pace.pause(pauseMs);
    return data;
  } catch (thrown) {
    signal.throwIfAborted();
    const params = { model, server: client.server };
    if (late.aborted || thrown instanceof APIUserAbortError) throw fail('transient', 'openai_unreachable', params);
    if (encoding === 'float' && isAboutEncoding(thrown)) {
      asking.encoding = 'base64';
      return request(asking, texts, signal);
    }
    throw explain(thrown, params, clock.now());
  }
}

/** 400 and 422, from a server that knows another encoding only. */
const isAboutEncoding = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'status' in thrown &&
  (thrown.status === 400 || thrown.status === 422) &&
  /encoding_format/.test(`${thrown.message} ${'param' in thrown ? String(thrown.param) : ''}`);

/** A token is at least one UTF-8 byte, so that bytes never count too few; they count three or four times too many. */
function* cutBatches(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let tokens = 0;
  for (const text of texts) {
    const size = Buffer.byteLength(text);
    if (batch.length === REQUEST_INPUTS || (batch.length > 0 && tokens + size > REQUEST_TOKENS)) {
      yield batch;
      batch = [];
      tokens = 0;
    }
    batch.push(text);
    tokens += size;
  }
  if (batch.length > 0) yield batch;
}
