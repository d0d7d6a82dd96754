import { notList, valueAt } from '../../model/api/answer.ts';
import { probeApi as probe, type ApiProposal } from '../../model/api/probe.ts';
import { findRows } from '../../model/api/probeShape.ts';
import type { ProbePage } from '../../model/api/probing.ts';
import { connectionOf, DEFAULT_API_ATTEMPTS } from '../../model/api/settings.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import { DEFAULT_RETRY_POLICY, decideRetry } from '../../model/retry.ts';
import { ProblemError, toProblem } from '../../model/problem.ts';
import { isList, isStruct, type Value } from '../../model/table/value.ts';
import { exchangePage, parseBody, type Fetching } from './fetchPage.ts';

/** A person waits for the answer. */
const LONGEST_WAIT_MS = 20_000;

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
  const run: Probing = { ...parts, settings, attempts: input.max_attempts ?? DEFAULT_API_ATTEMPTS };
  const first = await askPatiently(run, settings.baseUrl, signal);
  const found = findRows(first.body);
  if (!found) throw notList(first.body, first.uri, 'data');
  const probing = probe({ base: settings.baseUrl, path: found.path, page: { ...first, rows: found.rows } });
  let step = probing.next();
  while (!step.done) step = probing.next(await tryPage(run, { uri: step.value, path: found.path, signal }));
  const { config, ...seen } = step.value;
  // Without them it would not run.
  return { ...seen, config: input.headers ? { ...config, headers: input.headers } : config };
}

type Probing = Fetching & {
  /** Of one question, the first included. */
  attempts: number;
};

/** What passes by itself is waited for, as a run does it, but never long: somebody looks on. */
async function askPatiently(run: Probing, uri: string, signal: AbortSignal): Promise<Asked> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await ask(run, uri, signal);
    } catch (thrown) {
      const { kind } = toProblem(thrown);
      const retryAfterMs = thrown instanceof ProblemError ? thrown.retryAfterMs : undefined;
      const policy = { ...DEFAULT_RETRY_POLICY, maximumAttempts: run.attempts };
      const decision = decideRetry(policy, { kind, retryAfterMs }, failures);
      if (decision.retryState !== 'IN_PROGRESS' || decision.delayMs > LONGEST_WAIT_MS || signal.aborted) throw thrown;
      await run.ports.clock.sleep(decision.delayMs, signal);
    }
  }
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
async function tryPage(run: Probing, { uri, path, signal }: Trial): Promise<ProbePage | null> {
  try {
    const answer = await askPatiently(run, uri, signal);
    return { ...answer, rows: rowsAt(answer.body, path) };
  } catch (thrown) {
    const { kind, params } = toProblem(thrown);
    const isRefusal = kind === 'config' || kind === 'data' || Number(params['status']) >= 500;
    if (Number(params['status']) >= 500) run.attempts = 1; // So it answers what it does not know: not to be asked thrice.
    if (isRefusal && !signal.aborted) return null;
    throw thrown;
  }
}

function rowsAt(body: Value, path: readonly string[]) {
  const list = valueAt(body, path);
  return isList(list) ? list.filter(isStruct) : [];
}
