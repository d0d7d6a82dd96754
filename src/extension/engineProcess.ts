import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fail, type Problem } from '../model/problem.ts';
import { ipcChannel } from '../protocol/channel.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import { asVerbs, createPeer, type Asks, type Dropped, type Handlers, type Peer } from '../protocol/peer.ts';
import { createSignal, type Listenable } from './signal.ts';

/** How to start it; asked anew at each start, so that changed settings count. */
export interface Launch {
  /** Absolute path of the engine's entry file. */
  readonly entry: string;
  readonly env: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
}

export interface EngineProcessOptions {
  readonly launch: () => Launch;
  /** The extension's own, said in the first call. */
  readonly version: string;
  readonly handlers: Handlers<GuestVerbs>;
  /** What each new process must know before its first question. */
  readonly greet?: (ask: Asks<EngineVerbs>) => Promise<unknown>;
  /** A line that the process wrote, or what the peer left aside. */
  readonly log: (level: 'error' | 'info', line: string) => void;
}

export interface EngineProcess {
  /** Starts the process when there is none: after a crash the next call brings it back. */
  readonly ask: Asks<EngineVerbs>;
  /** It ended although nobody asked it to. */
  readonly gone: Listenable<Problem>;
  /** A new process answers. */
  readonly came: Listenable<void>;
  /** Starts it ahead of the first question, which then need not wait for it (a quarter of a second). */
  warm(): void;
  /**
   * Kills it as a power cut would: nothing is parked, nothing is written any more. Resolves with its number when it is
   * dead, and `gone` has told of it; undefined when there was none.
   */
  kill(): Promise<number | undefined>;
  /** Without starting it. */
  isRunning(): boolean;
  /** Lets it park what runs; killed when it takes more than three seconds. */
  dispose(): Promise<void>;
}

/** VS Code gives an extension about five seconds to leave. */
const PATIENCE_MS = 3000;

interface Running {
  readonly child: ChildProcess;
  readonly ready: Promise<Peer<EngineVerbs>>;
}

/** Runs the engine beside the extension host: a busy engine never blocks the editor, a crash harms nobody. */
export function createEngineProcess(options: EngineProcessOptions): EngineProcess {
  const gone = createSignal<Problem>();
  const came = createSignal<void>();
  let running: Running | null = null;
  let leaving = false;
  let pulled: ChildProcess | null = null;

  function start(): Running {
    const child = forkEngine(options.launch());
    logLines(child, options.log);
    const peer = createPeer<EngineVerbs, GuestVerbs>({
      channel: ipcChannel(child),
      handlers: options.handlers,
      onDropped: dropped => options.log('error', droppedLine(dropped)),
    });
    onEnd(child, found => {
      const problem = pulled === child ? fail('usage', 'plug_pulled', { pid: child.pid ?? 0 }).problem : found;
      peer.close(problem);
      if (running?.child === child) running = null;
      if (!leaving) gone.fire(problem);
    });
    return {
      child,
      ready: greeted(peer, options, () => leaving || came.fire()),
    };
  }

  const ask = asVerbs<Asks<EngineVerbs>>(async (verb, params) => {
    if (leaving) throw fail('system', 'engine_gone');
    running ??= start();
    const { ask: asks } = await running.ready;
    // SAFETY: `asVerbs` is asked for names of EngineVerbs only, with their own parameters.
    return (asks as Readonly<Record<string, (params: unknown) => Promise<unknown>>>)[verb]?.(params);
  });

  return {
    ask,
    gone,
    came,
    warm: () => {
      if (leaving) return;
      running ??= start();
      // Whoever asks first is told what failed.
      running.ready.catch(() => undefined);
    },
    isRunning: () => running !== null,
    kill: async () => {
      const child = running?.child;
      if (child?.pid === undefined || hasEnded(child)) return undefined;
      pulled = child;
      const dead = new Promise(resolve => child.once('exit', resolve));
      process.kill(child.pid, 'SIGKILL');
      await dead;
      return child.pid;
    },
    dispose: () => {
      leaving = true;
      return running === null ? Promise.resolve() : end(running.child);
    },
  };
}

async function greeted(
  peer: Peer<EngineVerbs>,
  { version, greet }: Pick<EngineProcessOptions, 'version' | 'greet'>,
  came: () => unknown,
): Promise<Peer<EngineVerbs>> {
  await peer.ask.hello({ version });
  await greet?.(peer.ask);
  came();
  return peer;
}

function logLines({ stderr, stdout }: ChildProcess, log: EngineProcessOptions['log']): void {
  if (stderr) createInterface({ input: stderr }).on('line', line => log('error', line));
  if (stdout) createInterface({ input: stdout }).on('line', line => log('info', line));
}

function forkEngine({ entry, env, flags }: Launch): ChildProcess {
  return fork(entry, [], {
    env: { ...env },
    execArgv: [...flags],
    execPath: process.execPath,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Once, whichever comes first: it could not be started, or it ended. */
function onEnd(child: ChildProcess, ended: (problem: Problem) => void): void {
  let over = false;
  const endOnce = (problem: Problem) => {
    if (!over) ended(problem);
    over = true;
  };
  child.once('error', ({ message }) => endOnce(fail('system', 'engine_not_started', { message }).problem));
  child.once('exit', (code, signal) => endOnce(fail('system', 'engine_gone', { exit: signal ?? code ?? 0 }).problem));
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise(resolve => {
    const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    if (child.connected) child.disconnect();
    child.kill('SIGTERM');
  });
}

const droppedLine = ({ why, problem, message }: Dropped): string =>
  `peer: ${why} ${JSON.stringify(problem ?? message)?.slice(0, 500)}`;
