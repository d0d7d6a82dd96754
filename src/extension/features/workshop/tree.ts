import * as vscode from 'vscode';
import type { ToldOutline } from '../../../protocol/workshop.ts';
import { coalesce, TREE_INTERVAL_MS } from '../../coalesce.ts';
import type { Guest } from '../../guest.ts';
import type { WorkshopTreeNode } from '../../nodes.ts';
import { createOpenRows } from '../../openRows.ts';
import { treeItem } from '../../treeItem.ts';
import { VIEWS } from '../../views.ts';
import { keyOf, type Followed } from './followed.ts';
import { parentOf, rowHere } from './rows.ts';
import { partItem, rowId, stepItem, workshopItem } from './view.ts';

/** The parts and steps of what is followed; of several workshops each under its own row. */
export function createWorkshopTree(guest: Guest, followed: Followed): void {
  const { context } = guest;
  const changed = new vscode.EventEmitter<undefined>();
  const redraw = coalesce(() => changed.fire(undefined), TREE_INTERVAL_MS);
  const open = createOpenRows(context.workspaceState, 'workshop');
  const nodes = new Map<string, WorkshopTreeNode>();
  const toldOf = (node: WorkshopTreeNode) => followed.known().find(one => keyOf(one) === keyOf(node));

  /** The same object for the same thing: VS Code tells elements apart so. */
  function same<N extends WorkshopTreeNode>(node: N): N {
    // SAFETY: the id names the kind.
    const known = nodes.get(rowId(node)) as N | undefined;
    if (!known) nodes.set(rowId(node), node);
    return known ?? node;
  }

  const partsOf = ({ outline, problem: _problem, ...place }: ToldOutline): WorkshopTreeNode[] =>
    (outline?.parts ?? []).map(({ id }) => same({ ...place, kind: 'workshopPart', part: id }));

  async function roots(): Promise<WorkshopTreeNode[]> {
    const told = await followed.read();
    const [only] = told;
    view.description = told.length === 1 ? (only?.outline?.title ?? '') : '';
    setTimeout(follow, TREE_INTERVAL_MS);
    if (told.length === 1 && only?.outline) return partsOf(only);
    return told.map(({ outline: _outline, problem: _problem, ...place }) => same({ ...place, kind: 'workshop' }));
  }

  let seen = '';
  /** The step that one is at comes into sight when it is another one: later than the rows, as VS Code must know them. */
  function follow(): void {
    const here = rowHere(followed.known());
    if (!here || !view.visible || seen === here.step) return;
    seen = here.step;
    // A row that goes meanwhile needs no look.
    view.reveal(same(here), { select: false }).then(undefined, () => undefined);
  }

  const itemOf = (node: WorkshopTreeNode) => treeItemOf(node, toldOf(node), { guest, isOpen: open.has });

  const view = vscode.window.createTreeView<WorkshopTreeNode>(VIEWS.workshop, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: itemOf,
      getParent: node => [parentOf(node, followed.known())].flatMap(up => (up ? same(up) : []))[0],
      getChildren: async node => {
        if (!node) return roots().catch((error: unknown) => (guest.notices.thrown(error), []));
        const told = toldOf(node);
        if (!told || node.kind === 'workshopStep') return [];
        if (node.kind === 'workshop') return partsOf(told);
        const { outline, problem: _problem, ...place } = told;
        const steps = outline?.parts.find(({ id }) => id === node.part)?.steps ?? [];
        return steps.map(({ id }) => same({ ...place, kind: 'workshopStep', step: id }));
      },
    },
    showCollapseAll: true,
  });
  guest.own(
    view,
    changed,
    redraw,
    open.watch(view, rowId),
    view.onDidChangeVisibility(follow),
    guest.workshopChanged.listen(redraw.request),
    guest.settings.language.listen(redraw.request),
    vscode.workspace.onDidChangeWorkspaceFolders(redraw.request),
    vscode.workspace.onDidGrantWorkspaceTrust(redraw.request),
  );
}

interface ItemWorld {
  readonly guest: Guest;
  isOpen(id: string): boolean;
}

/** The part that the learner is at is open from the start. */
function treeItemOf(
  node: WorkshopTreeNode,
  told: ToldOutline | undefined,
  { guest: { text, context }, isOpen }: ItemWorld,
): vscode.TreeItem {
  if (!told) return new vscode.TreeItem(node.workshop);
  const { parts = [], current } = told.outline ?? {};
  if (node.kind === 'workshop') return treeItem(workshopItem(node, told, text), context.extensionUri, true);
  if (node.kind === 'workshopPart') {
    const part = parts.find(({ id }) => id === node.part);
    if (!part) return new vscode.TreeItem(node.part);
    const isHere = part.steps.some(({ id }) => id === current);
    return treeItem(partItem(node, part, text), context.extensionUri, isHere || isOpen(rowId(node)));
  }
  const mark = parts.flatMap(part => part.steps).find(({ id }) => id === node.step);
  if (!mark) return new vscode.TreeItem(node.step);
  return treeItem(stepItem(node, mark, { isHere: current === mark.id, text }), context.extensionUri);
}
