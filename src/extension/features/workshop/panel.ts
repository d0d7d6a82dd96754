import * as vscode from 'vscode';
import type { StepHostVerbs, StepPageVerbs, StepSubject } from '../../../protocol/workshop.ts';
import type { Guest } from '../../guest.ts';
import type { PanelKind } from '../../panels.ts';
import { keyOf, type Followed } from './followed.ts';
import { handlersFor } from './handlers.ts';
import { lookPatiently } from './lookPatiently.ts';

/** Time at a step is counted from word to word; a longer silence was a break. */
const STILL_HERE_MS = 30_000;

/** A tab for each workshop that is followed; it goes from step to step. */
export function stepPanel(guest: Guest, followed: Followed): PanelKind<StepSubject, StepHostVerbs, StepPageVerbs> {
  return {
    title: () => guest.text.say('step.page'),
    begin: subject => {
      const { handlers, stillHere, lookAgain, titled } = handlersFor(guest, followed, subject);
      return {
        handlers,
        opened: (live, panel) => {
          const timer = setInterval(() => {
            if (vscode.window.state.focused) void stillHere().catch(() => undefined);
          }, STILL_HERE_MS);
          // Nobody tells of a server that was started elsewhere; of a page that is out of sight nobody needs it.
          const isSeen = () => panel.visible;
          const looking = lookPatiently(() => isSeen() && void lookAgain().catch(() => undefined));
          return vscode.Disposable.from(
            guest.workshopChanged.listen(() => live.tell.changed({})),
            guest.checkMoved.listen(({ step, done, total, title, ...place }) => {
              if (keyOf(place) === keyOf(subject)) live.tell.checking({ step, done, total, title });
            }),
            guest.settings.language.listen(() => live.tell.changed({})),
            vscode.workspace.onDidGrantWorkspaceTrust(() => live.tell.changed({})),
            titled.listen(title => {
              panel.title = title;
              looking.afresh();
            }),
            panel.onDidChangeViewState(() => isSeen() && looking.now()),
            vscode.window.onDidChangeWindowState(({ focused }) => focused && looking.now()),
            looking,
            { dispose: () => clearInterval(timer) },
          );
        },
      };
    },
    restore: subject => {
      if (typeof subject !== 'object' || subject === null) return undefined;
      const { folder, workDir, workshop }: Partial<Record<string, unknown>> = { ...subject };
      if (typeof folder !== 'string' || typeof workDir !== 'string' || typeof workshop !== 'string') return undefined;
      return { folder, workDir, workshop };
    },
  };
}
