// The search page in the real window: asked, taken apart, compared, kept in a question set, found again after a reload.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeViolations } from '../host/measures.mjs';
import {
  editorTitles,
  eventually,
  openView,
  reloadWindow,
  runCommand,
  screenshot,
  webviewFrame,
} from '../host/workbench.mjs';
import { ingestOutside, startSite, writePages } from '../world.mjs';

export const name = 'search';

const PAGES = ['vie-pratique/pass-jeune', 'vie-pratique/tarifs', 'actualites/', 'en/visitors-guide'];
const WORDS = {
  en: {
    command: 'Ingestion Workshop: Search the Index',
    search: 'Search',
    open: 'Open in Markdown',
    showChunk: 'Show chunk',
    expect: 'Expect this Source',
    compare: 'Compare',
    questions: 'Question set',
    answer: 'Answer',
    measured: /1 of 1 found\s+recall@10 1\.00, MRR 1\.00/,
  },
  fr: {
    command: 'Ingestion Workshop: Interroger l’index',
    search: 'Chercher',
    open: 'Ouvrir dans le Markdown',
    expect: 'Attendre cette Source',
    compare: 'Comparer',
    questions: 'Jeu de questions',
    answer: 'Répondre',
    measured: /1 sur 1 trouvées\s+rappel@10 1,00, MRR 1,00/,
  },
};
const QUESTION = 'Combien coûte le pass Jeune ?';

export const tests = {
  'without an index it says so, with a button': async ({ open }) => {
    const { page } = await open({ workspace: 'empty' });
    await openView(page, 'Ingestion Workshop', 'Sources');
    await runCommand(page, WORDS.en.command);
    await webviewFrame(page).locator('.empty button').waitFor();
    await screenshot(page, 'search-1-no-index');
  },
  'a question is asked, opened at its place, and kept in a question set (en)': asks('en'),
  'and in French (fr)': asks('fr'),
};

function asks(locale) {
  const words = WORDS[locale];
  return async ({ open }) => {
    const site = await startSite();
    const { page, workspace } = await open({ workspace: 'empty', locale });
    const pages = PAGES.map(path => new URL(path, site.url).href);
    await ingestOutside(workspace, [writePages(workspace, 'orva.ingest.yaml', pages)]).ended;
    site.close();
    await openView(page, 'Ingestion Workshop', 'Sources');
    await runCommand(page, words.command);
    const frame = webviewFrame(page);
    const button = label => frame.getByRole('button', { name: label, exact: true });
    await frame.locator('#question').fill(QUESTION);
    await button(words.search).click();
    await frame.locator('[role=option]').first().waitFor();
    await frame.locator('#passage', { hasText: 'pass-jeune' }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await screenshot(page, `search-${locale}-2-found`);

    await button(words.expect).click();
    await frame.locator('#passage', { hasText: 'questions.search.yaml' }).waitFor();
    assert.match(readFileSync(join(workspace, 'questions.search.yaml'), 'utf8'), /pass Jeune[\s\S]+pass-jeune/);
    await frame.getByRole('tab', { name: words.questions }).click();
    await eventually(async () => assert.match(await frame.locator('#panel-questions').innerText(), words.measured));

    await button(words.compare).click();
    await frame.locator('.col').nth(1).locator('[role=option]').first().waitFor();
    await screenshot(page, `search-${locale}-3-compared`);
    await button(words.answer).click();
    await frame.locator('.answer', { hasText: 'INGESTION_WORKSHOP_CHAT_MODEL' }).waitFor();

    await button(words.open).click();
    await eventually(async () => assert.ok((await editorTitles(page)).some(title => /pass-jeune.*\.md$/.test(title))));
    await screenshot(page, `search-${locale}-4-opened`);
    const marks = page.locator('.editor-group-container.active [class*="ced-"]');
    await eventually(async () => assert.ok((await marks.count()) > 0, 'coloured as the view of chunks does it'));
    if (locale === 'fr') return;
    await reloadWindow(page);
    await openView(page, 'Ingestion Workshop', 'Sources');
    await webviewFrame(page).locator('[role=option]').first().waitFor({ timeout: 30_000 });
    assert.equal(await webviewFrame(page).locator('#question').inputValue(), QUESTION);
    await button(words.showChunk).click();
    await eventually(async () => {
      const picked = await Promise.all(page.frames().map(one => one.locator('.vrow[aria-selected=true]').count()));
      assert.ok(picked.includes(1), 'the view of chunks has it picked in its list');
    });
    await screenshot(page, 'search-5-chunk');
    await exports(page, workspace);
  };
}

/** The index as a file; the folder dialog is VS Code's own there, and begins in the workspace. */
async function exports(page, workspace) {
  await runCommand(page, 'Ingestion Workshop: Export Index…');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'chunks.jsonl' }).click();
  await page.locator('.quick-input-widget').getByRole('button', { name: 'Export Here' }).click();
  await eventually(() => {
    const [first] = readFileSync(join(workspace, 'chunks.jsonl'), 'utf8').split('\n');
    assert.ok(JSON.parse(first).vector.length > 0);
  });
  await page.locator('.notification-toast', { hasText: 'chunks.jsonl' }).getByText('Open Folder').waitFor();
}
