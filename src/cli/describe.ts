import type { Params, Problem } from '../model/problem.ts';
import type { PlacedFault, VerbResult } from './results.ts';
import type { Words } from './texts.ts';

/** One sentence for a person: what happened, where, who must act. */
export const sentence = (words: Words, { code, params }: { code: string; params: Params }): string =>
  words.say(`error.${code}`, params);

/** Why a Source ended; one that was skipped without fault has words of its own. */
export function reasonSentence(words: Words, uri: string, { code, params }: { code: string; params: Params }): string {
  const key = `skipped.${code}`;
  return words.has(key) ? words.say(key, { uri, ...params }) : sentence(words, { code, params: { uri, ...params } });
}

type Told = Pick<PlacedFault, 'code' | 'params' | 'hint'>;

/** What to do next: the problem's own hint, a near name, or what the catalogue knows of the code. */
export function hint(words: Words, { code, params, hint: own }: Told): string | undefined {
  if (own) return words.say(`hint.${own.code}`, own.params);
  if (params['nearest'] !== undefined) return words.say('hint.did_you_mean', params);
  return words.has(`hint.${code}`) ? words.say(`hint.${code}`, params) : undefined;
}

/** The contract's error object. */
export function errorObject(
  words: Words,
  problem: Problem,
  faults: readonly PlacedFault[] = [],
): VerbResult['json'] & { status: 'error' } {
  const { kind, code, params, file, line, column, uri } = problem;
  const place = { file, line, column, uri };
  const problems = faults.length === 0 ? undefined : faults.map(fault => faultObject(words, fault));
  return {
    status: 'error',
    error: sentence(words, problem),
    error_detail: defined({ kind, code, ...place, hint: hint(words, faults[0] ?? problem), params, problems }),
  };
}

export function faultObject(words: Words, fault: PlacedFault): Record<string, unknown> {
  const { code, line, column, params } = fault;
  return defined({ code, message: sentence(words, fault), line, column, hint: hint(words, fault), params });
}

/** The same for a terminal: `file:line:column: sentence`, then what to do. */
export function errorText(words: Words, problem: Problem, faults: readonly PlacedFault[] = []): string {
  const first = `${words.say('cli.error')} ${placed(problem, sentence(words, problem))}`;
  const rest = faults.slice(1).map(fault => `  ${placed({ ...fault, file: problem.file }, sentence(words, fault))}`);
  const next = hint(words, faults[0] ?? problem);
  return [first, ...rest, ...(next === undefined ? [] : [`  ${next}`])].join('\n');
}

function placed(place: { file?: string | undefined; line?: number; column?: number }, text: string): string {
  const where = [place.file, place.line, place.column].filter(part => part !== undefined).join(':');
  return where === '' ? text : `${where}: ${text}`;
}

/** A person must act on these too, but what failed is a file or the machine, not how we were called. */
const OF_THE_WORLD = [
  'disk_full',
  'index_corrupt',
  'index_foreign',
  'index_unwritable',
  'journal_not_written',
  'port_in_use',
  'port_refused',
];

/** 2: a person must change the call, the settings or the input; 1: the data or the world failed. */
export function exitCodeOf({ kind, code }: Problem): 1 | 2 {
  return (kind === 'usage' || kind === 'config') && !OF_THE_WORLD.includes(code) ? 2 : 1;
}

function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
