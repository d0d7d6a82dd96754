import * as vscode from 'vscode';
import type { HistoryHostVerbs, HistoryPageVerbs, HistorySubject } from '../../../protocol/history.ts';
import type { Guest } from '../../guest.ts';
import type { PanelKind } from '../../panels.ts';
import { followRun, followTwin } from './follow.ts';
import { handlersFor } from './handlers.ts';
import { keyOf, type OpenPages } from './openPages.ts';

/** Tabs that show how a run went. */
export function historyPanel(
  guest: Guest,
  pages: OpenPages,
): PanelKind<HistorySubject, HistoryHostVerbs, HistoryPageVerbs> {
  return {
    title: ({ runId, startedAt }) =>
      guest.text.say('history.title', { run: startedAt === null ? runId : guest.text.dayTime(startedAt) }),
    begin: subject => ({
      handlers: handlersFor(guest, subject, pages),
      opened: live => {
        pages.live.set(keyOf(subject), live);
        const following = followRun(guest, subject, live.tell);
        const other =
          subject.twinId === undefined ? [] : [followTwin(guest, { ...subject, runId: subject.twinId }, live.tell)];
        return vscode.Disposable.from(following, ...other, { dispose: () => pages.live.delete(keyOf(subject)) });
      },
    }),
    restore: subject => {
      if (typeof subject !== 'object' || subject === null || !('workDir' in subject) || !('runId' in subject))
        return undefined;
      const { workDir, runId } = subject;
      const startedAt = 'startedAt' in subject && typeof subject.startedAt === 'string' ? subject.startedAt : null;
      if (typeof workDir !== 'string' || typeof runId !== 'string') return undefined;
      const twin = 'twinId' in subject && typeof subject.twinId === 'string' ? { twinId: subject.twinId } : {};
      return { workDir, runId, startedAt, ...twin };
    },
  };
}
