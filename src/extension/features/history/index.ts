import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { HistoryHostVerbs, HistoryPageVerbs, HistorySubject } from '../../../protocol/history.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode, type RunKey } from '../../nodes.ts';
import { createPanels, type PanelKind } from '../../panels.ts';
import { serveCode } from './code.ts';
import { followRun } from './follow.ts';
import { handlersFor } from './handlers.ts';
import { keyOf, type OpenPages } from './openPages.ts';

/** A run as it happened: on a time axis, event by event, as JSON. */
export function activate(guest: Guest): Pick<CommandHandlers, 'openHistory'> {
  const pages: OpenPages = { wanted: new Map(), live: new Map() };
  guest.own(serveCode(guest));
  const panels = createPanels(guest, panelKind(guest, pages));
  return {
    openHistory: async node => {
      if (isNode(node, 'source', 'stage')) wantRow(pages, node);
      const { workDir, runId } = isNode(node, 'run', 'source', 'stage') ? node : await pickedRun(guest);
      panels.show({ workDir, runId, startedAt: guest.store.run({ workDir, runId })?.startedAt ?? null });
    },
  };
}

async function pickedRun({ folders, store }: Guest): Promise<RunKey> {
  await folders.follow();
  const run = store.picked();
  if (run === null) throw fail('usage', 'no_run_to_show');
  return run;
}

function wantRow({ wanted, live }: OpenPages, { uri, ...run }: RunKey & { readonly uri: string }): void {
  const page = live.get(keyOf(run));
  if (page) page.tell.pick({ uri });
  else wanted.set(keyOf(run), uri);
}

function panelKind(guest: Guest, pages: OpenPages): PanelKind<HistorySubject, HistoryHostVerbs, HistoryPageVerbs> {
  return {
    page: 'history',
    icon: 'history',
    title: ({ runId, startedAt }) =>
      guest.text.say('history.title', { run: startedAt === null ? runId : guest.text.dayTime(startedAt) }),
    handlers: subject => handlersFor(guest, subject, pages),
    opened: (subject, live) => {
      pages.live.set(keyOf(subject), live);
      const following = followRun(guest, subject, live.tell);
      return vscode.Disposable.from(following, { dispose: () => pages.live.delete(keyOf(subject)) });
    },
    restore: subject => {
      if (typeof subject !== 'object' || subject === null || !('workDir' in subject) || !('runId' in subject))
        return undefined;
      const { workDir, runId } = subject;
      const startedAt = 'startedAt' in subject && typeof subject.startedAt === 'string' ? subject.startedAt : null;
      return typeof workDir === 'string' && typeof runId === 'string' ? { workDir, runId, startedAt } : undefined;
    },
  };
}
