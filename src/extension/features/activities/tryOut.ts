import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ActivityAsked, ActivityTold } from '../../../protocol/activities.ts';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { saveInside } from '../../saveOpen.ts';
import { createChooseCase } from './chooseCase.ts';
import type { Faults } from './faults.ts';
import { chooseActivity, type ActivityFile } from './files.ts';
import { createTrials } from './trials.ts';

/** Built into VS Code; a person may have switched it off. */
const DEBUGGER = 'ms-vscode.js-debug';

/** Runs a learner's file on one case, alone or under VS Code's debugger, and shows what came of it. */
export function createTryOut(guest: Guest, faults: Faults) {
  const { engine, text } = guest;
  const chooseCase = createChooseCase(guest);
  const trials = createTrials(guest);

  async function prepare(given: vscode.Uri | undefined) {
    const activity = await chooseActivity(guest, given);
    const chosen = activity && (await chooseCase(activity));
    if (!chosen) return undefined;
    // What it may import lies beside it: all of it runs as it is on the screen.
    await saveInside(path.dirname(activity.uri.fsPath));
    faults.clear(activity.folder);
    const { folder, file, stage } = activity;
    const asked: ActivityAsked = { id: randomUUID(), folder, file, stage, source: chosen.source };
    return { activity, asked };
  }

  function show({ folder, file, uri }: ActivityFile, told: ActivityTold): void {
    faults.show(told.problem, folder);
    void trials.tell({ name: path.posix.basename(file), file: uri }, told).catch(guest.notices.thrown);
  }

  return {
    async run(given: vscode.Uri | undefined): Promise<void> {
      const prepared = await prepare(given);
      if (!prepared) return;
      const { activity, asked } = prepared;
      const title = text.say('activities.running', { file: activity.file });
      const told = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title, cancellable: true },
        async (_, token) => {
          const stopped = token.onCancellationRequested(() => void engine.ask.stopActivity({ id: asked.id }));
          return engine.ask.tryActivity(asked).finally(() => stopped.dispose());
        },
      );
      show(activity, told);
    },

    async debug(given: vscode.Uri | undefined): Promise<void> {
      if (!vscode.extensions.getExtension(DEBUGGER)) throw fail('usage', 'no_debugger', { extension: DEBUGGER });
      const prepared = await prepare(given);
      if (!prepared) return;
      const { activity, asked } = prepared;
      const { id } = asked;
      const { port } = await engine.ask.debugActivity(asked);
      const told = engine.ask.activityTold({ id });
      told.catch(() => undefined); // Said below, once the session is on.
      const left = vscode.debug.onDidTerminateDebugSession(({ configuration }) => {
        if (configuration['activity'] === id) void engine.ask.stopActivity({ id });
      });
      try {
        if (port !== null) await attach(guest, activity, { id, port });
        show(activity, await told);
      } finally {
        left.dispose();
      }
    },
  };
}

/** Usage `debugger_refused`: VS Code has said why. */
async function attach(
  { engine }: Guest,
  { uri, file }: ActivityFile,
  { id, port }: Omit<Session, 'name'>,
): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const isOn = await vscode.debug.startDebugging(folder, configuration({ id, port, name: file }));
  if (isOn) return;
  await engine.ask.stopActivity({ id });
  throw fail('usage', 'debugger_refused', { path: file });
}

interface Session {
  readonly id: string;
  readonly port: number;
  readonly name: string;
}

/**
 * No launch.json is needed. The files run as they are written, types turned into spaces: there are no source maps, and
 * what runs is not the file letter by letter, for which the debugger would show a copy without types.
 */
const configuration = ({ id, port, name }: Session): vscode.DebugConfiguration => ({
  ...{ type: 'node', request: 'attach', name, address: '127.0.0.1', port, activity: id },
  ...{ continueOnAttach: true, autoAttachChildProcesses: false, restart: false, sourceMaps: false, outFiles: [] },
  enableContentValidation: false,
  skipFiles: ['<node_internals>/**', '**/activityProcess.js'],
});
