import * as vscode from 'vscode';
import type { CleaningHostVerbs, CleaningPageVerbs, CleaningSubject } from '../../../protocol/cleaning.ts';
import type { Guest } from '../../guest.ts';
import { once } from '../../once.ts';
import { pageName, readPageOfRun } from '../../pageOfRun.ts';
import type { PanelKind } from '../../panels.ts';
import { handlersFor } from './handlers.ts';
import { serveTexts } from './texts.ts';

let tabs = 0;

/** Tabs about one page each. */
export function cleaningPanel(guest: Guest): PanelKind<CleaningSubject, CleaningHostVerbs, CleaningPageVerbs> {
  const serve = once(async () => guest.own(serveTexts(guest)));
  return {
    title: page => guest.text.say('cleaning.title', { page: pageName(page) }),
    begin: subject => {
      void serve();
      tabs += 1;
      const id = `cleaning ${tabs}`;
      return {
        handlers: handlersFor(guest, subject, id),
        opened: live =>
          vscode.Disposable.from(
            guest.cleaningMoved.listen(({ id: of, done, total }) => of === id && live.tell.moved({ done, total })),
            guest.settings.readingPrice.listen(() => live.tell.changed({})),
            // Nobody waits for it any more.
            { dispose: () => void guest.engine.ask.stopCleaning({ id }).catch(() => undefined) },
          ),
      };
    },
    restore: readPageOfRun,
  };
}
