import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, sameRun, type RunKey, type RunNode } from '../../nodes.ts';
import { historyFile } from '../../historyFile.ts';
import { createOpenRows } from '../../openRows.ts';
import { runEntry } from '../../runEntry.ts';
import { VIEWS } from '../../views.ts';
import { createComparisons } from './compare.ts';
import { deleteRuns } from './delete.ts';
import { createRunsTree } from './tree.ts';
import { rowId } from './view.ts';

type Given = 'openHistoryText' | 'deleteRun' | 'selectForCompare' | 'compareWithSelected' | 'compareRuns';

/** The list of runs; picking one shows its Sources. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  const open = createOpenRows(guest.context.workspaceState, 'runs');
  const provider = createRunsTree(guest, open);
  const view = vscode.window.createTreeView(VIEWS.runs, { treeDataProvider: provider, canSelectMany: true });
  guest.own(
    view,
    provider,
    open.watch(view, rowId),
    view.onDidChangeSelection(({ selection }) => {
      const [node] = selection;
      // Several are picked for something else than to be looked at.
      if (selection.length !== 1 || !node || node.kind === 'group' || sameRun(node, guest.store.picked())) return;
      guest.store.pick(node);
    }),
  );
  return { openHistoryText: node => openHistoryText(guest, node), ...compareCommands(guest), ...deleteCommand(guest) };
}

async function openHistoryText(guest: Guest, node: unknown): Promise<void> {
  const run = isNode(node, 'run') ? node : guest.store.picked();
  if (run === null) return;
  await vscode.window.showTextDocument(vscode.Uri.file(await historyFile(guest, run)));
}

const deleteCommand = (guest: Guest): Pick<CommandHandlers, 'deleteRun'> => ({
  deleteRun: async (node, all) => {
    const chosen = runNodes(node, all);
    if (chosen.length > 0) return deleteRuns(guest, chosen);
    const [run] = (await pickRuns(guest, 1)) ?? [];
    if (run) await deleteRuns(guest, [run]);
  },
});

/** As VS Code's explorer compares files: one first and then the other, or both at once. */
function compareCommands(
  guest: Guest,
): Pick<CommandHandlers, 'selectForCompare' | 'compareWithSelected' | 'compareRuns'> {
  const comparisons = createComparisons(guest);
  let first: RunKey | null = null;
  return {
    selectForCompare: node => {
      if (!isNode(node, 'run')) return;
      first = node;
      guest.keys.set('ingestionWorkshop.runToCompare', true);
    },
    compareWithSelected: async node => {
      if (first && isNode(node, 'run')) await comparisons.show(first, node);
    },
    compareRuns: async (node, all) => {
      const chosen = runNodes(node, all);
      const [one, other] = chosen.length === 2 ? chosen : ((await pickRuns(guest, 2)) ?? []);
      if (one && other) await comparisons.show(one, other);
    },
  };
}

/** What a menu hands over: the row that was clicked, and all rows that are selected if it is one of them. */
function runNodes(node: unknown, all: unknown): readonly RunNode[] {
  const selected = Array.isArray(all) ? all.filter(one => isNode(one, 'run')) : [];
  if (selected.length > 0) return selected;
  return isNode(node, 'run') ? [node] : [];
}

async function pickRuns(guest: Guest, count: 1 | 2): Promise<readonly RunKey[] | undefined> {
  const { store, text, folders } = guest;
  await folders.follow();
  const runs = store.runs();
  if (runs.length < count) throw fail('usage', count === 1 ? 'no_run' : 'compare_needs_two');
  const entries = runs.map(run => runEntry(run, text));
  if (count === 1) {
    const one = await vscode.window.showQuickPick(entries, { placeHolder: text.say('pick.run.delete') });
    return one && [one.run];
  }
  const chosen = await vscode.window.showQuickPick(entries, {
    canPickMany: true,
    placeHolder: text.say('pick.run.compare'),
  });
  if (chosen && chosen.length !== 2) throw fail('usage', 'compare_needs_two');
  return chosen?.map(({ run }) => run);
}
