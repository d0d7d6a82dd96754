import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { findTwin, twinName } from '../../../model/temporal/twin.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type KnownRun, type RunKey } from '../../nodes.ts';
import { saveOpen } from '../../saveOpen.ts';
import { FOCUS_SOURCES } from '../../views.ts';
import { needLink, startThere } from './runThere.ts';
import type { TemporalLink } from './link.ts';

/** The same input on the other back end: local ↔ Temporal, under a name that tells whose twin it is. */
export async function runTwin(guest: Guest, link: TemporalLink, given: unknown): Promise<void> {
  const { store, engine } = guest;
  const run = chosen(guest, given);
  if (run.inputFile === null) throw fail('usage', 'run_without_input', { run: run.runId });
  const file = vscode.Uri.file(run.inputFile);
  const { workDir } = run;
  const runId = twinName(
    run,
    store.runs().filter(known => known.workDir === workDir),
  );
  if (run.backEnd !== 'temporal') {
    await needLink(guest, link);
    return void (await startThere(guest, file, runId));
  }
  await saveOpen(file);
  const request = { file: file.fsPath, currentFolder: currentFolderOf(file), workDir, runId };
  const key = { workDir, ...(await engine.ask.ingest(request)) };
  store.pick(key);
  await vscode.commands.executeCommand(FOCUS_SOURCES, { preserveFocus: true });
  guest.started.fire(key);
}

/** Both in one view; a run without a twin gets one when that is wanted. */
export async function compareWithTwin(guest: Guest, given: unknown): Promise<void> {
  const { store, text, call } = guest;
  const run = chosen(guest, given);
  const twin = findTwin(
    run,
    store.runs().filter(known => known.workDir === run.workDir),
  );
  const node = { kind: 'run', workDir: run.workDir, runId: run.runId } as const;
  if (twin) return void (await call('openHistory', { ...node, twinId: twin.runId }));
  const button = text.say('temporal.menu.runTwin');
  const chosenButton = await vscode.window.showInformationMessage(
    text.say('temporal.noTwin', { run: run.runId }),
    button,
  );
  if (chosenButton === button) await call('runTwin', node);
}

function chosen({ store }: Guest, given: unknown): KnownRun {
  const key: RunKey | null = isNode(given, 'run') ? given : store.picked();
  const run = key && store.run(key);
  if (run === null) throw fail('usage', 'no_run');
  return run;
}
