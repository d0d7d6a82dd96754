import pg from 'pg';
import { fillVariables, isMasked, parsePostgresUri, type PostgresAddress } from '../../model/databaseUri.ts';
import { fail } from '../../model/problem.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a database is and who asks it; `password` is resolved. */
export type Login = Omit<PostgresAddress, 'sslMode'> & Pick<pg.PoolConfig, 'ssl'>;

const CONNECT_MS = 10_000;
/** A query that takes longer has lost its server. */
const QUERY_MS = 120_000;
/** A search beside the writers of a run's activities. */
const CONNECTIONS = 4;

/**
 * Who to log in as: the address, then libpq's own variables. A masked password is one that the record does not hold.
 * Throws config `bad_postgres_uri`, `database_variable_missing`, `database_password_masked`, `database_sslmode_unknown`.
 */
export function resolveLogin(databaseUri: string, env: Environment): Login {
  const { sslMode = env['PGSSLMODE'], ...address } = parsePostgresUri(databaseUri);
  const fill = (text: string | undefined): string | undefined => (text ? fillVariables(text, env) : undefined);
  const written = isMasked(databaseUri) ? undefined : fill(address.password);
  const password = written ?? (env['PGPASSWORD'] || undefined);
  if (password === undefined && isMasked(databaseUri)) {
    const { host, port, database } = address;
    throw fail('config', 'database_password_masked', { host, port, database });
  }
  return {
    ...address,
    host: fill(address.host) ?? address.host,
    user: fill(address.user) ?? env['PGUSER'] ?? env['USER'],
    password,
    ssl: readSslMode(sslMode),
  };
}

const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** A mode that was mistyped must not leave a connection without encryption. libpq encrypts by `require` without knowing whom it speaks to; only `verify-…` checks the certificate. */
function readSslMode(mode: string | undefined): Login['ssl'] {
  if (mode === 'require' || mode === 'no-verify') return { rejectUnauthorized: false };
  if (mode !== undefined && !SSL_MODES.includes(mode))
    throw fail('config', 'database_sslmode_unknown', { mode, modes: SSL_MODES.join(', ') });
  return mode === 'verify-ca' || mode === 'verify-full';
}

/**
 * `pg` 8.23.1, without its native part: 117 KB, 31 KB of the VSIX, 15 ms to load, in a bundle of its own that is read
 * when the first postgresql:// address is opened. `postgres` 3.4 was looked at: its queries are templates only.
 */
export function openPool(login: Login, lockTimeoutMs: number): pg.Pool {
  const pool = new pg.Pool({
    ...{ ...login, user: login.user ?? '', password: login.password ?? '' },
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    lock_timeout: lockTimeoutMs,
    application_name: 'ingestion-workshop',
    allowExitOnIdle: true,
  });
  // A server that goes away ends idle connections; the next query opens another, and says what is wrong.
  pool.on('error', () => undefined);
  return pool;
}

/** Reads one state of all tables throughout. */
export const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** All of `work` or nothing of it. */
export async function transact<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = 'BEGIN',
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (thrown) {
    await client.query('ROLLBACK').catch((error: unknown) => {
      broken = error instanceof Error ? error : new Error(String(error));
    });
    throw thrown;
  } finally {
    client.release(broken);
  }
}

export type { Pool, PoolClient } from 'pg';
