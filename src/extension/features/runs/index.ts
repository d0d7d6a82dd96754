import * as vscode from 'vscode';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, sameRun } from '../../nodes.ts';
import { createOpenRows } from '../../openRows.ts';
import { pathInside } from '../../pathInside.ts';
import { VIEWS } from '../../views.ts';
import { createRunsTree } from './tree.ts';
import { runRowId } from './view.ts';

/** The list of runs; picking one shows its Sources. */
export function activate(guest: Guest): Pick<CommandHandlers, 'openHistory'> {
  const open = createOpenRows(guest.context.workspaceState, 'runs');
  const provider = createRunsTree(guest, open);
  const view = vscode.window.createTreeView(VIEWS.runs, { treeDataProvider: provider });
  guest.own(
    view,
    provider,
    open.watch(view, runRowId),
    view.onDidChangeSelection(({ selection: [node] }) => {
      if (node && !sameRun(node, guest.store.picked())) guest.store.pick(node);
    }),
  );
  return {
    openHistory: async node => {
      const run = isNode(node, 'run') ? node : guest.store.picked();
      if (run === null) return;
      const journal = pathInside(run.workDir, `runs/${run.runId}/journal.jsonl`);
      await vscode.window.showTextDocument(vscode.Uri.file(journal));
    },
  };
}
