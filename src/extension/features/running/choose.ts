import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import { STAGES, type Stage } from '../../../model/stage.ts';
import type { Guest } from '../../guest.ts';
import type { KnownRun, RunKey, SourceNode } from '../../nodes.ts';
import { runEntry } from '../../runEntry.ts';
import type { Text } from '../../text.ts';

export async function chooseStage(text: Text, part: 'only' | 'from'): Promise<Stage | undefined> {
  const entries = STAGES.map(stage => ({ label: text.say(`stage.${stage}`), description: stage, stage }));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say(`pick.stage.${part}`) }))?.stage;
}

/** The only one is taken without asking. */
export async function chooseRun(
  { text }: Guest,
  runs: readonly KnownRun[],
  verb: 'cancel' | 'resume' | 'retry',
): Promise<RunKey | undefined> {
  if (runs.length === 0) return void vscode.window.showInformationMessage(text.say(`run.none.${verb}`));
  if (runs.length === 1) return runs[0];
  const entries = runs.map(run => runEntry(run, text));
  return (await vscode.window.showQuickPick(entries, { placeHolder: text.say(`pick.run.${verb}`) }))?.run;
}

export async function chooseSource({ store, text }: Guest): Promise<SourceNode | undefined> {
  const run = store.picked();
  if (run === null) throw fail('usage', 'no_run');
  const sources = await store.loadSources(run);
  const entries = sources.map(({ uri, title, outcome }) => ({
    label: title ?? uri,
    description: text.say(`outcome.${outcome}`),
    ...(title !== null && { detail: uri }),
    uri,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    placeHolder: text.say('pick.source'),
    matchOnDetail: true,
  });
  return chosen && { kind: 'source', workDir: run.workDir, runId: run.runId, uri: chosen.uri };
}
