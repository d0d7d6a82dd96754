import path from 'node:path';
import * as vscode from 'vscode';
import { partitionFolder } from '../../../model/dataset/layout.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type DatasetTreeNode } from '../../nodes.ts';
import { createOpenRows } from '../../openRows.ts';
import { VIEWS } from '../../views.ts';
import { chooseDataset } from './choose.ts';
import { createDocuments } from './documents.ts';
import { lettersText } from './lettersText.ts';
import { createDatasetList } from './list.ts';
import { createDatasetsTree } from './tree.ts';
import { datasetRowId } from './view.ts';

type Given = 'showDeadLetters' | 'revealDataset' | 'copyDatasetPath' | 'refreshDatasets';

/** What was ingested from APIs: a dataset's days, its watermark, its dead letters. */
export function activate(guest: Guest): Pick<CommandHandlers, Given> {
  const list = createDatasetList(guest);
  const open = createOpenRows(guest.context.workspaceState, 'datasets');
  const provider = createDatasetsTree(guest, list, open);
  const view = vscode.window.createTreeView(VIEWS.datasets, { treeDataProvider: provider, showCollapseAll: true });
  guest.own(list, provider, view, open.watch(view, datasetRowId));
  const documents = createDocuments(
    guest,
    { letters: async ({ folder = '' }) => lettersText(await guest.engine.ask.deadLetters({ folder }), guest.text) },
    list.changed,
  );
  return {
    showDeadLetters: async node => {
      const folder = folderOf(node) ?? (await chooseDataset(guest, list, ({ deadLetters }) => deadLetters > 0))?.folder;
      if (folder === undefined) return;
      const name = guest.text.say('letters.file', { dataset: path.basename(folder) });
      await documents.show(`${name}.md`, { what: 'letters', folder });
    },
    revealDataset: node => {
      const at = placeOf(node);
      return at && vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(at));
    },
    copyDatasetPath: node => {
      const at = placeOf(node);
      return at === undefined ? undefined : vscode.env.clipboard.writeText(at);
    },
    refreshDatasets: () => list.refresh(),
  };
}

const isDatasetNode = (node: unknown): node is DatasetTreeNode =>
  isNode(node, 'dataset', 'datasetFact', 'month', 'partition', 'table');

const folderOf = (node: unknown): string | undefined => (isDatasetNode(node) ? node.folder : undefined);

/** The folder or the file that a row stands for, absolute. */
function placeOf(node: unknown): string | undefined {
  if (isNode(node, 'table')) return node.file;
  if (isNode(node, 'partition')) return path.join(node.folder, partitionFolder(node.date));
  return folderOf(node);
}
