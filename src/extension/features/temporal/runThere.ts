import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type KnownRun, type RunKey } from '../../nodes.ts';
import { runEntry } from '../../runEntry.ts';
import { saveOpen } from '../../saveOpen.ts';
import { FOCUS_SOURCES } from '../../views.ts';
import { connectVisibly } from './connectVisibly.ts';
import { tellFindings } from './findings.ts';
import type { TemporalLink } from './link.ts';
import { pageOfRun } from './place.ts';

/** A worker takes a run's first task within a second; who waits longer is told why. */
const PATIENCE_MS = 8000;

/** Starts an input on the server; `runId`: the workflow id. */
export async function startThere(guest: Guest, file: vscode.Uri, runId?: string): Promise<RunKey> {
  const workDir = guest.folders.of(file);
  if (workDir === null) throw fail('usage', 'no_folder');
  await saveOpen(file);
  const place = { file: file.fsPath, currentFolder: currentFolderOf(file), workDir };
  const request = { ...place, ...(runId !== undefined && { runId }) };
  const started = await guest.engine.ask.startOnTemporal(request);
  const key = { workDir, runId: started.runId };
  guest.store.pick(key);
  await vscode.commands.executeCommand(FOCUS_SOURCES, { preserveFocus: true });
  guest.started.fire(key);
  watchForRest(guest, key);
  return key;
}

/** A run that has not begun by then is asked why: mostly nobody polls its queue. */
function watchForRest(guest: Guest, key: RunKey): void {
  const timer = setTimeout(() => {
    const run = guest.store.run(key);
    if (run?.status === 'RUNNING' && run.results === 0 && run.inFlight === 0)
      tellFindings(guest, key, true).catch(guest.notices.thrown);
  }, PATIENCE_MS);
  guest.own({ dispose: () => clearTimeout(timer) });
}

/** A connection, made now where there is none. */
export async function needLink(guest: Guest, link: TemporalLink): Promise<void> {
  const status = link.status().state === 'connected' ? link.status() : await connectVisibly(guest, link);
  if (status.state === 'off') throw new vscode.CancellationError();
  if (status.state === 'away') throw fail(status.problem.kind, status.problem.code, status.problem.params);
}

/** At once and for good: asked first. */
export async function terminate(guest: Guest, given: unknown): Promise<void> {
  const { text, engine } = guest;
  const run = await chooseThere(guest, given, one => one.status === 'RUNNING');
  if (!run) return;
  const button = text.say('temporal.action.terminate');
  const question = text.say('temporal.terminate.question', { run: run.runId });
  const options = { modal: true, detail: text.say('temporal.terminate.detail') };
  if ((await vscode.window.showWarningMessage(question, options, button)) !== button) return;
  const { workDir, runId } = run;
  await engine.ask.terminateOnTemporal({ workDir, runId, reason: text.say('temporal.terminate.reason') });
}

export async function openInWebUi(guest: Guest, given: unknown): Promise<void> {
  const { settings } = guest;
  const run = await chooseThere(guest, given, () => true);
  if (!run) return;
  const page = pageOfRun(settings['temporal.uiAddress'].value, settings['temporal.namespace'].value, run.runId);
  await vscode.env.openExternal(vscode.Uri.parse(page));
}

/** The run of the row, else one of those that fit; the only one is taken without asking. */
async function chooseThere(
  guest: Guest,
  given: unknown,
  fits: (run: KnownRun) => boolean,
): Promise<RunKey | undefined> {
  if (isNode(given, 'run')) return given;
  const { store, text } = guest;
  const runs = store.runs().filter(run => run.backEnd === 'temporal' && fits(run));
  if (runs.length === 0) return void vscode.window.showInformationMessage(text.say('temporal.noRun'));
  if (runs.length === 1) return runs[0];
  const entries = runs.map(run => runEntry(run, text));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say('temporal.pickRun') }))?.run;
}
