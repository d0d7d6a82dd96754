import * as vscode from 'vscode';
import { coalesce } from '../../coalesce.ts';
import type { CommandHandlers } from '../../commands.ts';
import type { Guest } from '../../guest.ts';
import { isNode } from '../../nodes.ts';
import { showPage, type LivePage } from '../../page.ts';
import { FOCUS_CHUNKS, VIEWS } from '../../views.ts';
import type { ChunksHostVerbs, ChunksPageVerbs } from '../../../protocol/chunks.ts';
import { answerPage } from './answerPage.ts';
import { createScopeHolder } from './scope.ts';

/** While a run works: often enough to see chunks arrive, seldom enough to read them. */
const RUN_INTERVAL_MS = 1000;

/** What the index holds of the Source that is picked, or of a whole collection, as a page in the side bar. */
export function activate(guest: Guest): Pick<CommandHandlers, 'showChunks'> {
  const { store } = guest;
  const scope = createScopeHolder(guest);
  let live: LivePage<ChunksPageVerbs> | null = null;
  const tell = () => live?.tell.changed({});
  const soon = coalesce(tell, RUN_INTERVAL_MS);
  guest.own(
    soon,
    scope.changed.listen(tell),
    store.runsChanged.listen(soon.request),
    store.sourcesChanged.listen(soon.request),
    guest.settings.workDir.listen(tell),
    vscode.workspace.onDidChangeWorkspaceFolders(tell),
    vscode.window.registerWebviewViewProvider(VIEWS.chunks, {
      resolveWebviewView: view => {
        const handlers = answerPage(guest, scope);
        const title = guest.text.say('chunks.title');
        const { webview } = view;
        const opened = showPage<ChunksHostVerbs, ChunksPageVerbs>({ guest, page: 'chunks', webview, title, handlers });
        live = opened;
        view.onDidDispose(() => {
          live = null;
          opened.dispose();
        });
      },
    }),
  );
  return {
    showChunks: async node => {
      if (isNode(node, 'source', 'stage')) scope.pick({ ...node, kind: 'source' });
      if (isNode(node, 'chunk')) await scope.pickChunk(node);
      await vscode.commands.executeCommand(FOCUS_CHUNKS);
    },
  };
}
