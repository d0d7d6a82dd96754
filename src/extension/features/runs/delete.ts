import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import type { RunKey } from '../../nodes.ts';

/** Moves runs to a backup, one a work folder; its message takes it back. */
export async function deleteRuns(guest: Guest, runs: readonly RunKey[]): Promise<void> {
  for (const workDir of new Set(runs.map(run => run.workDir))) {
    const runIds = runs.filter(run => run.workDir === workDir).map(({ runId }) => runId);
    const { backup } = await guest.engine.ask.deleteRuns({ workDir, runIds });
    // The command is done; whoever takes it back does so later.
    void offerUndo(guest, { workDir, backup, count: runIds.length }).catch(guest.notices.thrown);
  }
}

interface Deleted {
  readonly workDir: string;
  readonly backup: string;
  readonly count: number;
}

async function offerUndo({ engine, text }: Guest, { workDir, backup, count }: Deleted): Promise<void> {
  const undo = text.say('action.undo');
  const params = { runs: text.count('unit.run', count), path: vscode.workspace.asRelativePath(backup) };
  const chosen = await vscode.window.showInformationMessage(text.say('runs.deleted', params), undo);
  if (chosen === undo) await engine.ask.restoreWorkFolder({ workDir, backup });
}
