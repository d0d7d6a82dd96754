import * as vscode from 'vscode';
import { fail } from '../../../model/problem.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { SearchHostVerbs } from '../../../protocol/search.ts';
import type { Guest } from '../../guest.ts';
import type { AnswerDesk } from './answerDesk.ts';
import type { Disposable } from '../../signal.ts';
import { chunkNode, openPassage } from './passagePlace.ts';
import { findQuestions, readQuestions, writeQuestions } from '../../questionFile.ts';

export interface SearchPageWorld {
  readonly workDir: string;
  /** The question that a command left, once. */
  takePending(): string | null;
  readonly desk: AnswerDesk;
  /** The colours of the passage that this page opened last. */
  readonly opened: { mark?: Disposable };
}

/** What the search page asks, answered for one work folder. */
export function answerPage(
  guest: Guest,
  { workDir, takePending, desk, opened }: SearchPageWorld,
): Handlers<SearchHostVerbs> {
  const { engine } = guest;
  return {
    scope: async () => {
      // A run of the command line, or of an earlier session, tells which collection is meant.
      await guest.folders.follow();
      return engine.ask.searchScope({ workDir });
    },
    pending: takePending,
    search: async setting => {
      const found = await engine.ask.search({ workDir, ...setting });
      if (found.results.length > 0) guest.keys.set('ingestionWorkshop.answered', true);
      return found;
    },
    project: request => engine.ask.projectSearch({ workDir, ...request }),
    evaluate: async setting => {
      const { file, exists } = await findQuestions(workDir);
      if (!exists) return null;
      return engine.ask.evaluateSearch({ workDir, ...setting, file: file.fsPath, text: await readQuestions(file) });
    },
    expect: ({ question, uri }) => expectSource(guest, workDir, { question, expected: [uri] }),
    openQuestions: async () => {
      const { file } = await findQuestions(workDir);
      await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside });
    },
    openHit: async place => {
      opened.mark = await openPassage(guest, { workDir, ...place }, true);
    },
    leaveHit: () => void opened.mark?.dispose(),
    showChunk: place => void guest.call('showChunks', chunkNode(guest, { workDir, ...place })),
    openPage: async ({ uri }) => {
      // What was indexed is data: only web pages go to the browser.
      if (!/^https?:\/\//i.test(uri)) throw fail('data', 'not_a_web_page', { uri });
      await vscode.env.openExternal(vscode.Uri.parse(uri, true));
    },
    ask: desk.ask,
    cancelAsk: desk.cancel,
    answerSoFar: desk.soFar,
    restOfAnswer: desk.rest,
    run: () => void guest.call('run'),
  };
}

interface Expected {
  readonly question: string;
  readonly expected: readonly string[];
}

async function expectSource(
  { engine }: Guest,
  workDir: string,
  answer: Expected,
): Promise<{ file: string; questions: number }> {
  const { file, exists } = await findQuestions(workDir);
  if (!exists) await vscode.workspace.fs.writeFile(file, new Uint8Array());
  const { text, questions } = await engine.ask.addExpectation({
    ...{ file: file.fsPath, text: await readQuestions(file) },
    ...answer,
  });
  await writeQuestions(file, text);
  return { file: vscode.workspace.asRelativePath(file), questions };
}
