import * as vscode from 'vscode';
import { commandId } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import type { Disposable } from '../../signal.ts';
import { SITE_BAR_ITEM } from '../../views.ts';

/** A server that somebody started and forgot is bad manners: its address stands in the status bar while it runs. */
export interface SiteSign extends Disposable {
  /** null: it does not run. */
  show(url: string | null): void;
}

export function createSiteSign({ text, settings }: Guest): SiteSign {
  const item = vscode.window.createStatusBarItem(SITE_BAR_ITEM, vscode.StatusBarAlignment.Left);
  item.command = commandId('practiceSiteMenu');
  let shown: string | null = null;
  const show = (url: string | null) => {
    shown = url;
    if (url === null) return item.hide();
    item.name = text.say('site.name');
    item.text = `$(vm-running) ${new URL(url).host}`;
    item.tooltip = text.say('site.sign', { url });
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
