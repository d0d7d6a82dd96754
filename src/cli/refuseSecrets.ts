import { maskDatabaseUri } from '../model/databaseUri.ts';
import { fail } from '../model/problem.ts';

// user:password@ of an address, and the query parameter that libpq understands.
const IN_AUTHORITY = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/@:]*:[^\s/@]+@/i;
const IN_QUERY = /:\/\/\S*[?&](?:ssl)?password=[^&\s]/i;

/** A database's password with characters in it that an address has another use for. */
function isPasted(token: string): boolean {
  const value = token.replace(/^--[\w-]+=/, '');
  return maskDatabaseUri(value) !== value;
}

/** `${env:VAR}` names a secret, it is none; and the colon in it divides nothing. */
const withoutVariables = (token: string): string => token.replace(/\$\{env:\w+\}/g, '');

/** Arguments are seen by every process of the machine and stay in the shell's history. The message never repeats the value. */
export function refuseSecrets(argv: readonly string[]): void {
  const holdsOne = (token: string): boolean => IN_AUTHORITY.test(token) || IN_QUERY.test(token);
  const at = argv.findIndex(token => holdsOne(withoutVariables(token)) || isPasted(token));
  if (at >= 0) throw fail('usage', 'password_in_argument', { position: at + 1 });
}
