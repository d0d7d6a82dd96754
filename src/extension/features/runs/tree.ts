import * as vscode from 'vscode';
import { coalesce, TREE_INTERVAL_MS } from '../../coalesce.ts';
import type { Guest } from '../../guest.ts';
import { inFolder } from '../../itemView.ts';
import type { FactNode, KnownRun, RunNode } from '../../nodes.ts';
import type { OpenRows } from '../../openRows.ts';
import { treeItem } from '../../treeItem.ts';
import { factItem, factsOf, runItem } from './view.ts';

type Node = RunNode | FactNode;
export type RunsTree = vscode.TreeDataProvider<Node> & vscode.Disposable;

/** Draws all runs from the store, newest first. */
export function createRunsTree(guest: Guest, open: OpenRows): RunsTree {
  const changed = new vscode.EventEmitter<undefined>();
  const redraw = coalesce(() => changed.fire(undefined), TREE_INTERVAL_MS);
  const nodes = new Map<string, Node>();
  const listeners = [guest.store.runsChanged.listen(redraw.request), guest.settings.language.listen(redraw.request)];

  /** The same object for the same thing: VS Code tells elements apart so. */
  function same<N extends Node>(key: string, node: N): N {
    // SAFETY: the key names the run and, for a fact, which one: it decides the kind.
    const known = nodes.get(key) as N | undefined;
    if (!known) nodes.set(key, node);
    return known ?? node;
  }

  const runNode = ({ workDir, runId }: KnownRun) => same(`${workDir} ${runId}`, { kind: 'run', workDir, runId });
  const factNodes = (run: KnownRun) =>
    factsOf(run).map(what =>
      same(`${run.workDir} ${run.runId} ${what}`, { kind: 'fact', workDir: run.workDir, runId: run.runId, what }),
    );

  return {
    onDidChangeTreeData: changed.event,
    getChildren: async node => {
      if (node?.kind === 'fact') return [];
      const run = node && guest.store.run(node);
      if (run) return factNodes(run);
      await guest.folders.follow().catch((error: unknown) => guest.notices.thrown(error));
      return guest.store.runs().map(runNode);
    },
    getTreeItem: node => {
      const run = guest.store.run(node);
      if (run === null) return new vscode.TreeItem(node.runId);
      if (node.kind === 'fact') return treeItem(factItem(node, run, guest.text), guest.context.extensionUri);
      const view = inFolder(guest.folders.nameOf(run.workDir), runItem(node, run, guest.text));
      return treeItem(view, guest.context.extensionUri, open.has(view.id));
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      redraw.dispose();
      changed.dispose();
    },
  };
}
