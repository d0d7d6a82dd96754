import { fail } from '../../model/problem.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import { isList, isStruct, type Row, type Value } from '../../model/table/value.ts';
import type { Http } from '../ports.ts';

/** Decoded bytes of one answer. */
const MAX_BYTES = 100_000_000;
const TIMEOUT_MS = 30_000;

export interface AskAgain {
  readonly http: Http;
  /** Of the dataset: another origin is refused, for people edit the files that name it, and it gets no header. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Sends the request of a dead letter once more, and gives the rows of its answer: the list that it is, or its `data`.
 * Throws config `dead_letter_other_origin`; data `http_status`, `dead_letter_no_rows`; what `Http.get` throws.
 */
export async function askAgain({ http, baseUrl, headers, signal }: AskAgain, url: string): Promise<readonly Row[]> {
  if (URL.parse(url)?.origin !== new URL(baseUrl).origin)
    throw fail('config', 'dead_letter_other_origin', { url, base: baseUrl });
  const { status, body } = await http.get({
    ...{ url, headers: { ...headers, accept: 'application/json' } },
    ...{ timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, signal },
  });
  if (status !== 200) throw fail('data', 'http_status', { uri: url, status });
  const answer = parse(new TextDecoder().decode(body), url);
  const list = isStruct(answer) ? answer['data'] : answer;
  if (!isList(list)) throw fail('data', 'dead_letter_no_rows', { uri: url });
  return list.filter(isStruct);
}

function parse(text: string, uri: string): Value {
  try {
    return parseExactJson(text);
  } catch (error) {
    throw fail('data', 'dead_letter_no_rows', { uri }, error);
  }
}
