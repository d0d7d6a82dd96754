import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { fail, ProblemError, type Params } from '../../model/problem.ts';
import { readPause } from '../../model/rateLimit.ts';

/**
 * What a request threw, as a problem that says who must act; a bug stays as it is. Neither a body nor the error itself
 * goes into it: OpenAI's answer to a wrong key repeats part of it.
 * Config `openai_unauthorised`, `openai_model_unknown`, `openai_quota_exhausted`, `openai_not_an_api`; data `openai_refused` with its
 * `status`; transient `openai_busy`, `openai_unreachable`.
 */
export function explain(thrown: unknown, params: Params, now: Date): unknown {
  if (thrown instanceof ProblemError || thrown instanceof APIUserAbortError) return thrown;
  // Broken off in the middle of a body: undici's TypeError, or what JSON.parse says of half an object.
  const isCut = thrown instanceof SyntaxError || (thrown instanceof TypeError && 'cause' in thrown);
  if (thrown instanceof APIConnectionError || isCut) return fail('transient', 'openai_unreachable', params);
  return thrown instanceof APIError ? explainStatus(thrown, params, now) : thrown;
}

function explainStatus(error: APIError, params: Params, now: Date): ProblemError {
  const status = error.status ?? 0;
  // An empty account answers 429 as a busy server does, but no waiting fills it.
  const isQuota = [error.code, error.type].some(word => /insufficient_quota|billing/.test(word ?? ''));
  if (status === 402 || isQuota) return fail('config', 'openai_quota_exhausted', params);
  if (status === 401 || status === 403) return fail('config', 'openai_unauthorised', params);
  if (status === 404 || error.code === 'model_not_found') return fail('config', 'openai_model_unknown', params);
  // Told in the middle of a stream that began well.
  if (error.status === undefined) return fail('transient', 'openai_unreachable', params);
  // llama.cpp without `--embeddings` says 501; a site that is no API, 405.
  if (status === 405 || status === 501) return fail('config', 'openai_not_an_api', params);
  // llama.cpp says 500 to a text that is longer than its batch: asked again it says the same.
  const isTooLong = status >= 500 && /too (large|long)/i.test(error.message);
  const mayPass = status === 408 || status === 409 || status === 429 || status >= 500;
  if (isTooLong || !mayPass) return fail('data', 'openai_refused', { ...params, status });
  const retryAfterMs = readPause(name => error.headers?.get(name) ?? null, now);
  const code = status === 429 ? 'openai_busy' : 'openai_unreachable';
  return new ProblemError({ kind: 'transient', code, params }, { retryAfterMs });
}
