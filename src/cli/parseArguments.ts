import { nearest } from '../model/nearest.ts';
import { fail, type Params } from '../model/problem.ts';
import type { Arguments } from './arguments.ts';
import { COMMON, type OptionSpec } from './options.ts';
import { notSupported } from './notSupported.ts';
import type { VerbSpec } from './verbSpec.ts';

/** Strict: everything unknown, doubled, missing or malformed is refused by name (usage). */
export function parseArguments(verb: VerbSpec, argv: readonly string[]): Arguments {
  const specs = new Map([...verb.options, ...COMMON].map(spec => [spec.name, spec]));
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const token = argv[at] ?? '';
    if (token === '--') {
      operands.push(...argv.slice(at + 1));
      break;
    }
    if (token === '-' || !token.startsWith('-')) {
      operands.push(token);
      continue;
    }
    const [written, inline] = splitToken(token);
    const spec = specs.get(written) ?? unknownOption(verb, token, [...specs.keys()]);
    const value = spec.value === undefined ? noValue(spec, inline) : (inline ?? argv[++at]);
    keep(given, spec, checkValue(spec, value, inline !== undefined));
  }
  const parsed = argumentsOf(specs, given, operands);
  if (!parsed.flag('help') && !parsed.flag('version')) checkOperands(verb, parsed);
  return parsed;
}

/** `--name=value` → name and value; `-h` is the one short option. */
function splitToken(token: string): [string, string | undefined] {
  if (token === '-h') return ['help', undefined];
  if (!token.startsWith('--')) return [token, undefined];
  const equals = token.indexOf('=');
  return equals < 0 ? [token.slice(2), undefined] : [token.slice(2, equals), token.slice(equals + 1)];
}

function unknownOption(verb: VerbSpec, token: string, names: readonly string[]): never {
  const name = token.replace(/^-+/, '').replace(/=.*$/s, '');
  if (token.startsWith('--') && verb.later?.includes(name)) throw notSupported(`--${name}`);
  const near = nearest(name, names);
  const params: Params = { option: token.replace(/=.*$/s, ''), verb: verb.name };
  throw fail('usage', 'unknown_option', near === undefined ? params : { ...params, nearest: `--${near}` });
}

function noValue(spec: OptionSpec, inline: string | undefined): string {
  if (inline !== undefined) throw fail('usage', 'option_takes_no_value', { option: `--${spec.name}` });
  return '';
}

function checkValue(spec: OptionSpec, value: string | undefined, inline: boolean): string {
  const option = `--${spec.name}`;
  if (spec.value === undefined) return '';
  // `--source --json`: the value was forgotten. A value that does begin so is written `--source=--json`.
  if (value === undefined || value === '' || (!inline && /^--?[a-z]/i.test(value)))
    throw fail('usage', 'option_needs_value', { option, value: spec.value });
  const meant = spec.read?.(value) ?? value;
  if (spec.values && !spec.values.includes(meant)) refuseValue(spec.values, option, value);
  if (spec.number) checkNumber(spec.number, option, value);
  return meant;
}

function refuseValue(values: readonly string[], option: string, value: string): never {
  const params: Params = { option, value, values: values.join(', ') };
  const near = nearest(value, values);
  throw fail('usage', 'bad_value', near === undefined ? params : { ...params, nearest: near });
}

function checkNumber(range: NonNullable<OptionSpec['number']>, option: string, value: string): void {
  const number = Number(value);
  const written = range.whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
  const { min, max } = range;
  if (written.test(value) && number >= min && number <= (max ?? Number.MAX_SAFE_INTEGER)) return;
  throw fail('usage', 'bad_number', { option, value, range: max === undefined ? `≥ ${min}` : `${min}–${max}` });
}

function keep(given: Map<string, string[]>, spec: OptionSpec, value: string): void {
  const values = given.get(spec.name);
  if (values && !spec.many) throw fail('usage', 'option_repeated', { option: `--${spec.name}` });
  if (values) values.push(value);
  else given.set(spec.name, [value]);
}

function checkOperands(verb: VerbSpec, { operands, given }: Arguments): void {
  const last = verb.operands.at(-1);
  const missing = verb.operands.find(({ required, unless = '' }, at) => required && !operands[at] && !given(unless));
  if (missing) throw fail('usage', 'argument_missing', { argument: missing.name, verb: verb.name });
  const extra = last?.many ? undefined : operands[verb.operands.length];
  if (extra !== undefined) throw fail('usage', 'too_many_arguments', { argument: extra, verb: verb.name });
}

function argumentsOf(
  specs: ReadonlyMap<string, OptionSpec>,
  given: ReadonlyMap<string, readonly string[]>,
  operands: readonly string[],
): Arguments {
  const text = (name: string): string | undefined => given.get(name)?.[0] ?? specs.get(name)?.fallback;
  return {
    operands,
    flag: name => given.has(name),
    text,
    number: name => {
      const value = text(name);
      return value === undefined ? undefined : Number(value);
    },
    all: name => given.get(name) ?? [],
    given: name => given.has(name),
  };
}
