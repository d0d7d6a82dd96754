import * as vscode from 'vscode';
import type { CompareHostVerbs, ComparePageVerbs, CompareSubject } from '../../../protocol/compare.ts';
import type { Guest } from '../../guest.ts';
import { pageName, readPageOfRun } from '../../pageOfRun.ts';
import type { PanelKind } from '../../panels.ts';
import { handlersFor } from './handlers.ts';

let tabs = 0;

/** Tabs about one page of a run each. */
export function comparePanel(guest: Guest): PanelKind<CompareSubject, CompareHostVerbs, ComparePageVerbs> {
  return {
    title: page => guest.text.say('pair.title', { page: pageName(page) }),
    begin: subject => {
      tabs += 1;
      const id = `compare ${tabs}`;
      return {
        handlers: handlersFor(guest, subject, id),
        opened: live =>
          vscode.Disposable.from(
            guest.compareMoved.listen(({ id: of, done, total }) => of === id && live.tell.moved({ done, total })),
            guest.settings.readingPrice.listen(() => live.tell.changed({})),
            // Nobody waits for it any more.
            { dispose: () => void guest.engine.ask.stopCompare({ id }).catch(() => undefined) },
          ),
      };
    },
    restore: readPageOfRun,
  };
}
