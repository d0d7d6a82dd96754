import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { otherSetting, settingYaml, type Comparison } from '../../../model/compareSettings.ts';
import { PRICES_AT, readingPrice } from '../../../model/prices.ts';
import { fail } from '../../../model/problem.ts';
import type { CompareForm, CompareHostVerbs, CompareSubject, QuestionSet } from '../../../protocol/compare.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { Guest } from '../../guest.ts';
import { openPlace } from '../../openPlace.ts';
import { findQuestions, readQuestions, writeQuestions } from '../../questionFile.ts';
import { askWhereToSave, needDisk, offerToOpen } from '../../saveFile.ts';
import { SECTION } from '../../settings.ts';
import { comparisonTable } from './comparisonTable.ts';

const STATUS_MS = 3000;
const EXTENSIONS: Readonly<Record<CompareForm, string>> = { csv: 'csv', markdown: 'md', json: 'json' };

/** Answers a tab about one page; `id` names what it waits for. */
export function handlersFor(guest: Guest, subject: CompareSubject, id: string): Handlers<CompareHostVerbs> {
  const { engine, settings, text } = guest;
  const { workDir, runId, uri, title } = subject;
  const place = { workDir, runId, uri };
  let last: Comparison | undefined;
  const price = () => readingPrice(settings.readingPrice.value);
  const table = (form: CompareForm): string => {
    if (!last) throw fail('usage', 'compare_stopped');
    return comparisonTable(last, { form, price: price(), text });
  };
  return {
    open: async () => {
      await guest.folders.follow();
      const own = await engine.ask.comparedSetting(place);
      return { uri, title, settings: [own, otherSetting(own)] };
    },
    compare: async asked => {
      last = await engine.ask.compareSettings({ ...place, ...asked, id, set: await questionSet(workDir) });
      return { ...last, price: price() };
    },
    stop: () => engine.ask.stopCompare({ id }),
    keep: async ({ setting }) => {
      await copy(guest, settingYaml(setting), 'pair.kept');
      const file = guest.store.run({ workDir, runId })?.inputFile;
      if (file) await openPlace({ file, line: 1, column: 1 }, true);
    },
    copyTable: ({ form }) => copy(guest, table(form), 'cleaning.copied'),
    saveTable: async ({ form }) => {
      const content = table(form);
      const file = await askWhereToSave(`compare.${EXTENSIONS[form]}`);
      if (!file) return;
      needDisk(file);
      await writeFile(file.fsPath, content);
      offerToOpen(guest, 'pair.saved', file);
    },
    openQuestions: () => openQuestions(guest, { workDir, uri, question: last?.question ?? null }),
    openPrices: ({ what }) =>
      void (what === 'table'
        ? vscode.env.openExternal(vscode.Uri.parse(PRICES_AT))
        : vscode.commands.executeCommand('workbench.action.openSettings', `${SECTION}.readingPrice`)),
    openMarkdown: async () => {
      const { markdown } = await engine.ask.cleaningFiles(place);
      if (markdown === null) throw fail('data', 'markdown_gone', { uri });
      await openPlace({ file: markdown, line: 1, column: 1 }, true);
    },
    runSource: () => void guest.call('runSource', { kind: 'source', ...place }),
  };
}

async function questionSet(workDir: string): Promise<QuestionSet | null> {
  const { file, exists } = await findQuestions(workDir);
  return exists ? { file: file.fsPath, text: await readQuestions(file) } : null;
}

interface Asked {
  readonly workDir: string;
  readonly uri: string;
  readonly question: string | null;
}

/** A set that is not there yet begins with the question of the page, whose answer is the page itself. */
async function openQuestions({ engine, text }: Guest, { workDir, uri, question }: Asked): Promise<void> {
  const { file, exists } = await findQuestions(workDir);
  if (!exists) {
    const first = { question: question ?? text.say('pair.firstQuestion'), expected: [uri] };
    const made = await engine.ask.addExpectation({ file: file.fsPath, text: '', ...first });
    await vscode.workspace.fs.writeFile(file, new Uint8Array());
    await writeQuestions(file, made.text);
  }
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside });
}

async function copy({ text }: Guest, copied: string, said: 'pair.kept' | 'cleaning.copied'): Promise<void> {
  await vscode.env.clipboard.writeText(copied);
  vscode.window.setStatusBarMessage(text.say(said), STATUS_MS);
}
