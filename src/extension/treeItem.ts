import * as vscode from 'vscode';
import type { Icon, ItemCommand, ItemView } from './itemView.ts';

/** The one place where a tree item as data becomes VS Code's. */
export function treeItem(view: ItemView, extensionUri: vscode.Uri, open = false): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(view.label, view.children ? (open ? Expanded : Collapsed) : None);
  item.id = view.id;
  item.description = view.description;
  item.tooltip = new vscode.MarkdownString(view.tooltip);
  item.contextValue = view.contextValue;
  item.accessibilityInformation = { label: view.accessibility };
  if (view.icon !== null) item.iconPath = iconPath(view.icon, extensionUri);
  if (view.command) item.command = itemCommand(view.command);
  return item;
}

function iconPath(icon: Icon, extensionUri: vscode.Uri): vscode.IconPath {
  if ('codicon' in icon)
    return new vscode.ThemeIcon(icon.codicon, icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color));
  const file = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', 'states', `${icon.own}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}

function itemCommand({ id, title, node, file, line, column = 1 }: ItemCommand): vscode.Command {
  if (file === undefined) return { command: id, title, arguments: [node] };
  const uri = vscode.Uri.file(file);
  if (line === undefined) return { command: id, title, arguments: [uri] };
  const at = new vscode.Position(line - 1, column - 1);
  return { command: id, title, arguments: [uri, { selection: new vscode.Range(at, at) }] };
}
