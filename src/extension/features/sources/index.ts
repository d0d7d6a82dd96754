import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { SourceView } from '../../../model/view.ts';
import { coalesce, TREE_INTERVAL_MS } from '../../coalesce.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type SourceNode, type StageNode } from '../../nodes.ts';
import { openPlace } from '../../openPlace.ts';
import { createOpenRows } from '../../openRows.ts';
import { pathInside } from '../../pathInside.ts';
import { VIEWS } from '../../views.ts';
import { createSourcesTree } from './tree.ts';
import { latestArtifact, shortAddress, sourceRowId, sourcesDescription, sourcesMessage } from './view.ts';

/** The tree of Sources and their stages, and what opens from it. */
export function activate(guest: Guest): Pick<CommandHandlers, 'openArtifact' | 'openPage' | 'copyAddress'> {
  // Items and head in one stroke: VS Code waits for calm on both together.
  const redraw = coalesce(() => {
    provider.flush();
    showHead(view, guest);
  }, TREE_INTERVAL_MS);
  const open = createOpenRows(guest.context.workspaceState, 'sources');
  const provider = createSourcesTree(guest, open, redraw.request);
  const view = vscode.window.createTreeView(VIEWS.sources, { treeDataProvider: provider, showCollapseAll: true });
  guest.own(view, provider, redraw, open.watch(view, sourceRowId), guest.store.runsChanged.listen(redraw.request));
  guest.own(
    view.onDidChangeSelection(({ selection: [node] }) => {
      if (node) guest.sourcePicked.fire({ kind: 'source', workDir: node.workDir, runId: node.runId, uri: node.uri });
    }),
  );
  return {
    openArtifact: async node => openArtifact(guest, isNode(node, 'source', 'stage') ? node : await chooseSource(guest)),
    openPage: node => (isNode(node, 'source') ? vscode.env.openExternal(vscode.Uri.parse(node.uri)) : undefined),
    copyAddress: node => (isNode(node, 'source') ? vscode.env.clipboard.writeText(node.uri) : undefined),
  };
}

/** Which run, and while it runs how far it is. */
function showHead(view: vscode.TreeView<unknown>, { store, text, pace, folders }: Guest): void {
  const run = store.picked();
  view.description = sourcesDescription(run, text, run && folders.nameOf(run.workDir));
  const running = store.runs().filter(one => one.status === 'RUNNING');
  const open = running.reduce((sum, one) => sum + one.open, 0);
  view.badge = running.length > 0 ? { value: open, tooltip: text.count('badge.open', open) } : undefined;
  view.message = sourcesMessage(run, run && pace(run), text);
}

async function openArtifact(guest: Guest, node: SourceNode | StageNode | undefined): Promise<void> {
  const source = node && guest.store.source(node, node.uri);
  if (!node || !source) return;
  const stage = node.kind === 'source' ? latestArtifact(source) : source.stages.find(s => s.stage === node.stage);
  if (!stage?.artifact) throw fail('data', 'no_artifact', { uri: node.uri });
  // The page of a step stays in sight: it says what to look for.
  await openPlace({ file: pathInside(node.workDir, stage.artifact), line: 1, column: 1 }, true);
}

/** From the palette: the Sources of the picked run that wrote something. */
async function chooseSource({ store, text }: Guest): Promise<SourceNode | undefined> {
  const run = store.picked();
  const sources = run === null ? [] : await store.loadSources(run);
  const written = sources.filter(source => latestArtifact(source) !== null);
  if (run === null || written.length === 0) throw fail('usage', 'nothing_written');
  const entries = written.map(source => ({ ...sourceEntry(source), uri: source.uri }));
  const chosen = await vscode.window.showQuickPick(entries, {
    placeHolder: text.say('pick.artifact'),
    matchOnDetail: true,
  });
  return chosen && { kind: 'source', workDir: run.workDir, runId: run.runId, uri: chosen.uri };
}

const sourceEntry = (source: SourceView): vscode.QuickPickItem => ({
  label: source.title ?? shortAddress(source.uri),
  description: latestArtifact(source)?.artifact ?? '',
  detail: source.uri,
});
