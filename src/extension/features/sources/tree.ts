import * as vscode from 'vscode';
import type { SourceView } from '../../../model/view.ts';
import type { Guest } from '../../guest.ts';
import { sameRun, type KnownRun, type RunKey, type SourceNode, type StageNode } from '../../nodes.ts';
import type { OpenRows } from '../../openRows.ts';
import type { Disposable } from '../../signal.ts';
import type { Store } from '../../store.ts';
import { treeItem } from '../../treeItem.ts';
import { sharedHost, sourceItem, stageItem, type Around } from './view.ts';

type Node = SourceNode | StageNode;
export interface SourcesTree extends vscode.TreeDataProvider<Node>, vscode.Disposable {
  /** Has what changed since the last time redrawn. */
  flush(): void;
}

/**
 * Draws the picked run from the store. A change redraws the Sources that it names; only a new one redraws the list.
 * Changes are gathered: `request` asks for a `flush`, soon.
 */
export function createSourcesTree(guest: Guest, open: OpenRows, request: () => void): SourcesTree {
  const { store } = guest;
  const redrawn = new vscode.EventEmitter<Node[] | undefined>();
  const nodes = keepNodes(store);
  const touched = new Set<SourceNode>();
  let listChanged = false;
  let host: string | null = null;

  function redrawList(): void {
    listChanged = true;
    request();
  }

  function clear(): void {
    nodes.clear();
    redrawList();
  }

  function flush(): void {
    if (listChanged) redrawn.fire(undefined);
    else if (touched.size > 0) redrawn.fire([...touched]);
    listChanged = false;
    touched.clear();
  }

  const listeners = [
    listenToStops(store, redrawList),
    store.pickedChanged.listen(clear),
    guest.settings.language.listen(clear),
    store.sourcesChanged.listen(change => {
      if (!sameRun(change, store.picked())) return;
      if (change.added.length > 0) return redrawList();
      for (const node of change.changed.flatMap(uri => nodes.find(uri) ?? [])) touched.add(node);
      request();
    }),
  ];

  return {
    flush,
    onDidChangeTreeData: redrawn.event,
    getChildren: async node => {
      if (node) return node.kind === 'source' ? nodes.stages(node) : [];
      const run = await pickedRun(guest);
      if (run === null) return [];
      const uris = (await sourcesOf(guest, run)).map(({ uri }) => uri);
      host = sharedHost(uris);
      return uris.map(uri => nodes.source(run, uri));
    },
    getTreeItem: node => {
      const view = itemOf(node, guest, { host, stopped: isStopped(store, node) });
      return treeItem(view, guest.context.extensionUri, open.has(view.id));
    },
    getParent: node => (node.kind === 'stage' ? nodes.find(node.uri) : undefined),
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      redrawn.dispose();
    },
  };
}

/** The same object for the same thing: VS Code tells elements apart so. */
function keepNodes(store: Pick<Store, 'source'>) {
  const sources = new Map<string, SourceNode>();
  const stages = new Map<string, readonly StageNode[]>();
  return {
    find: (uri: string) => sources.get(uri),
    source({ workDir, runId }: RunKey, uri: string): SourceNode {
      const node = sources.get(uri) ?? { kind: 'source', workDir, runId, uri };
      sources.set(uri, node);
      return node;
    },
    stages(node: SourceNode): Node[] {
      const told = store.source(node, node.uri)?.stages ?? [];
      const known = stages.get(node.uri) ?? told.map(({ stage }): StageNode => ({ ...node, kind: 'stage', stage }));
      stages.set(node.uri, known);
      return [...known];
    },
    clear(): void {
      sources.clear();
      stages.clear();
    },
  };
}

const isStopped = (store: Pick<Store, 'run'>, key: RunKey): boolean => store.run(key)?.status !== 'RUNNING';

/** A run that stops or goes on changes rows of which nothing else is told. */
function listenToStops(store: Store, redraw: () => void): Disposable {
  let drawn: boolean | null = null;
  return store.runsChanged.listen(() => {
    const run = store.picked();
    const stopped = run && isStopped(store, run);
    if (stopped !== drawn) redraw();
    drawn = stopped;
  });
}

async function pickedRun({ folders, store, notices }: Guest): Promise<KnownRun | null> {
  await folders.follow().catch(notices.thrown);
  return store.picked();
}

const sourcesOf = (guest: Guest, run: KnownRun): Promise<readonly SourceView[]> =>
  guest.store.loadSources(run).catch((error: unknown) => {
    guest.notices.thrown(error);
    return [];
  });

function itemOf(node: Node, { store, text }: Guest, around: Around) {
  const source = store.source(node, node.uri);
  if (source === null) return goneItem(node);
  if (node.kind === 'source') return sourceItem(node, source, text, around);
  const stage = source.stages.find(s => s.stage === node.stage);
  return stage ? stageItem(node, stage, text, around) : goneItem(node);
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
