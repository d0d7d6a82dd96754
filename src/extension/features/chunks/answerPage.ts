import * as vscode from 'vscode';
import type { ChunksHostVerbs } from '../../../protocol/chunks.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { Guest } from '../../guest.ts';
import type { ScopeHolder } from './scope.ts';

/** As many as a person compares. */
const SIMILAR = 20;

/** What the page asks: the engine process answers nearly all of it. */
export function answerPage(guest: Guest, holder: ScopeHolder): Handlers<ChunksHostVerbs> {
  const { marks } = guest;
  const { ask } = guest.engine;
  return {
    open: holder.subject,
    show: ({ collection, uri }) => (uri === undefined ? holder.showCollection(collection) : holder.pickUri(uri)),
    rows: ({ scope, from, count }) => ask.chunks({ ...scope, from, count }),
    survey: ({ scope, uri }) => ask.surveyChunks({ ...scope, uri }),
    card: ({ scope, uri, chunkId }) => ask.chunk({ ...scope, uri, chunkId }),
    similar: ({ scope, uri, chunkId }) => ask.similarChunks({ ...scope, uri, chunkId, k: SIMILAR }),
    passage: ({ scope, uri, from, count }) => ask.chunkPassage({ ...scope, uri, from, count }),
    showPlace: async ({ scope, uri, chunkId }) => void (await marks.show(await ask.chunk({ ...scope, uri, chunkId }))),
    leave: marks.clear,
    openMarkdown: async ({ scope, uri }) => {
      const { file } = await ask.markdownOf({ ...scope, uri });
      await vscode.window.showTextDocument(vscode.Uri.file(file));
    },
    openPage: ({ uri }) => void vscode.env.openExternal(vscode.Uri.parse(uri)),
    copy: async ({ scope, uri, chunkId, as }) => {
      const record = await ask.chunkRecord({ ...scope, uri, chunkId });
      await vscode.env.clipboard.writeText(as === 'json' ? JSON.stringify(record, null, 2) : record.text);
      vscode.window.setStatusBarMessage(guest.text.say(`chunks.copied.${as}`), STATUS_MS);
    },
    act: ({ what }) => act(guest, holder, what),
  };
}

const STATUS_MS = 3000;

type Act = Parameters<Handlers<ChunksHostVerbs>['act']>[0]['what'];

async function act(guest: Guest, holder: ScopeHolder, what: Act): Promise<void> {
  switch (what) {
    case 'openFolder':
      return void vscode.commands.executeCommand('vscode.openFolder');
    case 'newest':
      return holder.forget();
    case 'run':
      return void guest.call('run');
    case 'runSource': {
      const { scope } = await holder.subject();
      if (scope?.uri && scope.runId !== null)
        void guest.call('runSource', { kind: 'source', workDir: scope.workDir, runId: scope.runId, uri: scope.uri });
    }
  }
}
