import { fail } from './problem.ts';

/** A PostgreSQL address in its parts. `${env:NAME}` is still in them; what was percent-encoded is decoded. */
export interface PostgresAddress {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** libpq's `sslmode`. */
  readonly sslMode: string | undefined;
}

/** SQLAlchemy names its driver (`postgresql+psycopg://`); `postgres://` is the older spelling. */
const POSTGRES = /^postgres(?:ql)?(?:\+\w+)?:\/\//i;
/** As RFC 3986 has it: nothing in the user's part that must be percent-encoded. */
const STRICT = /^(?:([^/?#]*)@)?(\[[^\]]*\]|[^/?#@:]*)(?::(\d*))?(?:\/([^?#@]*))?(?:\?([^#]*))?$/;
/** A password as people paste it, with `/`, `?`, `#` or `@` in it: the last `@` ends it. */
const PASTED = /^(.*)@(\[[^\]]*\]|[^/?#@:]*)(?::(\d*))?(?:\/([^?#@]*))?(?:\?([^#@]*))?$/s;
/** A name may itself be `${env:NAME}`: its colon divides nothing. */
const USER = /^((?:\$\{env:\w+\}|[^:])*)(?::(.*))?$/s;
const IN_QUERY = /([?&]password=)([^&#]*)/i;
const REFERENCE = /\$\{env:([A-Za-z_]\w*)\}/g;
/** What stands for a password in journals, logs and messages. */
const MASK = '***';

export const isPostgres = (databaseUri: string): boolean => POSTGRES.test(databaseUri);

/** Throws config `bad_postgres_uri`, which never repeats the address: a password may be in it. */
export function parsePostgresUri(databaseUri: string): PostgresAddress {
  const { userInfo, host, port, path, query } = cut(databaseUri);
  const [, user = '', password] = USER.exec(userInfo) ?? [];
  const asked = new Map((query === '' ? [] : query.split('&')).map(pair => split(pair)));
  const name = decode(user) || asked.get('user');
  return {
    host: decode(host).replace(/^\[(.*)\]$/, '$1') || asked.get('host') || 'localhost',
    port: readPort(port || asked.get('port') || '5432'),
    database: decode(path) || asked.get('dbname') || name || 'postgres',
    user: name,
    password: (password === undefined ? asked.get('password') : decode(password)) || undefined,
    sslMode: asked.get('sslmode'),
  };
}

/** The same place, whoever logs in and by whatever driver. What cannot be read is equal to itself only. */
export function sameDatabase(one: string, other: string): boolean {
  if (!isPostgres(one) || !isPostgres(other)) return one === other;
  const [a, b] = [tryParse(one), tryParse(other)];
  if (a === undefined || b === undefined) return one === other;
  return a.host.toLowerCase() === b.host.toLowerCase() && a.port === b.port && a.database === b.database;
}

function tryParse(databaseUri: string): PostgresAddress | undefined {
  try {
    return parsePostgresUri(databaseUri);
  } catch {
    return undefined;
  }
}

/** The same address without its secret; one that names a variable holds none. */
export function maskDatabaseUri(databaseUri: string): string {
  if (!isPostgres(databaseUri)) return databaseUri;
  const parts = tryCut(databaseUri);
  const scheme = POSTGRES.exec(databaseUri)?.[0] ?? '';
  if (parts === undefined) return `${scheme}${MASK}`;
  const [, user = '', password = ''] = USER.exec(parts.userInfo) ?? [];
  const query = databaseUri.replace(IN_QUERY, (_, name: string, value: string) => name + maskValue(value));
  if (password === '') return query;
  return `${scheme}${user}:${maskValue(password)}@${query.slice(scheme.length + parts.userInfo.length + 1)}`;
}

/** Whether its password stands in the record as `***`: it must come from somewhere else. */
export const isMasked = (databaseUri: string): boolean => isPostgres(databaseUri) && hasMask(databaseUri);

/** `${env:NAME}` → what the variable holds, as it stands. Throws config `database_variable_missing`. */
export function fillVariables(text: string, env: Readonly<Record<string, string | undefined>>): string {
  return text.replace(REFERENCE, (_, variable: string) => {
    const value = env[variable];
    if (value === undefined || value === '') throw fail('config', 'database_variable_missing', { variable });
    return value;
  });
}

/** One that no machine has would be waited for in vain. */
function readPort(written: string): number {
  const port = Number(written);
  if (!/^\d+$/.test(written) || port < 1 || port > 65_535) throw fail('config', 'bad_postgres_uri');
  return port;
}

interface UriParts {
  readonly userInfo: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

function cut(databaseUri: string): UriParts {
  const parts = tryCut(databaseUri);
  if (parts === undefined) throw fail('config', 'bad_postgres_uri');
  return parts;
}

function tryCut(databaseUri: string): UriParts | undefined {
  const rest = databaseUri.replace(POSTGRES, '');
  const [matched, userInfo = '', host = '', port = '', path = '', query = ''] =
    STRICT.exec(rest) ?? PASTED.exec(rest) ?? [];
  return matched === undefined ? undefined : { userInfo, host, port, path, query };
}

const isReference = (value: string): boolean => /^\$\{env:[A-Za-z_]\w*\}$/.test(value);
const maskValue = (value: string): string => (value === '' || isReference(value) ? value : MASK);

function hasMask(databaseUri: string): boolean {
  const parts = tryCut(databaseUri);
  const password = USER.exec(parts?.userInfo ?? '')?.[2];
  return password === MASK || IN_QUERY.exec(databaseUri)?.[2] === MASK;
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair.toLowerCase(), ''] : [pair.slice(0, at).toLowerCase(), decode(pair.slice(at + 1))];
}

/** A stray `%` of a pasted password stays what it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
