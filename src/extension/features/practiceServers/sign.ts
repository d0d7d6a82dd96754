import * as vscode from 'vscode';
import { commandId } from '../../commandId.ts';
import type { Guest } from '../../guest.ts';
import type { Disposable } from '../../signal.ts';
import type { ServerKind } from './serverKind.ts';

/** A server that somebody started and forgot is bad manners: its address stands in the status bar while it runs. */
export interface ServerSign extends Disposable {
  /** null: it does not run. */
  show(url: string | null): void;
}

export function createSign({ text, settings }: Guest, { words, barItem, menu, icon }: ServerKind): ServerSign {
  const item = vscode.window.createStatusBarItem(barItem, vscode.StatusBarAlignment.Left);
  item.command = commandId(menu);
  let shown: string | null = null;
  const show = (url: string | null) => {
    shown = url;
    if (url === null) return item.hide();
    item.name = text.say(`${words}.name`);
    item.text = `$(${icon}) ${new URL(url).host}`;
    item.tooltip = text.say(`${words}.sign`, { url });
    item.accessibilityInformation = { label: item.tooltip };
    item.show();
  };
  const speaking = settings.language.listen(() => show(shown));
  return {
    show,
    dispose: () => {
      speaking.dispose();
      item.dispose();
    },
  };
}
