import * as vscode from 'vscode';
import { fail } from '../model/problem.ts';
import type { Guest } from './guest.ts';
import type { KnownRun, SourceNode } from './nodes.ts';

/** A page of a run, or (absent) of the one that is shown, among those that have an HTML file; the only one is not asked for. */
export async function choosePage({ folders, store, text }: Guest, of?: KnownRun): Promise<SourceNode | undefined> {
  await folders.follow();
  const run = of ?? store.picked();
  if (run === null) throw fail('usage', 'no_run_to_show');
  const sources = await store.loadSources(run);
  const cleaned = sources.filter(({ stages }) =>
    stages.some(({ stage, artifact }) => stage === 'SCRAPING' && artifact !== null),
  );
  const nodeOf = (uri: string): SourceNode => ({ kind: 'source', workDir: run.workDir, runId: run.runId, uri });
  const [only, ...more] = cleaned.length > 0 ? cleaned : sources;
  if (only && more.length === 0) return nodeOf(only.uri);
  const entries = [...(only ? [only] : []), ...more].map(({ uri, title }) => ({
    label: title ?? uri,
    description: uri,
    uri,
  }));
  const chosen = await vscode.window.showQuickPick(entries, {
    placeHolder: text.say('cleaning.choosePage'),
    matchOnDescription: true,
  });
  return chosen && nodeOf(chosen.uri);
}
