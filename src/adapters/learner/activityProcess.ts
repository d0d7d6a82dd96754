// The entry of a process that runs one activity of a learner's. It knows the engine by its messages only.
import { readFileSync } from 'node:fs';
import * as inspector from 'node:inspector';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import type { ActivityAnswer, FromActivity, ToActivity } from './messages.ts';

type Start = Extract<ToActivity, { kind: 'start' }>;

/** Kept before the learner's code comes: what it does to `process` is its own affair. */
const send = process.send?.bind(process);
const exit = process.exit.bind(process);
const print = process.stdout.write.bind(process.stdout);
const complain = process.stderr.write.bind(process.stderr);

const tell = (message: FromActivity, then?: () => void): void =>
  void send?.(message, undefined, undefined, () => then?.());

/** The last word, after all that was printed: once it is written the process ends, whatever timers the code has left. */
const answer = (message: ActivityAnswer): void =>
  void print('', () => complain('', () => tell(message, () => exit(0))));

const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
const stopping = new AbortController();
let calls = 0;
/** To a debugger's console, where one is: what the code prints is there by itself. */
let said = (..._words: unknown[]): void => undefined;

/** What `context` threw because the engine refused: it is known again when the activity lets it through. */
class RefusedCall extends Error {
  override readonly name = 'IngestionError';
  readonly code: string;
  readonly params: object;
  readonly id: number;
  constructor({ code, params, id }: Extract<ToActivity, { kind: 'refusal' }>) {
    super(`${code} ${JSON.stringify(params)}`);
    this.code = code;
    this.params = params;
    this.id = id;
  }
}

class Skip extends Error {
  override readonly name = 'Skip';
}

process.on('message', (message: ToActivity) => {
  if (message.kind === 'start') void run(message).then(answer);
  else if (message.kind === 'stop') stopping.abort();
  else if (message.kind === 'answer') settle(message.id)?.resolve(message.value);
  else settle(message.id)?.reject(new RefusedCall(message));
});
// Nobody waits for the answer any more.
process.on('disconnect', () => exit(0));

function settle(id: number) {
  const call = waiting.get(id);
  waiting.delete(id);
  served -= 1;
  serveNext();
  return call;
}

/**
 * What the engine has stripped is read as JavaScript, whatever it is called. A file that is debugged where it lies is
 * stripped here: a module, whatever a package.json above it says of others.
 */
function takeStripped(whereItLies: boolean): void {
  const hooks = 'registerHooks' in nodeModule ? nodeModule.registerHooks : undefined;
  hooks?.({
    load(url, context, next) {
      const text = url.startsWith('file:') && /\.m?ts$/.test(url) ? readFileSync(fileURLToPath(url), 'utf8') : '';
      const source = text.endsWith('// types are stripped\n') ? text : whereItLies ? stripped(text) : '';
      return source === '' ? next(url, context) : { format: 'module', source, shortCircuit: true };
    },
  });
}

/** Empty where Node refuses the text: it then says why, and where, by itself. */
function stripped(text: string): string {
  try {
    return 'stripTypeScriptTypes' in nodeModule ? nodeModule.stripTypeScriptTypes(text) : '';
  } catch {
    return '';
  }
}

async function run({ entry, args, methods, waitForDebugger, mostBytes }: Start): Promise<ActivityAnswer> {
  takeStripped(waitForDebugger);
  closeDoors();
  most = mostBytes;
  if (waitForDebugger) {
    inspector.waitForDebugger();
    said = (...words) => inspector.console.log(...words);
  }
  const module = await import(entry).then(
    (loaded: { default?: unknown }) => ({ loaded }),
    (thrown: unknown) => ({ thrown }),
  );
  if ('thrown' in module) return isOfSyntax(module.thrown) ? notCompiled(module.thrown) : failure(module.thrown);
  const activity = module.loaded.default;
  if (typeof activity !== 'function') return { kind: 'no_function', found: typeof activity };
  if (args === null) return { kind: 'returned', json: undefined };
  try {
    return returned(await activity(contextOf(methods), ...args));
  } catch (thrown) {
    return failure(thrown);
  }
}

/** Of a Source: far more than its metadata need, and the journal keeps it. */
const LONGEST_JSON = 1_000_000;

/** A circle, a BigInt: nothing threw at a line of theirs, unless it was a getter. */
function returned(value: unknown): ActivityAnswer {
  try {
    // Undefined is no text of JSON.
    const json: string | undefined = JSON.stringify(value);
    const length = json?.length ?? 0;
    return length > LONGEST_JSON ? { kind: 'too_much', length, most: LONGEST_JSON } : { kind: 'returned', json };
  } catch (thrown) {
    return { kind: 'no_json', ...asError(thrown) };
  }
}

