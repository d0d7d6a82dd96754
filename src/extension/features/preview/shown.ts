import * as vscode from 'vscode';
import type { PreviewSummary } from '../../../protocol/preview.ts';
import { commandId } from '../../commandId.ts';
import type { Guest } from '../../guest.ts';
import type { PreviewNode } from '../../nodes.ts';
import { treeItem } from '../../treeItem.ts';
import { FOCUS_PREVIEW, VIEWS } from '../../views.ts';
import { keyOf, PAGE, rowsBelow } from './rows.ts';
import { homeOf, previewItem, previewMessage } from './view.ts';

/** The preview that is on the screen. */
export interface Shown {
  readonly file: vscode.Uri;
  readonly workDir: string;
  readonly summary: PreviewSummary;
}

export interface PreviewView {
  show(shown: Shown): Promise<void>;
  shown(): Shown | null;
  filter(): string;
  setFilter(text: string): void;
  more(node: PreviewNode): void;
  close(): void;
}

/** The tree in the side bar; its rows are asked for when they are seen. */
export function createPreviewView(guest: Guest): PreviewView {
  const { text, keys } = guest;
  const changed = new vscode.EventEmitter<PreviewNode | undefined>();
  const wanted = new Map<string, number>();
  let shown: Shown | null = null;
  let filter = '';

  const view = vscode.window.createTreeView<PreviewNode>(VIEWS.preview, {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: node =>
        (shown ? rowsBelow(guest.engine, { workDir: shown.workDir, filter, wanted }, node) : Promise.resolve([])).catch(
          (error: unknown) => (guest.notices.thrown(error), []),
        ),
      getTreeItem: node => {
        const item = treeItem(
          previewItem(node, shown && homeOf(shown.summary), text),
          guest.context.extensionUri,
          node.kind === 'previewLevel',
        );
        if (node.kind === 'previewMore') item.command = moreCommand(node);
        return item;
      },
    },
    showCollapseAll: true,
  });

  function redraw(): void {
    view.message = shown === null ? '' : previewMessage(shown.summary, filter, text);
    view.description = shown === null ? '' : vscode.workspace.asRelativePath(shown.file);
    changed.fire(undefined);
  }

  guest.own(view, changed, guest.settings.language.listen(redraw));
  return {
    async show(given) {
      shown = given;
      filter = '';
      wanted.clear();
      keys.set('ingestionWorkshop.hasPreview', true);
      redraw();
      await vscode.commands.executeCommand(FOCUS_PREVIEW, { preserveFocus: true });
    },
    shown: () => shown,
    filter: () => filter,
    setFilter(given) {
      filter = given.trim();
      wanted.clear();
      redraw();
    },
    more(node) {
      if (node.kind !== 'previewMore') return;
      wanted.set(keyOf(node.group), (wanted.get(keyOf(node.group)) ?? PAGE) + PAGE);
      changed.fire(node.group);
    },
    close() {
      shown = null;
      keys.set('ingestionWorkshop.hasPreview', false);
      redraw();
    },
  };
}

const moreCommand = (node: PreviewNode): vscode.Command => ({
  ...{ command: commandId('morePreviewed'), title: '', arguments: [node] },
});
