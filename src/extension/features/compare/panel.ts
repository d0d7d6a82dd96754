import * as vscode from 'vscode';
import type { CompareHostVerbs, ComparePageVerbs, CompareSubject } from '../../../protocol/compare.ts';
import type { Guest } from '../../guest.ts';
import type { PanelKind } from '../../panels.ts';
import { handlersFor } from './handlers.ts';

let tabs = 0;

/** Tabs about one page of a run each. */
export function comparePanel(guest: Guest): PanelKind<CompareSubject, CompareHostVerbs, ComparePageVerbs> {
  return {
    title: ({ uri, title }) => guest.text.say('pair.title', { page: title?.trim() || shortOf(uri) }),
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
    restore: subject => {
      if (typeof subject !== 'object' || subject === null) return undefined;
      const { workDir, runId, uri, title }: Partial<Record<string, unknown>> = { ...subject };
      if (typeof workDir !== 'string' || typeof runId !== 'string' || typeof uri !== 'string') return undefined;
      return { workDir, runId, uri, title: typeof title === 'string' ? title : null };
    },
  };
}

const shortOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).pathname.replace(/^\//, '') || uri : uri);
