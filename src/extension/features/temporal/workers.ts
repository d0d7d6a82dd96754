import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { PY_QUEUE } from '../../../model/temporal/names.ts';
import type { Guest } from '../../guest.ts';
import type { TemporalLink } from './link.ts';
import { connectionArguments, workerArguments } from './place.ts';
import { findPython } from './programs.ts';
import { runCommands } from './runProcess.ts';
import { stopTerminals } from './stopTerminals.ts';
import { isThere, lookAtPackages } from './workerPackages.ts';

export type WorkerKind = 'typescript' | 'python';

export interface Workers {
  count(): number;
  startTypeScript(): Promise<void>;
  startPython(): Promise<void>;
  /** Ends those of this window and starts one; where there are none, starts one. */
  restart(kind: WorkerKind): Promise<void>;
  /** Over when their processes have gone. */
  stopAll(): Promise<void>;
}

/** Workers in terminals that show their log, as many as are started; they end with the window. */
export function createWorkers(guest: Guest, link: TemporalLink): Workers {
  const { context, text, keys } = guest;
  const terminals = new Map<vscode.Terminal, WorkerKind>();
  const changed = () => keys.set('ingestionWorkshop.temporalWorker', terminals.size > 0);
  guest.own(
    vscode.window.onDidCloseTerminal(closed => terminals.delete(closed) && changed()),
    { dispose: () => end() },
  );
  /** All, or those of a kind. */
  const end = (kind?: WorkerKind) =>
    [...terminals].forEach(([terminal, of]) => (kind ?? of) === of && terminal.dispose());
  function open(kind: WorkerKind, queue: string, options: Omit<vscode.TerminalOptions, 'name'>): void {
    const name = text.say('temporal.worker.terminal', { queue });
    const terminal = vscode.window.createTerminal({ ...options, name, isTransient: true });
    terminals.set(terminal, kind);
    changed();
    terminal.show(true);
  }
  /** The folder that all workers share: paths in payloads are relative to it. */
  const root = () => {
    const workDir = guest.folders.all()[0];
    if (workDir === undefined) throw fail('usage', 'no_folder');
    return path.dirname(workDir);
  };
  async function startTypeScript(): Promise<void> {
    const cwd = root();
    const folder = path.join(context.globalStorageUri.fsPath, 'temporal-worker');
    if (!(await havePackages(guest, folder))) return;
    const place = await link.place();
    const shellArgs = [context.asAbsolutePath('dist/cli.js'), ...workerArguments(place, cwd, folder)];
    const env = { ELECTRON_RUN_AS_NODE: '1', ...(place.apiKey !== '' && { TEMPORAL_API_KEY: place.apiKey }) };
    open('typescript', place.taskQueue, { shellPath: process.execPath, shellArgs, env, cwd });
  }
  async function startPython(): Promise<void> {
    const cwd = root();
    const start = context.asAbsolutePath('workshop/temporal-python/start.py');
    if (!(await isThere(start))) throw fail('config', 'temporal_no_python_worker', { path: start });
    const shellPath = await findPython();
    if (shellPath === undefined) throw fail('config', 'temporal_no_python');
    const place = await link.place();
    const shellArgs = [start, '--root', cwd, ...connectionArguments(place)];
    // The extension's own folder may be read only, and goes with its next version.
    const venv = path.join(context.globalStorageUri.fsPath, 'temporal-python');
    const env = { TEMPORAL_PYTHON_VENV: venv, ...(place.apiKey !== '' && { TEMPORAL_API_KEY: place.apiKey }) };
    open('python', PY_QUEUE, { shellPath, shellArgs, env, cwd });
  }
  const starts: Readonly<Record<WorkerKind, () => Promise<void>>> = {
    typescript: startTypeScript,
    python: startPython,
  };
  return {
    count: () => terminals.size,
    startTypeScript,
    startPython,
    async restart(kind) {
      end(kind);
      await starts[kind]();
    },
    stopAll: () => stopTerminals(guest, [...terminals.keys()]),
  };
}

/** Native code, 100 MB, that no extension's package holds for all systems: asked first. False: not wanted. */
async function havePackages(guest: Guest, folder: string): Promise<boolean> {
  const found = await lookAtPackages({ folder, extension: guest.context.extensionPath });
  if (found.state === 'ready') return true;
  const { text, context } = guest;
  const isOlder = found.state === 'older';
  const button = text.say(isOlder ? 'temporal.action.reinstall' : 'temporal.action.install');
  const question = isOlder
    ? text.say('temporal.worker.older', { installed: found.installed, wanted: found.wanted })
    : text.say('temporal.worker.installQuestion');
  const options = { modal: true, detail: text.say('temporal.worker.installDetail', { folder }) };
  if ((await vscode.window.showInformationMessage(question, options, button)) !== button) return false;
  const args = [context.asAbsolutePath('dist/cli.js'), 'temporal-worker', '--install', '--worker-dir', folder];
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  return runCommands(guest, text.say('temporal.worker.installing'), [{ program: process.execPath, args, env }]);
}
