import * as vscode from 'vscode';
import type { Guest } from '../../guest.ts';
import { sameRun, type KnownRun, type RunKey } from '../../nodes.ts';
import { progressPercent, progressText } from '../../pace.ts';
import { FOCUS_SOURCES, STATUS_BAR_ITEM } from '../../views.ts';
import { endNotice, statusText, type EndAction } from './view.ts';

/** Where a run is, wherever the user looks: status bar, a notification that cancels, one sentence at its end. */
export function activate(guest: Guest): Record<never, never> {
  const bar = vscode.window.createStatusBarItem(STATUS_BAR_ITEM, vscode.StatusBarAlignment.Left);
  bar.command = FOCUS_SOURCES;
  guest.own(
    bar,
    guest.store.runsChanged.listen(() => {
      guest.keys.set('ingestionWorkshop.hasRun', guest.store.runs().length > 0);
      guest.keys.set('ingestionWorkshop.running', guest.store.runs().some(isRunning));
      showStatus(bar, guest);
    }),
    guest.started.listen(key => void followRun(guest, key).catch(guest.notices.thrown)),
  );
  return {};
}

const isRunning = (run: KnownRun): boolean => run.status === 'RUNNING';

function showStatus(bar: vscode.StatusBarItem, { store, text }: Guest): void {
  const running = store.runs().filter(isRunning);
  if (running.length === 0) return bar.hide();
  const words = statusText(running, text);
  bar.name = text.say('status.name');
  bar.text = words.text;
  bar.tooltip = words.tooltip;
  bar.accessibilityInformation = { label: words.tooltip };
  bar.show();
}

async function followRun(guest: Guest, key: RunKey): Promise<void> {
  const title = guest.text.say('progress.title');
  const ended = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, cancelled) => reportUntilEnd(guest, key, { progress, cancelled }),
  );
  const notice = endNotice(ended, guest.text);
  if (notice === null) return;
  const say = { info: vscode.window.showInformationMessage, warning: vscode.window.showWarningMessage }[
    notice.severity
  ];
  const chosen = await say(
    notice.message,
    ...notice.actions.map(action => ({ title: guest.text.say(`action.${action}`), action })),
  );
  if (chosen) await act(chosen.action, guest, ended);
}

interface Reporting {
  readonly progress: vscode.Progress<{ message?: string; increment?: number }>;
  readonly cancelled: vscode.CancellationToken;
}

/** The store is the only witness: a run that ended before we looked ends here at once. */
function reportUntilEnd(guest: Guest, key: RunKey, { progress, cancelled }: Reporting): Promise<KnownRun> {
  return new Promise(resolve => {
    let shown = 0;
    const look = () => {
      const run = guest.store.run(key);
      if (run === null) return;
      // A known total can grow while pages are discovered: the bar waits rather than go back.
      const percent = Math.max(shown, progressPercent(run));
      progress.report({ message: progressText(run, guest.pace(run), guest.text), increment: percent - shown });
      shown = percent;
      // Of a run that was quick, a server's list tells the end before its history tells the figures.
      if (isRunning(run) || run.figures === 'unread') return;
      listening.dispose();
      stopping.dispose();
      resolve(run);
    };
    const listening = guest.store.runsChanged.listen(look);
    const stopping = cancelled.onCancellationRequested(() => {
      guest.engine.ask.cancel({ workDir: key.workDir, runId: key.runId }).catch(guest.notices.thrown);
    });
    look();
  });
}

async function act(action: EndAction, guest: Guest, run: KnownRun): Promise<unknown> {
  switch (action) {
    case 'search':
      return guest.call('search');
    case 'resume':
    case 'retryFailed':
    case 'openHistory':
    case 'showApiResult':
    case 'showDataset':
      return guest.call(action, { kind: 'run', workDir: run.workDir, runId: run.runId });
    case 'showSources':
      if (!sameRun(run, guest.store.picked())) guest.store.pick(run);
      return vscode.commands.executeCommand(FOCUS_SOURCES);
  }
}
