import { PRACTICE_SERVERS } from './practiceServer.ts';
import { placeholder, type Words } from './texts.ts';
import { COMMON, type OptionSpec } from './options.ts';
import type { Operand, VerbSpec } from './verbSpec.ts';
import { VERBS } from './verbTable.ts';

const PROGRAM = 'ingestion-workshop';

/** `ingestion-workshop --help`: one verb a line. */
export function writeHelp(words: Words): string {
  const width = Math.max(...VERBS.map(verb => verb.name.length));
  return [
    words.say('cli.about'),
    '',
    `${words.say('cli.usage')} ${PROGRAM} <${words.say('cli.verb')}> […]`,
    '',
    ...VERBS.map(verb => `  ${verb.name.padEnd(width)}  ${summary(words, verb)}`),
    '',
    words.say('cli.more'),
  ].join('\n');
}

/** `ingestion-workshop <verb> --help`. */
export function writeVerbHelp(words: Words, verb: VerbSpec): string {
  const usage = [
    PROGRAM,
    verb.name,
    ...verb.operands.map(operand => writeOperand(words, operand)),
    `[${words.say('cli.options')}]`,
  ].join(' ');
  return [
    `${verb.name}${words.say('cli.colon')} ${summary(words, verb)}`,
    '',
    `${words.say('cli.usage')} ${usage}`,
    ...(verb.operands[0] ? [`  ${words.say(`cli.argument.${verb.operands[0].name.toLowerCase()}`)}`] : []),
    '',
    words.say('cli.options_title'),
    ...writeOptions(words, [...verb.options, ...COMMON]),
    '',
    words.say('cli.examples_title'),
    ...verb.examples.map(example => `  ${PROGRAM} ${example}`),
    ...writeNote(words, verb),
    '',
    words.say(verb.parks ? 'cli.exit_codes_parks' : 'cli.exit_codes'),
  ].join('\n');
}

/** What a verb's users must know beside its options. */
function writeNote(words: Words, { name }: VerbSpec): string[] {
  const key = `cli.note.${name}`;
  if (!words.has(key)) return [];
  const { url = '', faults = [] } = PRACTICE_SERVERS[name] ?? {};
  return ['', words.say(key, { url, token: 'TOKEN', faults: faults.join(', ') })];
}

const summary = (words: Words, verb: VerbSpec): string => words.say(`cli.verb.${verb.name}`);

function writeOperand(words: Words, operand: Operand): string {
  const own = placeholder(words, operand.name);
  const name = operand.many ? `${own}…` : own;
  return operand.required ? name : `[${name}]`;
}

function writeOptions(words: Words, options: readonly OptionSpec[]): string[] {
  const heads = options.map(({ name, value }) =>
    value === undefined ? `--${name}` : `--${name} ${placeholder(words, value)}`,
  );
  const width = Math.max(...heads.map(head => head.length));
  return options.map((spec, at) => `  ${(heads[at] ?? '').padEnd(width)}  ${describeOption(words, spec)}`);
}

function describeOption(words: Words, spec: OptionSpec): string {
  const parts = [words.say(`cli.option.${spec.help ?? spec.name}`)];
  if (spec.values) parts.push(`(${spec.values.join(', ')})`);
  if (spec.many) parts.push(words.say('cli.repeatable'));
  if (spec.fallback !== undefined) parts.push(words.say('cli.default', { value: spec.fallback }));
  return parts.join(' ');
}
