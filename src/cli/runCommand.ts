import { nearest } from '../model/nearest.ts';
import { fail, toProblem } from '../model/problem.ts';
import { exactJson } from '../model/table/exactJson.ts';
import type { Value } from '../model/table/value.ts';
import { errorObject, errorText, exitCodeOf } from './describe.ts';
import type { Engine } from './engine.ts';
import type { Arguments } from './arguments.ts';
import { parseArguments } from './parseArguments.ts';
import { refuseSecrets } from './refuseSecrets.ts';
import { createReporter, type Level, type Reporter } from './report.ts';
import type { PlacedFault, Refusal, VerbResult } from './results.ts';
import type { Session } from './session.ts';
import { chooseTexts, type Texts } from './texts.ts';
import type { VerbSpec } from './verbSpec.ts';
import { findVerb, VERBS } from './verbTable.ts';
import type { World } from './world.ts';
import { writeHelp, writeVerbHelp } from './writeHelp.ts';

/** Where the answer goes and in which form; known before the arguments are understood, because errors need it too. */
interface Frame {
  readonly world: World;
  readonly texts: Texts;
  readonly json: boolean;
  readonly debug: boolean;
  readonly report: Reporter;
}

type LoadEngine = () => Promise<Engine>;

/** One command from its words to its exit code; every failure becomes the contract's error. */
export async function runCommand(argv: readonly string[], world: World, loadEngine: LoadEngine): Promise<number> {
  const texts = await chooseTexts(world.env);
  const frame = frameOf(argv, world, texts);
  try {
    return await dispatch(argv, frame, loadEngine);
  } catch (thrown) {
    return printError(frame, { refused: toProblem(thrown), faults: [] }, thrown);
  }
}

function frameOf(argv: readonly string[], world: World, texts: Texts): Frame {
  const words = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const after = words.indexOf('--log-level');
  const level = words.find(word => word.startsWith('--log-level='))?.slice(12) ?? (after < 0 ? '' : words[after + 1]);
  const known = (['error', 'warn', 'info', 'debug'] as const).find(one => one === level);
  const quiet = words.includes('--quiet');
  return frameWith(world, texts, { json: words.includes('--json'), level: known, quiet });
}

function frameWith(world: World, texts: Texts, o: { json: boolean; level: Level | undefined; quiet: boolean }): Frame {
  const report = createReporter(world, { level: o.level, quiet: o.quiet, texts });
  return { world, texts, json: o.json || !world.stdout.isTTY, debug: o.level === 'debug', report };
}

async function dispatch(argv: readonly string[], frame: Frame, loadEngine: LoadEngine): Promise<number> {
  const { world, texts } = frame;
  const [name = '', ...rest] = argv;
  if (name === '--help' || name === '-h') return print(world, writeHelp(texts.human));
  refuseSecrets(argv);
  const verb = findVerb(name) ?? unknownVerb(name);
  const args = parseArguments(verb, rest);
  if (args.flag('help')) return print(world, writeVerbHelp(texts.human, verb));
  if (args.flag('version')) return print(world, (await import('./version.ts')).version);
  checkNode(verb, world.nodeVersion);
  const engine = await loadEngine();
  const result = await runVerb(verb, args, { ...world, texts, engine, json: frame.json, report: frame.report });
  if (result === null) return 0;
  return 'refused' in result ? printError(frame, result) : printResult(frame, result);
}

function print(world: World, text: string): 0 {
  world.stdout.write(`${text}\n`);
  return 0;
}

function unknownVerb(name: string): never {
  if (name === '') throw fail('usage', 'verb_missing');
  if (name.startsWith('-')) throw fail('usage', 'verb_first', { option: name.replace(/=.*$/s, '') });
  const near = nearest(
    name,
    VERBS.map(verb => verb.name),
  );
  throw fail('usage', 'unknown_verb', near === undefined ? { verb: name } : { verb: name, nearest: near });
}

/** node:sqlite in the form that we use came with Node 22.16. */
function checkNode(verb: VerbSpec, version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (verb.oldNode || major > 22 || (major === 22 && minor >= 16)) return;
  throw fail('config', 'node_too_old', { version, verb: verb.name });
}

/** A verb that does not park is left at once when a signal comes: it holds nothing that could be half done. */
async function runVerb(verb: VerbSpec, args: Arguments, session: Session): Promise<VerbResult | Refusal | null> {
  const { run } = await verb.load();
  const { signal } = session;
  if (verb.parks) return run(args, session);
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(fail('transient', 'interrupted', { verb: verb.name }));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    run(args, session).then(resolve, reject);
  });
}

function printResult(frame: Frame, result: VerbResult): number {
  frame.report.settle();
  const json = !result.bare && (frame.json || result.jsonAsked === true);
  frame.world.stdout.write(`${json ? jsonOf(result) : result.text()}\n`);
  if (result.failure && json && !frame.world.stderr.isTTY) logError(frame, result.failure);
  return result.exitCode;
}

/** Verbs give nothing but what JSON can say, and integers too long for a double. */
// SAFETY: as above; a type that says so would have each verb spell out its index signatures.
const jsonOf = ({ json }: VerbResult): string => exactJson(json as Value);

function printError(frame: Frame, refusal: Refusal, thrown?: unknown): number {
  const { world, texts, report } = frame;
  const { refused, faults } = refusal;
  report.settle();
  if (frame.json) world.stdout.write(`${JSON.stringify(errorObject(texts.english, refused, faults))}\n`);
  // Both streams on one terminal would say it twice.
  if (!frame.json || (world.stderr.isTTY && !world.stdout.isTTY)) tellPerson(frame, refused, faults);
  else if (!world.stderr.isTTY) logError(frame, refused);
  if (frame.debug && thrown instanceof Error) report.log.write('debug', 'stack', { stack: stackOf(thrown) });
  return exitCodeOf(refused);
}

function tellPerson({ world, texts }: Frame, refused: Refusal['refused'], faults: readonly PlacedFault[]): void {
  world.stderr.write(`${errorText(texts.human, refused, faults)}\n`);
}

function logError({ report }: Frame, refused: Refusal['refused']): void {
  const { kind, params, file, line, uri } = refused;
  const place = { ...(file === undefined ? {} : { file, line }), ...(uri === undefined ? {} : { uri }) };
  report.log.write('error', refused.code, { ...params, kind, ...place });
}

function stackOf(thrown: Error): string {
  const cause = thrown.cause instanceof Error ? `\n${thrown.cause.stack ?? ''}` : '';
  return (thrown.stack ?? thrown.message) + cause;
}
