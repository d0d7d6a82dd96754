import type { Embedder } from '../engine/ports.ts';
import { fail } from '../model/problem.ts';
export function createOpenaiEmbedder(options: { model: string; apiKey?: string; baseURL?: string }): Embedder {
  throw fail('config', 'openai_key_missing', { model: options.model });
}
