import * as vscode from 'vscode';
import { coalesce, TREE_INTERVAL_MS } from '../../coalesce.ts';
import type { Guest } from '../../guest.ts';
import { inFolder } from '../../itemView.ts';
import type { FactNode, GroupNode, KnownRun, RunNode } from '../../nodes.ts';
import type { OpenRows } from '../../openRows.ts';
import { treeItem } from '../../treeItem.ts';
import { groupRuns } from './groups.ts';
import { partsOf, wholeRuns } from './parts.ts';
import { factItem, factsOf, groupItem, runItem } from './view.ts';

type Node = RunNode | FactNode | GroupNode;
export type RunsTree = vscode.TreeDataProvider<Node> & vscode.Disposable;

/** How often the durations of what runs go on, where nothing else does. */
const TICK_MS = 1000;

/** Draws all runs from the store, newest first; where they are many, the older ones in groups. */
export function createRunsTree(guest: Guest, open: OpenRows): RunsTree {
  const changed = new vscode.EventEmitter<Node[] | undefined>();
  const redraw = coalesce(() => changed.fire(undefined), TREE_INTERVAL_MS);
  const nodes = new Map<string, Node>();
  const listeners = [guest.store.runsChanged.listen(redraw.request), guest.settings.language.listen(redraw.request)];
  const ticking = setInterval(() => {
    const running = guest.store.runs().filter(run => run.status === 'RUNNING');
    const drawn = running.flatMap(run => nodes.get(keyOf(run)) ?? []);
    if (drawn.length > 0) changed.fire(drawn);
  }, TICK_MS);

  /** The same object for the same thing: VS Code tells elements apart so. */
  function same<N extends Node>(key: string, node: N): N {
    // SAFETY: the key names the run and, for a fact, which one: it decides the kind.
    const known = nodes.get(key) as N | undefined;
    if (!known) nodes.set(key, node);
    return known ?? node;
  }

  const runNode = (run: KnownRun): RunNode => same(keyOf(run), { kind: 'run', workDir: run.workDir, runId: run.runId });
  const factNodes = (run: KnownRun) =>
    factsOf(run).map(what =>
      same(`${keyOf(run)} ${what}`, { kind: 'fact', workDir: run.workDir, runId: run.runId, what }),
    );
  const grouped = () => groupRuns(wholeRuns(guest.store.runs()), new Date());
  const roots = (): Node[] => {
    const { newest, groups } = grouped();
    const groupNodes = groups.map(({ period }): GroupNode => same(`group ${period}`, { kind: 'group', period }));
    return [...newest.map(runNode), ...groupNodes];
  };
  const members = ({ period }: GroupNode) => grouped().groups.find(group => group.period === period)?.runs ?? [];

  return {
    onDidChangeTreeData: changed.event,
    getChildren: async node => {
      if (node?.kind === 'fact') return [];
      if (node?.kind === 'group') return members(node).map(runNode);
      const run = node && guest.store.run(node);
      if (run) {
        // Who looks at it wants its figures: asked for its Sources, the engine process reads its history.
        if (run.figures === 'unread') void guest.store.loadSources(run).catch(guest.notices.thrown);
        return [...factNodes(run), ...partsOf(run, guest.store.runs()).map(runNode)];
      }
      await guest.folders.follow().catch((error: unknown) => guest.notices.thrown(error));
      return roots();
    },
    getTreeItem: node => {
      const { text, context } = guest;
      if (node.kind === 'group') {
        const view = groupItem(node, members(node).length, text);
        return treeItem(view, context.extensionUri, open.has(view.id));
      }
      const run = guest.store.run(node);
      if (run === null) return new vscode.TreeItem(node.runId);
      if (node.kind === 'fact') return treeItem(factItem(node, run, text), context.extensionUri);
      const view = inFolder(guest.folders.nameOf(run.workDir), runItem(node, run, text, Date.now()));
      return treeItem(view, context.extensionUri, open.has(view.id));
    },
    dispose: () => {
      clearInterval(ticking);
      for (const listener of listeners) listener.dispose();
      redraw.dispose();
      changed.dispose();
    },
  };
}

const keyOf = ({ workDir, runId }: KnownRun): string => `${workDir} ${runId}`;
