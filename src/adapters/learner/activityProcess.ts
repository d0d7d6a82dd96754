// The entry of a process that runs one activity of a learner's. It knows the engine by its messages only.
import { readFileSync } from 'node:fs';
import * as inspector from 'node:inspector';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ActivityAnswer, FromActivity, ToActivity } from './messages.ts';

type Start = Extract<ToActivity, { kind: 'start' }>;

/** Kept before the learner's code comes: what it does to `process` is its own affair. */
const send = process.send?.bind(process);
const exit = process.exit.bind(process);

const tell = (message: FromActivity, then?: () => void): void =>
  void send?.(message, undefined, undefined, () => then?.());

/** The last word, after all that was printed: once it is written the process ends, whatever timers the code has left. */
const answer = (message: ActivityAnswer): void =>
  void process.stdout.write('', () => process.stderr.write('', () => tell(message, () => exit(0))));

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

async function run({ entry, args, methods, waitForDebugger }: Start): Promise<ActivityAnswer> {
  takeStripped(waitForDebugger);
  closeDoors();
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
    return { kind: 'returned', json: JSON.stringify(await activity(contextOf(methods), ...args)) };
  } catch (thrown) {
    return failure(thrown);
  }
}

/** `store.add` becomes `context.store.add`. */
function contextOf(methods: readonly string[]): object {
  const context: Record<string, unknown> = {
    signal: stopping.signal,
    log(...words: unknown[]) {
      said(...words);
      tell({ kind: 'line', text: words.map(text => String(text)).join(' ') });
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

function call(method: string, args: readonly unknown[]): Promise<unknown> {
  const id = ++calls;
  const at = new Error();
  return new Promise((resolve, reject) => {
    waiting.set(id, {
      resolve,
      // The line that asked says more than the one where the answer came.
      reject(error) {
        if (error instanceof Error) error.stack = at.stack ?? '';
        reject(error);
      },
    });
    tell({ kind: 'call', id, method, args });
  });
}

const isOfSyntax = (thrown: unknown): boolean => thrown instanceof SyntaxError;

function notCompiled(thrown: unknown): ActivityAnswer {
  const { message, stack } = asError(thrown);
  return { kind: 'not_compiled', message, stack };
}

function failure(thrown: unknown): ActivityAnswer {
  if (thrown instanceof Skip) return { kind: 'skipped', reason: thrown.message };
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

function asError(thrown: unknown): { readonly message: string; readonly stack: string } {
  if (thrown instanceof Error) return { message: `${thrown.name}: ${thrown.message}`, stack: thrown.stack ?? '' };
  return { message: String(thrown), stack: '' };
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
  Object.assign(process, { exit: never, reallyExit: never, abort: never, kill: never, send: undefined });
  Reflect.deleteProperty(process.env, 'ELECTRON_RUN_AS_NODE');
  process.on('uncaughtException', thrown => answer(failure(thrown)));
}

tell({
  kind: 'ready',
  guarded: 'permission' in process && process.permission !== undefined,
  typescript: typeof Reflect.get(process.features, 'typescript') === 'string',
  version: process.version,
});
