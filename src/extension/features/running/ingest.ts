import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { IngestRequest } from '../../../protocol/ingestRequest.ts';
import type { Stage } from '../../../model/stage.ts';
import { currentFolderOf } from '../../apiConfigs.ts';
import type { Guest } from '../../guest.ts';
import type { RunKey } from '../../nodes.ts';
import { saveOpen } from '../../saveOpen.ts';
import { FOCUS_SOURCES } from '../../views.ts';
import { forecastText } from './forecast.ts';
import { siteIsThere } from './siteIsThere.ts';

/** The part of an input that is run; nothing = all. */
export interface Part {
  readonly only?: Stage;
  readonly from?: Stage;
  readonly sources?: readonly string[];
}

/** Starts a run on what is on the screen: an unsaved input is saved first. */
export async function ingest(guest: Guest, file: vscode.Uri, part: Part): Promise<void> {
  const workDir = guest.folders.of(file);
  if (workDir === null) throw fail('usage', 'no_folder');
  await saveOpen(file);
  await guest.folders.followNow(workDir);
  const concurrency = guest.settings.concurrency.value;
  const place = { file: file.fsPath, currentFolder: currentFolderOf(file), workDir };
  const request = { ...place, ...part, ...(concurrency > 0 && { concurrency }) };
  if (!(await siteIsThere(guest, request))) return;
  await tellForecast(guest, request);
  const { runId } = await guest.engine.ask.ingest(request);
  guest.store.pick({ workDir, runId });
  // The view of Sources is there from the first run on, where a workshop is followed.
  guest.keys.set('ingestionWorkshop.hasRun', true);
  await vscode.commands.executeCommand(FOCUS_SOURCES, { preserveFocus: true });
  guest.started.fire({ workDir, runId });
}

/** What the vectors will cost is told before the run; its progress, which follows at once, has the Cancel. */
async function tellForecast({ engine, text }: Guest, request: IngestRequest): Promise<void> {
  const forecast = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: text.say('forecast.title') },
    // What cannot be run is refused by the run itself, in one voice.
    () => engine.ask.forecast(request).catch(() => null),
  );
  const told = forecast && forecastText(forecast, text);
  if (told) void vscode.window.showInformationMessage(told);
}

/** The input of the run that a tree item belongs to. */
export function inputOf(guest: Guest, key: RunKey): vscode.Uri {
  const file = guest.store.run(key)?.inputFile;
  if (!file) throw fail('usage', 'run_without_input', { run: key.runId });
  return vscode.Uri.file(file);
}
