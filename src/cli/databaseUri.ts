import { isPostgres, parsePostgresUri } from '../model/databaseUri.ts';
import { fail } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';

/** `--database-uri` when it was given. A password in it has been refused before: see refuseSecrets.ts. */
export function databaseUriOf(args: Arguments): { databaseUri?: string } {
  if (!args.given('database-uri')) return {};
  const uri = args.text('database-uri') ?? '';
  if (isPostgres(uri)) parsePostgresUri(uri);
  else if (!uri.startsWith('sqlite:///'))
    throw fail('usage', 'bad_value', {
      option: '--database-uri',
      value: shown(uri),
      values: 'sqlite:///…, postgresql://…',
    });
  return { databaseUri: uri };
}

/** What is no address of ours may be one of libpq's, with a password in it. */
const shown = (uri: string): string => `${/^[a-z][a-z0-9+.-]*:(?:\/\/)?/i.exec(uri)?.[0] ?? ''}…`;
