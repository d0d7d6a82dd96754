import { isAnswerStatus, problemOfApiStatus } from '../../model/api/apiStatus.ts';
import { readAnswer, type ApiAnswer } from '../../model/api/answer.ts';
import type { ApiConnection } from '../../model/api/settings.ts';
import { hostPort } from '../../model/address.ts';
import { fail, ProblemError, toProblem } from '../../model/problem.ts';
import { parseRetryAfter } from '../../model/retryAfter.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import type { Value } from '../../model/table/value.ts';
import { followRedirects, type Answer } from '../followRedirects.ts';
import type { Ports } from '../ports.ts';
import type { ApiExecution } from './apiExecution.ts';

/** Decoded bytes of one answer: what a page of 1,000 wide rows takes, many times. */
const MAX_ANSWER_BYTES = 100_000_000;
/** Of an answer that is no JSON, as much as tells a person what it is. */
const SHOWN = 80;

export type Fetching = Pick<ApiExecution, 'headers' | 'userAgent'> & {
  readonly ports: Pick<Ports, 'http' | 'clock'>;
  readonly settings: ApiConnection;
};

/**
 * One exchange with the API. Config `http_unauthorised`, `api_forbidden`, `api_not_found`, `api_refused`; transient
 * `http_unavailable` with what Retry-After asks; data `api_answer_too_big`; and what `followRedirects` throws.
 */
export async function exchangePage(run: Fetching, uri: string, signal: AbortSignal): Promise<Answer> {
  const { settings, headers, userAgent, ports } = run;
  const { origin } = new URL(settings.baseUrl);
  const asking = followRedirects({
    uri,
    ports,
    settings: {
      requestTimeoutMs: settings.requestTimeoutMs,
      userAgent,
      headers: {},
      allowPrivateHosts: settings.allowPrivateHosts,
      inputHosts: [hostPort(settings.baseUrl) ?? ''],
    },
    signal,
    maxBytes: MAX_ANSWER_BYTES,
    headersFor: hop => ({ accept: 'application/json', ...(new URL(hop).origin === origin ? headers : {}) }),
  });
  const answer = await asking.catch((thrown: unknown) => {
    const { code } = toProblem(thrown);
    throw code === 'page_too_big'
      ? fail('data', 'api_answer_too_big', { uri, bytes: MAX_ANSWER_BYTES }, thrown)
      : thrown;
  });
  if (isAnswerStatus(answer.status)) return answer;
  const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], ports.clock.now());
  throw new ProblemError(problemOfApiStatus(answer.status, uri), { retryAfterMs });
}

const DECODER = new TextDecoder();

/** The rows of an answer. Throws data `api_not_json`, `api_json_invalid`, `api_not_list`; transient `api_json_cut`. */
export function parsePage({ settings }: Pick<ApiExecution, 'settings'>, uri: string, answer: Answer): ApiAnswer {
  if (answer.status === 204) return { rows: [], next: null, isSilent: false };
  return readAnswer(parseBody(answer, uri), { ...settings, uri, link: answer.headers['link'] });
}

/** What an answer says, whatever it is. Throws as `parsePage`, but for `api_not_list`. */
export function parseBody({ body }: Pick<Answer, 'body'>, uri: string): Value {
  const text = DECODER.decode(body);
  try {
    return parseExactJson(text);
  } catch (thrown) {
    const begin = text.trimStart();
    if (isWhole(text)) throw fail('data', 'api_json_invalid', { uri, near: excerpt(text, thrown) }, thrown);
    // It began as JSON does: cut in the middle, as by a proxy that gave up. Anything else comes so again.
    if (/^[[{]/.test(begin)) throw fail('transient', 'api_json_cut', { uri, end: text.slice(-SHOWN) }, thrown);
    throw fail('data', 'api_not_json', { uri, start: begin.slice(0, SHOWN) }, thrown);
  }
}

/** It ends as it began: what is wrong stands inside, and comes so again. */
function isWhole(text: string): boolean {
  const ends = text.trim();
  return /^(\[.*\]|\{.*\})$/s.test(`${ends.charAt(0)}${ends.charAt(ends.length - 1)}`);
}

/** Around the place that V8's message names; the beginning where it names none. */
function excerpt(text: string, thrown: unknown): string {
  const at = Number(/position (\d+)/.exec(String(thrown))?.[1] ?? 0);
  const from = Math.max(0, at - SHOWN / 2);
  return text.slice(from, from + SHOWN);
}
