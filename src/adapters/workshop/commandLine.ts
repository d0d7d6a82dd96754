import { spawn, type ChildProcess } from 'node:child_process';
import type { CommandAnswer, CommandLine } from '../../engine/workshop/workshopPorts.ts';
import { fail } from '../../model/problem.ts';
import { createUnplug } from './unplug.ts';

export interface CommandLinePlace {
  /** The current folder, absolute. */
  readonly folder: string;
  /** `dist/cli.js`, absolute. */
  readonly cli: string;
  readonly deadlineMs?: number;
  /** Beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Of all that we ship the longest takes some seconds; a server that a workshop starts by mistake never ends. */
const DEADLINE_MS = 300_000;

/**
 * The product's command line, a process for each call. Throws usage `command_too_slow`, system `command_not_started`;
 * the signal's reason when it is aborted: the process is asked to end, as Ctrl+C does.
 */
export const createCommandLine = (place: CommandLinePlace): CommandLine => ({
  async run(args, signal, unplugAfter = null) {
    const unplug = unplugAfter === null ? undefined : await createUnplug(place.folder, unplugAfter);
    return runCommand(place, args, { signal, ...(unplug && { unplug }) });
  },
});

interface Handling {
  readonly signal: AbortSignal;
  readonly unplug?: (child: ChildProcess) => Promise<void>;
}

async function runCommand(
  { folder, cli, deadlineMs = DEADLINE_MS, env }: CommandLinePlace,
  args: readonly string[],
  { signal, unplug }: Handling,
): Promise<CommandAnswer> {
  signal.throwIfAborted();
  const deadline = AbortSignal.timeout(deadlineMs);
  // VS Code's own runtime is Node when it is told so.
  const runtime = process.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { ...process.env, ...runtime, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    signal: AbortSignal.any([signal, deadline]),
    windowsHide: true,
  });
  void unplug?.(child);
  const said: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => void said.push(part));
  const command = `ingestion-workshop ${args.join(' ')}`;
  const exit = await new Promise<number>((resolve, reject) => {
    let stopped: unknown;
    child.on('error', error => {
      if (error.name !== 'AbortError') return reject(fail('system', 'command_not_started', { command, reason: error.message }));
      stopped = signal.aborted ? signal.reason : fail('usage', 'command_too_slow', { command, seconds: Math.round(deadlineMs / 1000) });
    });
    child.on('close', code => (stopped === undefined ? resolve(code ?? 1) : reject(stopped)));
  });
  return { exit, result: parse(Buffer.concat(said).toString('utf8')) };
}

function parse(text: string): CommandAnswer['result'] {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null; // A diagram, a bare Markdown: it prints no JSON.
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
