import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface RunningProgram {
  /** Its first line on stdout: JSON. */
  readonly line: Readonly<Record<string, unknown>>;
  readonly pid: number;
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number | null>;
  /** Closes its stdin, as the end of its parent does. */
  letGo(): Promise<number | null>;
}

interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Starts a program that says in a line of JSON that it is ready, and that ends when its stdin does. */
export async function startProgram({ command, args, env, cwd }: Start): Promise<RunningProgram> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env }, cwd });
  let said = '';
  child.stderr.on('data', text => (said = `${said}${text}`.slice(-4000)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended]);
  if (typeof first !== 'string') throw new Error(`${command} ended (${first}) before it was ready: ${said}`);
  return {
    line: JSON.parse(first) as RunningProgram['line'],
    pid: child.pid ?? 0,
    ended,
    letGo() {
      child.stdin.end();
      return ended;
    },
  };
}

export const PYTHON_WORKER = path.join(import.meta.dirname, '../../workshop/temporal-python');
