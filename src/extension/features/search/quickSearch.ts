import * as vscode from 'vscode';
import { modelName } from '../../../model/modelName.ts';
import type { FoundPlace } from '../../../protocol/search.ts';
import type { Guest } from '../../guest.ts';
import { openPassage } from './passagePlace.ts';
import { passageEntry } from './passageEntry.ts';

/** As many as a person reads. */
const PASSAGES = 10;

/** The fast path, without a page: a question, the passages that answer it, and each at its place in the Markdown. */
export async function quickSearch(guest: Guest, workDir: string, last: string): Promise<string | undefined> {
  const question = await askQuestion(guest, last);
  if (!question) return undefined;
  const hit = await choosePassage(guest, workDir, question);
  if (hit === 'page') await guest.call('search', question);
  else if (hit) await openPassage(guest, { workDir, ...hit });
  return question;
}

function askQuestion({ text }: Guest, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: text.say('search.title'),
    prompt: text.say('search.prompt'),
    placeHolder: text.say('search.example'),
    value,
  });
}

async function choosePassage(
  guest: Guest,
  workDir: string,
  question: string,
): Promise<FoundPlace | 'page' | undefined> {
  const { text } = guest;
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: text.say('search.title') },
    () => guest.engine.ask.search({ workDir, question, k: PASSAGES }),
  );
  if (found.results.length === 0)
    return void vscode.window.showInformationMessage(text.say('search.nothing', { question }));
  guest.keys.set('ingestionWorkshop.answered', true);
  const folder = guest.folders.nameOf(workDir);
  const counted = text.say('search.found', {
    passages: text.count('unit.passage', found.results.length),
    ms: text.number(Math.max(1, Math.round(found.durationMs))),
    model: found.model === null ? '–' : modelName(found.model, text),
  });
  const title = folder === null ? counted : `${folder} · ${counted}`;
  const page = { label: `$(search) ${text.say('search.openPage')}`, alwaysShow: true, hit: 'page' as const };
  const { collection } = found;
  const passages = found.results.map(hit => {
    return { ...passageEntry(hit, text), hit: { collection, uri: hit.uri, chunkId: hit.chunkId } };
  });
  const entries = [...passages, page];
  const placeHolder = found.nothingClose ? text.say('error.nothing_close') : question;
  const options = { title, placeHolder, matchOnDetail: true, matchOnDescription: true };
  return (await vscode.window.showQuickPick<(typeof entries)[number]>(entries, options))?.hit;
}
