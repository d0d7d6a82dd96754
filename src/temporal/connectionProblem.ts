import { fail, type ProblemError } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';

/** gRPC's status codes (https://grpc.io/docs/guides/status-codes/) that a person can do something about. */
const REFUSED = [7, 16];
const NOT_FOUND = 5;
const UNIMPLEMENTED = 12;
/** Late, busy (rate limit), in between, broken for a moment, gone. */
const AWAY = [2, 4, 8, 10, 13, 14];
/** How a worker's native client (Rust's tonic) puts a code that it does not pass on. */
const TONIC: readonly (readonly [words: RegExp, code: number])[] = [
  [/does not have valid authentication credentials/i, 16],
  [/does not have permission to execute/i, 7],
  [/operation is not implemented or not supported/i, UNIMPLEMENTED],
];
const TLS = /certificate|\btls\b|ssl|handshake|InvalidContentType|corrupt message|unknown ?issuer/i;

/** Why a server cannot be used: transient when it is away, else something that a person must set right. */
export function connectionProblem(error: unknown, place: Pick<TemporalPlace, 'address' | 'namespace'>): ProblemError {
  if (error instanceof Error && error.name === 'ProblemError') return asProblem(error);
  const { address, namespace } = place;
  const reason = wordsOf(error);
  const code = numberIn(error, 'code') ?? TONIC.find(([words]) => words.test(reason))?.[1];
  if (stringIn(error, 'code') === 'ENOENT')
    return fail('config', 'temporal_tls_file', { file: stringIn(error, 'path') ?? '' }, error);
  if (TLS.test(reason)) return fail('config', 'temporal_tls', { address, reason }, error);
  if (code === NOT_FOUND) return fail('config', 'temporal_namespace', { address, namespace }, error);
  if (code !== undefined && REFUSED.includes(code)) return fail('config', 'temporal_refused', { address }, error);
  if (code === UNIMPLEMENTED) return fail('config', 'temporal_old_server', { address }, error);
  if (code === undefined || AWAY.includes(code)) return fail('transient', 'temporal_unreachable', { address }, error);
  return fail('system', 'temporal_failed', { address, reason }, error);
}

// SAFETY: the name is that of one class (see `toProblem`).
const asProblem = (error: Error): ProblemError => error as ProblemError;

/** What it and its causes say: the last one has the reason. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = stringIn(error, 'details');
  const words = details ? [error.message, details] : [error.message];
  return [...words, ...(error.cause === undefined ? [] : [wordsOf(error.cause)])].join(': ');
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const own: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return own ?? ('cause' in value ? fieldOf(value.cause, name) : undefined);
}

function numberIn(value: unknown, name: string): number | undefined {
  const found = fieldOf(value, name);
  return typeof found === 'number' ? found : undefined;
}

function stringIn(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : undefined;
}
