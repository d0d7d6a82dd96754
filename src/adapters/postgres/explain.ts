import { fail, ProblemError, type Params } from '../../model/problem.ts';
import type { Login } from './connection.ts';

/** Of the network, before the server could answer. */
const UNREACHABLE = /^(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EAI_AGAIN|ENOENT)$/;
/** `pg` gives these no code. */
const LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered)/;

type Explain = (params: Params, thrown: Error) => ProblemError;

const config =
  (code: string): Explain =>
  (params, thrown) =>
    fail('config', code, params, thrown);
const failed: Explain = (params, thrown) =>
  fail('system', 'database_failed', { ...params, reason: thrown.message }, thrown);
const transient =
  (code: string): Explain =>
  (params, thrown) =>
    fail('transient', code, { ...params, reason: reasonOf(thrown) }, thrown);

/** SQLSTATE (PostgreSQL's manual, appendix A), or its class, → who must act. */
const BY_STATE: Readonly<Record<string, Explain>> = {
  '28P01': config('database_login_refused'),
  '28000': config('database_login_refused'),
  '3D000': config('database_missing'),
  '42501': config('database_permission'),
  '42703': config('database_other_layout'),
  '42883': config('database_other_layout'), // json where we have jsonb: no such operator.
  '42804': config('database_other_layout'),
  '25006': config('database_read_only'),
  '55P03': (params, thrown) => fail('transient', 'database_locked', params, thrown),
  '53100': (params, thrown) => fail('config', 'disk_full', { path: `${params['host']}:${params['port']}` }, thrown),
  // The type "vector" is in no schema that this role looks into.
  '42704': config('pgvector_disabled'),
  '08': transient('database_unreachable'),
  '40': transient('database_unreachable'),
  '53': transient('database_unreachable'),
  '57': transient('database_unreachable'),
  // The server's own disk, files or code.
  '58': failed,
  XX: failed,
};

/** What `pg` throws, as a Problem that says who must act; no password is ever in it. */
export function explainPostgres(login: Login, thrown: unknown): unknown {
  if (thrown instanceof ProblemError || !(thrown instanceof Error)) return thrown;
  const { host, port, database, user = '' } = login;
  const params = { host, port, database, user };
  const code = codeOf(thrown);
  if (code === 'ENOTFOUND') return fail('config', 'database_host_unknown', params, thrown);
  if (UNREACHABLE.test(code) || LOST.test(thrown.message)) return transient('database_unreachable')(params, thrown);
  // The server asked for a password and there was none.
  if (/password must be a (?:non-empty )?string/.test(thrown.message))
    return fail('config', 'database_password_missing', params, thrown);
  if (/does not support SSL/.test(thrown.message)) return fail('config', 'database_no_ssl', params, thrown);
  return (BY_STATE[code] ?? BY_STATE[code.slice(0, 2)])?.(params, thrown) ?? thrown;
}

export const isTableMissing = (thrown: unknown): boolean => thrown instanceof Error && codeOf(thrown) === '42P01';

/** Both addresses of a name refused: Node gives one error with several inside. */
function codeOf(thrown: Error): string {
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  const [first] = thrown instanceof AggregateError ? thrown.errors : [];
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}

/** What the server says in words; the system's code, such as ECONNREFUSED, where nobody answered. */
const reasonOf = (thrown: Error): string =>
  /^[0-9A-Z]{5}$/.test(codeOf(thrown)) && 'severity' in thrown ? thrown.message : codeOf(thrown) || thrown.message;
