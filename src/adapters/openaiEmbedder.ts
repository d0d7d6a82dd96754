import OpenAI, { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import type { Embedder } from '../engine/ports.ts';
import { fail, ProblemError } from '../model/problem.ts';
import { parseRetryAfter } from '../model/retryAfter.ts';
import { toUnitLength } from '../model/vectors.ts';

export interface OpenaiEmbedderOptions {
  readonly model: string;
  /** From OPENAI_API_KEY; a server of one's own (Ollama, llama.cpp) may need none. */
  readonly apiKey?: string;
  /** From OPENAI_BASE_URL; OpenAI's own when absent. */
  readonly baseURL?: string;
}

/** OpenAI's bounds of one request. */
const REQUEST_INPUTS = 2048;
const REQUEST_TOKENS = 300_000;
/** For one request; the library would wait 10 minutes. */
const TIMEOUT_MS = 60_000;

/**
 * Vectors of any OpenAI-compatible server. `openai` 7.57.0 (150 KB minified, 4 ms), chosen for its headers and errors;
 * its own retries are off, because the engine's are counted and journaled.
 * Throws config `openai_key_missing`, `openai_key_bad`, `openai_address_bad`, `openai_unauthorised`, `openai_model_unknown`, `openai_quota_exhausted`; data
 * `nothing_to_embed`, `openai_refused`, `embedding_invalid`; transient `openai_busy`, `openai_unreachable`.
 */
export function createOpenaiEmbedder({ model, apiKey: key, baseURL }: OpenaiEmbedderOptions): Embedder {
  const apiKey = key?.trim(); // A key that was read from a file may bring its line end.
  if (!apiKey && !baseURL) throw fail('config', 'openai_key_missing', { model, variable: 'OPENAI_API_KEY' });
  // What the library and fetch would refuse by a message that repeats the key.
  if (apiKey && !/^[\x21-\x7e]+$/.test(apiKey)) throw fail('config', 'openai_key_bad', { variable: 'OPENAI_API_KEY' });
  if (baseURL !== undefined && !/^https?:$/.test(URL.parse(baseURL)?.protocol ?? ''))
    throw fail('config', 'openai_address_bad', { variable: 'OPENAI_BASE_URL' });
  const client = new OpenAI({
    // The library insists on a key and, where none is given, on reading the environment: said in full.
    apiKey: apiKey || 'none',
    baseURL: baseURL ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: TIMEOUT_MS,
    logLevel: 'off',
  });
  const server = new URL(client.baseURL).host;
  let dimensions: number | undefined;
  return {
    model,
    async embed(texts, signal) {
      const vectors: Float32Array[] = [];
      for (const batch of cutBatches(texts)) {
        const answer = await ask(client, { model, batch, signal, server });
        for (const vector of readVectors(answer, batch.length, model)) {
          dimensions ??= vector.length;
          if (vector.length !== dimensions) throw invalid(model, 'dimensions', `${dimensions} → ${vector.length}`);
          vectors.push(vector);
        }
      }
      return vectors;
    },
  };
}

interface Question {
  readonly model: string;
  readonly batch: string[];
  readonly signal: AbortSignal;
  readonly server: string;
}

/** The answer as it came: its shape is a promise of the server's, not of the library's. */
async function ask(client: OpenAI, { model, batch, signal, server }: Question): Promise<unknown> {
  try {
    // Float, always: a server that ignores base64 makes the library read 768 numbers as 192, without a word.
    return await client.embeddings.create({ model, input: batch, encoding_format: 'float' }, { signal });
  } catch (error) {
    if (error instanceof APIUserAbortError) signal.throwIfAborted();
    throw error instanceof APIError ? explain(error, model, server) : error;
  }
}

/** A body never goes into a problem: OpenAI's answer to a wrong key repeats part of it. */
function explain(error: APIError, model: string, server: string): Error {
  const params = { model, server };
  if (error instanceof APIConnectionError) return fail('transient', 'openai_unreachable', params, error);
  const status = error.status ?? 0;
  if (status === 401 || status === 403) return fail('config', 'openai_unauthorised', params, error);
  if (status === 404) return fail('config', 'openai_model_unknown', params, error);
  if (error.code === 'insufficient_quota') return fail('config', 'openai_quota_exhausted', params, error);
  if (status === 429) {
    const retryAfterMs = parseRetryAfter(error.headers?.get('retry-after'), new Date());
    return new ProblemError({ kind: 'transient', code: 'openai_busy', params }, { cause: error, retryAfterMs });
  }
  if (status === 408 || status === 409 || status >= 500) return fail('transient', 'openai_unreachable', params, error);
  return fail('data', 'openai_refused', { ...params, status }, error);
}

/** A token is at least one UTF-8 byte, so that bytes never count too few; they count three or four times too many. */
function* cutBatches(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let tokens = 0;
  for (const text of texts) {
    if (text.trim() === '') throw fail('data', 'nothing_to_embed');
    const size = new TextEncoder().encode(text).length;
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

/** In the order of the inputs; servers say it in `index`, and some answer in another one. */
function readVectors(answer: unknown, count: number, model: string): Float32Array[] {
  const data = field(answer, 'data');
  if (!Array.isArray(data) || data.length !== count) throw invalid(model, 'count', String(count));
  const vectors: Float32Array[] = [];
  for (const [place, entry] of data.entries()) {
    const index = field(entry, 'index') ?? place;
    const values = field(entry, 'embedding');
    if (typeof index !== 'number' || vectors[index] !== undefined) throw invalid(model, 'index', String(index));
    if (!Array.isArray(values)) throw invalid(model, 'encoding', typeof values);
    const vector = toUnitLength(Float32Array.from(values, Number));
    if (vector === undefined) throw invalid(model, 'zero_or_not_a_number', String(index));
    vectors[index] = vector;
  }
  if (vectors.length !== count) throw invalid(model, 'index', String(vectors.length - 1));
  return vectors;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function invalid(model: string, fault: string, detail: string): Error {
  return fail('data', 'embedding_invalid', { model, fault, detail });
}
