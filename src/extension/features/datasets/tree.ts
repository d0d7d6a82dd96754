import path from 'node:path';
import * as vscode from 'vscode';
import { daysOfMonth, groupDays, type PartitionView } from '../../../model/dataset/view.ts';
import type { Guest } from '../../guest.ts';
import type { ItemView } from '../../itemView.ts';
import type { DatasetNode, DatasetTreeNode, MonthNode, PartitionNode } from '../../nodes.ts';
import type { OpenRows } from '../../openRows.ts';
import { treeItem } from '../../treeItem.ts';
import type { DatasetList } from './list.ts';
import { datasetFactItem, datasetItem, datasetRowId, factsOf, monthItem, partitionItem, tableItem } from './view.ts';

export type DatasetsTree = vscode.TreeDataProvider<DatasetTreeNode> & vscode.Disposable;

/** Datasets, their days, and the file of a day. Days are read when they are shown, at most a month at a time. */
export function createDatasetsTree(guest: Guest, list: DatasetList, open: OpenRows): DatasetsTree {
  const changed = new vscode.EventEmitter<undefined>();
  const redraw = () => changed.fire(undefined);
  const listeners = [list.changed.listen(redraw), guest.settings.language.listen(redraw)];
  const rows = createRows(guest, list);
  return {
    onDidChangeTreeData: changed.event,
    getChildren: node => rows.under(node),
    getTreeItem: node => {
      const view = rows.itemOf(node);
      if (!view) return new vscode.TreeItem(path.basename(node.folder));
      const isOnly = node.kind === 'dataset' && list.all().length === 1;
      return treeItem(view, guest.context.extensionUri, isOnly || open.has(view.id));
    },
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      changed.dispose();
    },
  };
}

interface Rows {
  under(node: DatasetTreeNode | undefined): DatasetTreeNode[] | Promise<DatasetTreeNode[]>;
  /** Null: it is gone. */
  itemOf(node: DatasetTreeNode): ItemView | null;
}

function createRows({ engine, notices, text }: Guest, list: DatasetList): Rows {
  const same = createSame();
  const days = new Map<string, PartitionView>();
  const dayOf = ({ folder, date }: { folder: string; date: string }) => days.get(`${folder} ${date}`) ?? null;
  const datesOf = ({ folder, month }: MonthNode) => daysOfMonth(list.one(folder)?.dates ?? [], month);

  async function partitions(folder: string, dates: readonly string[]): Promise<PartitionNode[]> {
    for (const view of await engine.ask.partitions({ folder, dates })) days.set(`${folder} ${view.date}`, view);
    return dates.map(date => same({ kind: 'partition', folder, date }));
  }

  async function inDataset({ folder }: DatasetNode): Promise<DatasetTreeNode[]> {
    const view = list.one(folder);
    if (!view) return [];
    const { newest, months } = groupDays(view.dates);
    return [
      ...factsOf(view).map(what => same({ kind: 'datasetFact', folder, what })),
      ...(await partitions(folder, newest)),
      ...months.map((month): MonthNode => same({ kind: 'month', folder, month })),
    ];
  }

  function tables(node: PartitionNode): DatasetTreeNode[] {
    const name = dayOf(node)?.file ?? null;
    const { folder, date } = node;
    return name === null ? [] : [same({ kind: 'table', folder, date, file: path.join(folder, name) })];
  }

  async function datasets(): Promise<DatasetNode[]> {
    const all = await list.load().catch((error: unknown) => (notices.thrown(error), []));
    return all.map(({ folder }): DatasetNode => same({ kind: 'dataset', folder }));
  }

  return {
    under: node => {
      if (node === undefined) return datasets();
      if (node.kind === 'dataset') return inDataset(node);
      if (node.kind === 'month') return partitions(node.folder, datesOf(node));
      return node.kind === 'partition' ? tables(node) : [];
    },
    itemOf: node => {
      const view = list.one(node.folder);
      if (!view) return null;
      switch (node.kind) {
        case 'dataset':
          return datasetItem(node, view, vscode.workspace.asRelativePath(node.folder), text);
        case 'datasetFact':
          return datasetFactItem(node, view, text);
        case 'month':
          return monthItem(node, datesOf(node).length, text);
        case 'partition':
          return partitionItem(node, dayOf(node), text);
        case 'table':
          return tableItem(node, dayOf(node), text);
      }
    },
  };
}

/** The same object for the same thing: VS Code tells elements apart so. */
function createSame(): <N extends DatasetTreeNode>(node: N) => N {
  const nodes = new Map<string, DatasetTreeNode>();
  return <N extends DatasetTreeNode>(node: N): N => {
    const key = `${node.kind} ${datasetRowId(node)}`;
    // SAFETY: the key begins with the kind.
    const known = nodes.get(key) as N | undefined;
    if (!known) nodes.set(key, node);
    return known ?? node;
  };
}
