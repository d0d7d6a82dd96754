import * as vscode from 'vscode';
import { coalesce } from '../../coalesce.ts';
import type { Guest } from '../../guest.ts';
import { sameRun, type RunKey, type SourceNode, type StageNode } from '../../nodes.ts';
import { treeItem } from '../../treeItem.ts';
import { sourceItem, stageItem } from './view.ts';

type Node = SourceNode | StageNode;
export type SourcesTree = vscode.TreeDataProvider<Node> & vscode.Disposable;

/** While pages are discovered the list grows many times a second; an eye follows four. */
const LIST_INTERVAL_MS = 250;

/** Draws the picked run from the store. A change redraws the Sources that it names; only a new one redraws the list. */
export function createSourcesTree(guest: Guest): SourcesTree {
  const { store } = guest;
  const changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  const nodes = new Map<string, SourceNode>();
  const stages = new Map<string, readonly StageNode[]>();
  const list = coalesce(() => changed.fire(undefined), LIST_INTERVAL_MS);

  function clear(): void {
    nodes.clear();
    stages.clear();
    list.request();
  }

  const sourceNode = ({ workDir, runId }: RunKey, uri: string): SourceNode => {
    const node = nodes.get(uri) ?? { kind: 'source', workDir, runId, uri };
    nodes.set(uri, node);
    return node;
  };

  const listeners = [
    store.pickedChanged.listen(clear),
    guest.settings.language.listen(clear),
    store.sourcesChanged.listen(change => {
      if (!sameRun(change, store.picked())) return;
      if (change.added.length > 0) return list.request();
      const shown = change.changed.flatMap(uri => nodes.get(uri) ?? []);
      if (shown.length > 0) changed.fire(shown);
    }),
  ];

  async function roots(): Promise<Node[]> {
    await guest.folders.follow();
    const run = store.picked();
    if (run === null) return [];
    return (await store.loadSources(run)).map(source => sourceNode(run, source.uri));
  }

  function stagesOf(node: SourceNode): Node[] {
    const told = store.source(node, node.uri)?.stages ?? [];
    const known = stages.get(node.uri) ?? told.map(({ stage }): StageNode => ({ ...node, kind: 'stage', stage }));
    stages.set(node.uri, known);
    return [...known];
  }

  return {
    onDidChangeTreeData: changed.event,
    getChildren: async node => {
      if (node) return node.kind === 'source' ? stagesOf(node) : [];
      return roots().catch((error: unknown) => {
        guest.notices.thrown(error);
        return [];
      });
    },
    getTreeItem: node => treeItem(itemOf(node, guest), guest.context.extensionUri),
    getParent: node => (node.kind === 'stage' ? nodes.get(node.uri) : undefined),
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      list.dispose();
      changed.dispose();
    },
  };
}

function itemOf(node: Node, { store, text }: Guest) {
  const source = store.source(node, node.uri);
  if (source === null) return goneItem(node);
  if (node.kind === 'source') return sourceItem(node, source, text);
  const stage = source.stages.find(s => s.stage === node.stage);
  return stage ? stageItem(node, stage, text) : goneItem(node);
}

/** Asked for a node of a run that has just been left: drawn for less than a blink. */
const goneItem = (node: Node) => ({
  id: `${node.runId} ${node.uri} ${node.kind === 'stage' ? node.stage : ''}`,
  label: node.uri,
  description: '',
  tooltip: '',
  icon: null,
  children: false,
  contextValue: 'gone',
  accessibility: node.uri,
});
