import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { untilGone } from './untilGone.ts';

/** VS Code ends a terminal's program within 5 s. */
const GONE_MS = 20_000;

/** Over when their processes have gone: until then a worker takes work. System `temporal_worker_stays`. */
export async function stopTerminals({ text }: Guest, terminals: readonly vscode.Terminal[]): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: text.say('temporal.worker.stopping') };
  await vscode.window.withProgress(options, () => Promise.all(terminals.map(stop)));
}

async function stop(terminal: vscode.Terminal): Promise<void> {
  terminal.dispose();
  // Closed before its program was started, it may never say.
  const pid = await Promise.race([terminal.processId, wait(GONE_MS, undefined, { ref: false })]);
  if (pid === undefined || (await untilGone(pid, GONE_MS))) return;
  throw fail('system', 'temporal_worker_stays', { pid, seconds: GONE_MS / 1000 });
}
