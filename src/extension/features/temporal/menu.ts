import * as vscode from 'vscode';
import { commandId } from '../../commandId.ts';
import type { CommandName } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { SECTION } from '../../settings.ts';
import type { TemporalLink } from './link.ts';
import type { LocalServer } from './localServer.ts';
import { isLocal } from './place.ts';
import { statusSentence } from './text.ts';
import type { Workers } from './workers.ts';

interface Entry extends vscode.QuickPickItem {
  act(): unknown;
}

/** What can be done now, behind the sign in the status bar. */
export async function openMenu(guest: Guest, link: TemporalLink, own: { server: LocalServer; workers: Workers }) {
  const { text, settings, store } = guest;
  const { state } = link.status();
  const address = settings['temporal.address'].value;
  const entry = (icon: string, name: CommandName): Entry => ({
    label: `$(${icon}) ${text.say(`temporal.menu.${name}`)}`,
    act: () => vscode.commands.executeCommand(commandId(name)),
  });
  const entries: Entry[] = [
    ...(state === 'connected' ? [entry('play', 'runOnTemporal'), entry('pulse', 'diagnoseTemporal')] : []),
    ...(state === 'away' || state === 'off' ? [entry('plug', 'connectTemporal')] : []),
    ...(own.server.isRunning() ? [entry('debug-stop', 'stopTemporalServer')] : []),
    ...(!own.server.isRunning() && state !== 'connected' && isLocal(address)
      ? [entry('server-process', 'startTemporalServer')]
      : []),
    entry('run-all', 'startTemporalWorker'),
    entry('snake', 'startPythonWorker'),
    ...(own.workers.count() > 0 ? [entry('debug-stop', 'stopTemporalWorkers')] : []),
    ...(store.runs().some(run => run.backEnd === 'temporal') ? [entry('link-external', 'openInTemporal')] : []),
    {
      label: `$(gear) ${text.say('temporal.menu.settings')}`,
      act: () => vscode.commands.executeCommand('workbench.action.openSettings', `${SECTION}.temporal`),
    },
    ...(state === 'off' ? [] : [entry('debug-disconnect', 'disconnectTemporal')]),
  ];
  const placeHolder = statusSentence(link.status(), address, text);
  await (await vscode.window.showQuickPick(entries, { placeHolder }))?.act();
}
