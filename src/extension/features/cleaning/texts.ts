import * as vscode from 'vscode';
import type { CleanedPage } from '../../../protocol/cleaning.ts';
import type { Guest } from '../../guest.ts';
import type { Disposable } from '../../signal.ts';

const SCHEME = 'ingestion-workshop-cleaning';

/** The Markdown of a page, cleaned or whole, made when an editor asks for it. */
export function serveTexts({ engine }: Guest): Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ query }) => {
      // SAFETY: only `compareTexts` makes such addresses.
      const asked = JSON.parse(query) as CleanedPage & { whole: boolean };
      return engine.ask.cleaningText(asked);
    },
  });
}

/** The whole page at the left, what cleaning left of it at the right. */
export async function compareTexts({ text }: Guest, place: CleanedPage, title: string): Promise<void> {
  const uriOf = (whole: boolean) =>
    vscode.Uri.from({
      scheme: SCHEME,
      path: `/${whole ? 'whole' : 'cleaned'}.md`,
      query: JSON.stringify({ ...place, whole }),
    });
  await vscode.commands.executeCommand(
    'vscode.diff',
    uriOf(true),
    uriOf(false),
    text.say('cleaning.diff', { page: title }),
  );
}
