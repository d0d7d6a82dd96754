import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { PAGES_READ, readingCost } from '../../../model/cleaning.ts';
import { PRICES_AT, dollars, readingPrice } from '../../../model/prices.ts';
import { fail } from '../../../model/problem.ts';
import type { CleaningForm, CleaningHostVerbs, CleaningSubject, CleaningWords } from '../../../protocol/cleaning.ts';
import type { Handlers } from '../../../protocol/peer.ts';
import type { Guest } from '../../guest.ts';
import { openPlace } from '../../openPlace.ts';
import { askWhereToSave, needDisk, offerToOpen } from '../../saveFile.ts';
import { SECTION } from '../../settings.ts';
import { FOCUS_SOURCES } from '../../views.ts';
import { compareTexts } from './texts.ts';
import { totalsTable } from './totalsTable.ts';

const STATUS_MS = 3000;
const EXTENSIONS: Readonly<Record<CleaningForm, string>> = { csv: 'csv', markdown: 'md', json: 'json' };

/** Answers a tab about one page; `id` names what it waits for. */
export function handlersFor(guest: Guest, subject: CleaningSubject, id: string): Handlers<CleaningHostVerbs> {
  const { engine, settings, text } = guest;
  const { workDir, runId, uri, title } = subject;
  const place = { workDir, runId, uri };
  const { ask } = engine;
  const table = (form: CleaningForm) => ask.cleaningTable({ ...place, form, ...wordsOf(guest) });
  const price = () => readingPrice(settings.readingPrice.value);
  return {
    open: async () => {
      await guest.folders.follow();
      return { ...(await ask.openCleaning({ ...place, id })), uri, price: price() };
    },
    stop: () => ask.stopCleaning({ id }),
    rows: asked => ask.cleaningRows({ ...place, ...asked }),
    block: asked => ask.cleaningBlock({ ...place, ...asked }),
    passage: asked => ask.cleaningPassage({ ...place, ...asked }),
    effect: asked => ask.cleaningEffect({ ...place, ...asked }),
    totals: () => ask.cleaningTotals({ workDir, runId, id }),
    openHtml: async at => {
      const { html } = await ask.cleaningFiles(place);
      if (html === null) throw fail('data', 'no_html', { uri });
      await openPlace({ file: html, ...at }, true);
    },
    openMarkdown: async () => {
      const { markdown } = await ask.cleaningFiles(place);
      if (markdown === null) throw fail('data', 'markdown_gone', { uri });
      await openPlace({ file: markdown, line: 1, column: 1 }, true);
    },
    compare: () => compareTexts(guest, place, title ?? uri),
    showPage: ({ uri: other }) => void guest.call('showCleaning', { kind: 'source', workDir, runId, uri: other }),
    runWith: ({ keep }) => runWith(guest, subject, keep),
    openInput: async () => {
      const file = guest.store.run({ workDir, runId })?.inputFile;
      if (!file) throw fail('usage', 'cleaning_no_input', { run: runId });
      await openPlace({ file, line: 1, column: 1 }, true);
    },
    openPrices: ({ what }) =>
      void (what === 'table'
        ? vscode.env.openExternal(vscode.Uri.parse(PRICES_AT))
        : vscode.commands.executeCommand('workbench.action.openSettings', `${SECTION}.readingPrice`)),
    copy: ({ text: copied }) => copy(guest, copied),
    copyTable: async ({ form }) => copy(guest, await table(form)),
    saveTable: async ({ form }) => save(guest, `cleaning.${EXTENSIONS[form]}`, await table(form)),
    copyTotals: ({ form, pages }) => {
      const cost = (page: (typeof pages)[number]) => {
        const { before, after } = readingCost(page, price().usdPerMillionTokens, PAGES_READ);
        return [dollars(before, text.language), dollars(after, text.language)];
      };
      return copy(guest, totalsTable(pages, { form, cost, column: name => text.say(`cleaning.column.${name}`) }));
    },
    runSource: () => void guest.call('runSource', { kind: 'source', ...place }),
  };
}

async function copy({ text }: Guest, copied: string): Promise<void> {
  await vscode.env.clipboard.writeText(copied);
  vscode.window.setStatusBarMessage(text.say('cleaning.copied'), STATUS_MS);
}

async function save(guest: Guest, name: string, content: string): Promise<void> {
  const file = await askWhereToSave(name);
  if (!file) return;
  needDisk(file);
  await writeFile(file.fsPath, content);
  offerToOpen(guest, 'cleaning.saved', file);
}

const COLUMNS = ['at', 'state', 'element', 'selector', 'line', 'bytes', 'tokens', 'markdownTokens', 'text'];

function wordsOf({ text }: Guest): CleaningWords {
  const names = Object.keys(text.part(['cleaning.reason.'])).map(key => key.slice('cleaning.reason.'.length));
  return {
    columns: COLUMNS.map(name => text.say(`cleaning.column.${name}`)),
    reasons: Object.fromEntries(names.map(name => [name, text.say(`cleaning.reason.${name}`)])),
  };
}

/** No file of the user's is changed: the run has the setting, and the tree shows it. */
async function runWith(guest: Guest, { workDir, runId, uri }: CleaningSubject, keep: string | null): Promise<void> {
  const { engine, store } = guest;
  const settings = await engine.ask.stageSettings({ workDir, runId, stage: 'CONVERTION' });
  const kept = settings.find(({ name }) => name === 'conversion_config.keep')?.value ?? '';
  const change =
    keep === null
      ? { name: 'conversion_config.main_content', text: 'false' }
      : { name: 'conversion_config.keep', text: withOne(kept, keep) };
  const started = await engine.ask.runAgain({ workDir, runId, uri, stage: 'CONVERTION', change });
  store.pick({ workDir, runId: started.runId });
  await vscode.commands.executeCommand(FOCUS_SOURCES, { preserveFocus: true });
  guest.started.fire({ workDir, runId: started.runId });
}

/** As `SettingChange` reads a list: JSON, for selectors may have commas. */
function withOne(kept: string, keep: string): string {
  const list: unknown = kept.trim().startsWith('[') ? JSON.parse(kept) : kept.split(',').map(one => one.trim());
  return JSON.stringify([...(Array.isArray(list) ? list : []).filter(one => one !== ''), keep]);
}
