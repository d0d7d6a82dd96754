import * as vscode from 'vscode';
import type { TemporalStatus } from '../../../protocol/temporal.ts';
import { commandId } from '../../commandId.ts';
import type { Guest } from '../../guest.ts';
import { TEMPORAL_BAR_ITEM } from '../../views.ts';
import type { TemporalLink } from './link.ts';
import { statusSentence } from './text.ts';

const ICONS: Readonly<Record<TemporalStatus['state'], string>> = {
  off: 'cloud',
  connecting: 'sync~spin',
  connected: 'cloud',
  away: 'warning',
};

/** Stands in the status bar while Temporal is used: connected, connecting, or away and why. */
export function createSign({ text, settings, own }: Guest, link: TemporalLink): void {
  const item = vscode.window.createStatusBarItem(TEMPORAL_BAR_ITEM, vscode.StatusBarAlignment.Left);
  item.command = commandId('temporalMenu');
  const show = () => {
    const status = link.status();
    if (status.state === 'off') return item.hide();
    item.name = text.say('temporal.name');
    item.text = `$(${ICONS[status.state]}) ${text.say(`temporal.bar.${status.state}`)}`;
    item.tooltip = statusSentence(status, settings['temporal.address'].value, text);
    item.accessibilityInformation = { label: item.tooltip };
    item.backgroundColor =
      status.state === 'away' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.show();
  };
  own(item, link.changed.listen(show), settings.language.listen(show), settings['temporal.address'].listen(show));
}
