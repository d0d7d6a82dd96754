import type { Params, Problem, Reason } from '../model/problem.ts';
import type { PlacedFault } from './results.ts';
import { placeholder, type Words } from './texts.ts';

/** One sentence for a person: what happened, where, who must act. */
export const sentence = (words: Words, { code, params }: Reason): string =>
  words.say(`error.${code}`, NAMING_PLACEHOLDERS.includes(code) ? inOwnWords(words, params) : params);

/** These name what `--help` shows as a placeholder. */
const NAMING_PLACEHOLDERS = ['argument_missing', 'option_needs_value'];

function inOwnWords(words: Words, params: Params): Params {
  const own = Object.entries(params).map(([name, value]) => [name, placeholder(words, String(value))] as const);
  return Object.fromEntries(own);
}

/** What the engine has tried again by itself before it gave up. */
const TRIED_AGAIN = [
  'body_cut',
  'connection_failed',
  'heartbeat_timeout',
  'host_not_found',
  'http_unavailable',
  'index_locked',
  'openai_busy',
  'openai_unreachable',
  'timeout',
];

/** Why a Source ended, and how often it was tried. */
export function reasonSentence(words: Words, uri: string, { code, params }: Reason, attempts = 1): string {
  const reason = sentence(words, { code, params: { uri, ...params } });
  const tried = attempts > 1 && TRIED_AGAIN.includes(code);
  return (tried ? words.say('cli.tried', { count: attempts, reason }) : reason) + practiceHint(words, { code, params });
}

/** A server of this machine that does not run is most often the practice site, forgotten. */
function practiceHint(words: Words, { code, params }: Reason): string {
  const [, port] = /^(?:127\.0\.0\.1|localhost|\[::1\]):(\d+)$/.exec(String(params['host'])) ?? [];
  const refused = code === 'connection_failed' && params['reason'] === 'ECONNREFUSED';
  return refused && port !== undefined ? ` ${words.say('hint.practice_site_stopped', { port })}` : '';
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
): { readonly status: 'error'; readonly [field: string]: unknown } {
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

/** `file:line:column: text` */
export function placed(place: { file?: string | undefined; line?: number; column?: number }, text: string): string {
  const where = [place.file, place.line, place.column].filter(part => part !== undefined).join(':');
  return where === '' ? text : `${where}: ${text}`;
}

/** A person must act on these too, but what failed is a file or the machine, not how we were called. */
const OF_THE_WORLD = [
  'artifact_not_written',
  'disk_failed',
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
