import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Programs one after another, in a notification that cancels; what they say goes to the log. False: cancelled. */
export async function runCommands({ log }: Guest, title: string, commands: readonly Command[]): Promise<boolean> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    for (const command of commands) {
      const ended = await runOne(command, stop.signal, line => {
        log.info(line);
        progress.report({ message: line.slice(0, 80) });
      });
      if (stop.signal.aborted) return false;
      if (ended !== null) throw fail('config', 'temporal_install_failed', { program: command.program, reason: ended });
    }
    return true;
  });
}

/** Null: all went well; else why not. */
function runOne(
  { program, args, env }: Command,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<string | null> {
  return new Promise(resolve => {
    let last = '';
    const child = spawn(program, [...args], {
      signal,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const input of [child.stdout, child.stderr])
      createInterface({ input }).on('line', line => {
        last = line;
        say(line);
      });
    child.once('error', error => resolve(error.message));
    child.once('close', code => resolve(code === 0 ? null : last || String(code)));
  });
}
