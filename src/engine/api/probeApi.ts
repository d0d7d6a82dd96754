import { notList, valueAt } from '../../model/api/answer.ts';
import { probeApi as probe, type ApiProposal } from '../../model/api/probe.ts';
import { findRows } from '../../model/api/probeShape.ts';
import type { ProbePage } from '../../model/api/probing.ts';
import { connectionOf } from '../../model/api/settings.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import { toProblem } from '../../model/problem.ts';
import { isList, isStruct, type Value } from '../../model/table/value.ts';
import { exchangePage, parseBody, type Fetching } from './fetchPage.ts';

export type ProbeRequest = Pick<Fetching, 'headers' | 'userAgent' | 'ports'> & {
  /** Its address, and what a connection takes. */
  readonly input: ApiIngestionInput;
  readonly signal: AbortSignal;
};

/**
 * Looks at an API and says what its configuration would be; writes nothing. Rejects with what a run would fail with,
 * with data `api_empty`, or with the signal's reason.
 */
export async function probeApi({ input, signal, ...parts }: ProbeRequest): Promise<ApiProposal> {
  const settings = connectionOf(input);
  const run = { ...parts, settings };
  const first = await ask(run, settings.baseUrl, signal);
  const found = findRows(first.body);
  if (!found) throw notList(first.body, first.uri, 'data');
  const probing = probe({ base: settings.baseUrl, path: found.path, page: { ...first, rows: found.rows } });
  let step = probing.next();
  while (!step.done) step = probing.next(await tryPage(run, { uri: step.value, path: found.path, signal }));
  const { config, ...seen } = step.value;
  // Without them it would not run.
  return { ...seen, config: input.headers ? { ...config, headers: input.headers } : config };
}

type Asked = Omit<ProbePage, 'rows'>;

async function ask(run: Fetching, uri: string, signal: AbortSignal): Promise<Asked> {
  const answer = await exchangePage(run, uri, signal);
  const body = answer.status === 204 ? [] : parseBody(answer, answer.finalUri);
  return { uri: answer.finalUri, body, link: answer.headers['link'] };
}

interface Trial {
  readonly uri: string;
  readonly path: readonly string[];
  readonly signal: AbortSignal;
}

/** Null where the API does not take what it is asked. One that is gone, or that asks for patience, says so by itself. */
async function tryPage(run: Fetching, { uri, path, signal }: Trial): Promise<ProbePage | null> {
  try {
    const answer = await ask(run, uri, signal);
    return { ...answer, rows: rowsAt(answer.body, path) };
  } catch (thrown) {
    const { kind, params } = toProblem(thrown);
    const isRefusal = kind === 'config' || kind === 'data' || Number(params['status']) >= 500;
    if (isRefusal && !signal.aborted) return null;
    throw thrown;
  }
}

function rowsAt(body: Value, path: readonly string[]) {
  const list = valueAt(body, path);
  return isList(list) ? list.filter(isStruct) : [];
}
