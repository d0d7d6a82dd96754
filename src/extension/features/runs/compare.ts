import path from 'node:path';
import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Guest } from '../../guest.ts';
import { sameRun, type KnownRun, type RunKey } from '../../nodes.ts';

const SCHEME = 'ingestion-workshop-compare';

interface Pair {
  readonly workDir: string;
  readonly before: string;
  readonly after: string;
}

/** Shows two runs side by side, the older one first, as a document that is read, searched and copied like any other. */
export function createComparisons(guest: Guest): { show(one: RunKey, other: RunKey): Promise<void> } {
  const provideTextDocumentContent = async (uri: vscode.Uri): Promise<string> => {
    const { workDir, before, after } = pairOf(uri);
    await guest.folders.follow();
    const [first, second] = [known(guest, { workDir, runId: before }), known(guest, { workDir, runId: after })];
    const comparison = await guest.engine.ask.compareRuns({ workDir, before, after });
    const { comparisonText } = await import('./comparison.ts');
    return comparisonText(comparison, [first, second], guest.text);
  };
  guest.own(vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent }));
  return {
    async show(one, other) {
      if (one.workDir !== other.workDir) throw fail('usage', 'compare_other_folder');
      if (sameRun(one, other)) throw fail('usage', 'compare_same_run');
      const [before, after] = [known(guest, one), known(guest, other)].sort((a, b) =>
        a.startedAt < b.startedAt ? -1 : 1,
      ) as [KnownRun, KnownRun]; // SAFETY: sorting two gives two.
      const pair: Pair = { workDir: one.workDir, before: before.runId, after: after.runId };
      const name = guest.text.say('compare.file', { before: before.runId, after: after.runId });
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: JSON.stringify(pair) });
      // The built-in preview may be switched off: then its Markdown is shown.
      await vscode.commands
        .executeCommand('markdown.showPreview', uri)
        .then(undefined, () => vscode.window.showTextDocument(uri));
    },
  };
}

function known({ store }: Guest, key: RunKey): KnownRun {
  const run = store.run(key);
  if (run === null) throw fail('usage', 'run_unknown', { run: key.runId });
  return run;
}

/** A tab of an earlier session comes back with what it had in its address. */
function pairOf(uri: vscode.Uri): Pair {
  const told: unknown = JSON.parse(uri.query);
  const text = (name: string): string => {
    const value = typeof told === 'object' && told !== null ? new Map(Object.entries(told)).get(name) : undefined;
    if (typeof value !== 'string') throw fail('usage', 'compare_address', { path: path.basename(uri.path) });
    return value;
  };
  return { workDir: text('workDir'), before: text('before'), after: text('after') };
}
