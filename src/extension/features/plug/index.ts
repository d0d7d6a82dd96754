import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import type { KnownRun } from '../../nodes.ts';
import { plugText } from './view.ts';

/** The lesson of the durable run: kill the engine for real, see what was in flight, go on. */
export function activate(guest: Guest): Pick<CommandHandlers, 'pullPlug'> {
  return {
    pullPlug: async () => {
      const running = guest.store.runs().filter(run => run.status === 'RUNNING');
      const pid = await guest.engine.kill();
      if (pid === undefined) return void vscode.window.showInformationMessage(guest.text.say('plug.none'));
      // A new process reads the journals: what they say is what was in flight, not what we last heard.
      await guest.folders.follow();
      const torn = running.flatMap(run => guest.store.run(run) ?? []).filter(run => run.status === 'PARKED');
      // The command is done; whoever resumes does so later.
      void tell(guest, pid, torn).catch(guest.notices.thrown);
    },
  };
}

async function tell(guest: Guest, pid: number, torn: readonly KnownRun[]): Promise<void> {
  const { text, call } = guest;
  const message = plugText(pid, torn, text);
  if (torn.length === 0) return void vscode.window.showInformationMessage(message);
  const resume = text.say('action.resume');
  if ((await vscode.window.showWarningMessage(message, resume)) !== resume) return;
  const [run] = torn;
  await (torn.length === 1 && run
    ? call('resume', { kind: 'run', workDir: run.workDir, runId: run.runId })
    : call('resume'));
}