/** `store.add` becomes `context.store.add`. */
function contextOf(methods: readonly string[]): object {
  const context: Record<string, unknown> = {
    signal: stopping.signal,
    log(...words: unknown[]) {
      said(...words);
      // Not as a message: those of a loop pile up beside the memory that has a limit.
      print(`${words.map(text => String(text)).join(' ')}\n`);
    },
    skip(reason: unknown) {
      throw new Skip(String(reason ?? ''));
    },
  };
  for (const method of methods) {
    const [first = '', second] = method.split('.');
    if (second === undefined) context[first] = (...args: unknown[]) => call(method, args);
    else context[first] = { ...groupOf(context[first]), [second]: (...args: unknown[]) => call(method, args) };
  }
  return context;
}

const groupOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** Served at once; the next ones wait here, in a memory that has a limit. */
const MOST_CALLS = 4;
const queue: FromActivity[] = [];
let served = 0;
let most = 0;

function call(method: string, args: readonly unknown[]): Promise<unknown> {
  const id = ++calls;
  const at = new Error();
  return new Promise<unknown>((resolve, reject) => {
    const bytes = serialize(args).byteLength;
    waiting.set(id, {
      resolve,
      // The line that asked says more than the one where the answer came.
      reject(error) {
        if (error instanceof Error) error.stack = at.stack ?? '';
        reject(error);
      },
    });
    queue.push({ kind: 'call', id, method, ...(bytes > most ? { args: [], bytes } : { args }) });
    serveNext();
  });
}

function serveNext(): void {
  while (served < MOST_CALLS) {
    const next = queue.shift();
    if (next === undefined) return;
    served += 1;
    tell(next);
  }
}

const isOfSyntax = (thrown: unknown): boolean => thrown instanceof SyntaxError;

function notCompiled(thrown: unknown): ActivityAnswer {
  const { message, stack } = asError(thrown);
  return { kind: 'not_compiled', message, stack };
}

function failure(thrown: unknown): ActivityAnswer {
  if (thrown instanceof Skip) return { kind: 'skipped', reason: short(thrown.message) };
  if (!isError(thrown))
    return { kind: 'no_error', message: short(inspect(thrown, { depth: 1, breakLength: Infinity })) };
  const { message, stack } = asError(thrown);
  if (thrown instanceof RefusedCall) return { kind: 'refused', id: thrown.id, stack };
  const code = fieldOf(thrown, 'code');
  if (code !== 'ERR_ACCESS_DENIED') return { kind: 'threw', message, stack };
  return {
    kind: 'not_allowed',
    permission: fieldOf(thrown, 'permission'),
    resource: fieldOf(thrown, 'resource'),
    stack,
  };
}

const isError = (thrown: unknown): thrown is Error => thrown instanceof Error;

/** Nobody reads more, and the engine is not to keep it. */
const short = (text: string): string => text.slice(0, 2_000);

/** Begins with the message, ends with the frames. */
const shortStack = (stack: string): string =>
  stack.length > 20_000 ? `${stack.slice(0, 10_000)}\n${stack.slice(-10_000)}` : stack;

/** `stack` is theirs: it may be anything. */
function asError(thrown: unknown): { readonly message: string; readonly stack: string } {
  if (isError(thrown))
    return { message: short(`${thrown.name}: ${thrown.message}`), stack: shortStack(String(thrown.stack)) };
  return { message: short(String(thrown)), stack: '' };
}

function fieldOf(thrown: unknown, name: string): string {
  const fields: object = typeof thrown === 'object' && thrown !== null ? thrown : {};
  return name in fields ? String(Reflect.get(fields, name)) : '';
}

/** Node's permission model knows files, processes and threads; the network and the process itself are closed here. */
function closeDoors(): void {
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
    Reflect.set(globalThis, name, () => {
      throw Object.assign(new Error(name), { code: 'ERR_ACCESS_DENIED', permission: 'Network', resource: name });
    });
  const leave = (code: unknown) => answer({ kind: 'exiting', code: String(code ?? 0), stack: new Error().stack ?? '' });
  const never = (code?: unknown): never => {
    leave(code);
    // The line after it must not run, and the answer must be written before the process ends.
    throw new Skip('exit');
  };
  const kill = (_pid: unknown, signal: unknown) => never(signal ?? 'SIGTERM');
  // Not `reallyExit`: our own end goes through it.
  Object.assign(process, { exit: never, abort: never, kill, send: undefined });
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  process.on('uncaughtException', thrown => answer(failure(thrown)));
}

tell({
  kind: 'ready',
  guarded: 'permission' in process && process.permission !== undefined,
  typescript: typeof Reflect.get(process.features, 'typescript') === 'string',
  version: process.version,
});
