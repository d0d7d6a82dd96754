import OpenAI from 'openai';
import { fail } from '../../model/problem.ts';

export interface OpenaiServer {
  readonly model: string;
  /** From OPENAI_API_KEY; a server of one's own (Ollama, llama.cpp) may need none. */
  readonly apiKey?: string | undefined;
  /** From OPENAI_BASE_URL, with `/v1` or without; OpenAI's own when absent. */
  readonly baseURL?: string | undefined;
  /** For one request, its whole answer included. */
  readonly timeoutMs?: number | undefined;
}

export interface Client {
  readonly openai: OpenAI;
  /** Host and port, for messages. */
  readonly server: string;
}

/** The library would wait 10 minutes. */
export const TIMEOUT_MS = 60_000;

/**
 * `openai` 7.57.0 (150 KB minified, 4 ms), chosen for its headers, errors and streams; its own retries are off, because
 * the engine's are counted and journaled, and it logs nothing.
 * Throws config `openai_key_missing`, `openai_key_bad`, `openai_address_bad`.
 */
export function createClient({ model, apiKey: key, baseURL, timeoutMs = TIMEOUT_MS }: OpenaiServer): Client {
  const apiKey = key?.trim(); // A key that was read from a file may bring its line end.
  if (!apiKey && !baseURL) throw fail('config', 'openai_key_missing', { model, variable: 'OPENAI_API_KEY' });
  // What the library and fetch would refuse by a message that repeats the key.
  if (apiKey && !/^[\x21-\x7e]+$/.test(apiKey)) throw fail('config', 'openai_key_bad', { variable: 'OPENAI_API_KEY' });
  const address = completeAddress(baseURL ?? 'https://api.openai.com/v1');
  const openai = new OpenAI({
    // The library insists on a key and, where none is given, on reading the environment: said in full.
    apiKey: apiKey || 'none',
    baseURL: address.href,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  });
  return { openai, server: address.host };
}

/** A bare host means its `/v1`: Ollama and llama.cpp tell people their address so. A password in it would reach messages. */
function completeAddress(baseURL: string): URL {
  const address = URL.parse(baseURL.trim());
  if (address === null || !/^https?:$/.test(address.protocol) || address.username !== '' || address.password !== '')
    throw fail('config', 'openai_address_bad', { variable: 'OPENAI_BASE_URL' });
  address.pathname = address.pathname.replace(/\/+$/, '').replace(/\/embeddings$/, '') || '/v1';
  return address;
}
