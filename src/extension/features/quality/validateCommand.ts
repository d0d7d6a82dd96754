import type { ValidationAnswer } from '../../../protocol/quality.ts';

/** The line that does the same in a terminal: paths are absolute, so it works in any folder. */
export function validateCommand({ path, rules }: Pick<ValidationAnswer, 'path' | 'rules'>): string {
  const named = rules === null ? [] : ['--rules-file', quoted(rules.file)];
  return ['ingestion-workshop', 'validate-data', '--input-file', quoted(path), ...named].join(' ');
}

/** For a POSIX shell; for PowerShell, too, as long as no quote is in a name. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
