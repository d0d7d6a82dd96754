import { fail } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';
import { notSupported } from './notSupported.ts';

/** `--database-uri` when it was given; only SQLite is here so far. */
export function databaseUriOf(args: Arguments): { databaseUri?: string } {
  if (!args.given('database-uri')) return {};
  const uri = args.text('database-uri') ?? '';
  if (/^postgres/i.test(uri)) throw notSupported('--database-uri postgresql');
  if (!uri.startsWith('sqlite:///'))
    throw fail('usage', 'bad_value', { option: '--database-uri', value: uri, values: 'sqlite:///…' });
  return { databaseUri: uri };
}
