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
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const PAGES = ['vie-pratique/pass-jeune', 'vie-pratique/tarifs', 'actualites/', 'en/visitors-guide'];
const QUESTION = 'Combien coûte le pass Jeune ?';

const button = (page, name) => webviewFrame(page).getByRole('button', { name, exact: true });
const first = page => webviewFrame(page).locator('[role=option]').first();

export const tests = {
  'without an index it says so, with a button': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await runCommand(page, t.command('search'));
    await button(page, t.say('search.run')).waitFor();
    await webviewFrame(page).getByText(t.say('search.noIndex')).waitFor();
    await screenshot(page, `search-1-no-index-${t.language}`);
  },
  'a question finds its passage': async ({ t, page, workspace }) => {
    const site = await startSite();
    const pages = PAGES.map(path => new URL(path, site.url).href);
    await ingestOutside(workspace, [writePages(workspace, 'orva.ingest.yaml', pages)]).ended;
    site.close();
    await runCommand(page, t.command('search'));
    const frame = webviewFrame(page);
    await frame.locator('#question').fill(QUESTION);
    await button(page, t.say('search.search')).click();
    await first(page).waitFor();
    await frame.locator('#passage', { hasText: 'pass-jeune' }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await screenshot(page, `search-2-found-${t.language}`);
  },
  'is kept in a question set, and measured': async ({ t, page, workspace }) => {
    const frame = webviewFrame(page);
    await button(page, t.say('search.expect')).click();
    await frame.locator('#passage', { hasText: 'questions.search.yaml' }).waitFor();
    assert.match(readFileSync(join(workspace, 'questions.search.yaml'), 'utf8'), /pass Jeune[\s\S]+pass-jeune/);
    await frame.getByRole('tab', { name: t.say('search.tab.questions') }).click();
    const one = `1${t.decimalSign}00`;
    const measured = t.match(
      t.like('search.foundOf', { found: 1, all: 1 }),
      t.like('search.measured', { k: 10, recall: one, mrr: one }),
    );
    await eventually(async () => assert.match(await frame.locator('#panel-questions').innerText(), measured));
    await screenshot(page, `search-3-measured-${t.language}`);
  },
  'two settings are compared, and an answer says which model it lacks': async ({ t, page }) => {
    const frame = webviewFrame(page);
    await button(page, t.say('search.compare')).click();
    await frame.locator('.col').nth(1).locator('[role=option]').first().waitFor();
    await screenshot(page, `search-4-compared-${t.language}`);
    await button(page, t.say('search.answer')).click();
    await frame.locator('.answer', { hasText: 'INGESTION_WORKSHOP_CHAT_MODEL' }).waitFor();
  },
  'a passage opens at its place': async ({ t, page }) => {
    await button(page, t.say('search.open')).click();
    await eventually(async () => assert.ok((await editorTitles(page)).some(title => /pass-jeune.*\.md$/.test(title))));
    await screenshot(page, `search-5-opened-${t.language}`);
    const marks = page.locator('.editor-group-container.active [class*="ced-"]');
    await eventually(async () => assert.ok((await marks.count()) > 0, 'coloured as the view of chunks does it'));
    await webviewFrame(page).locator('[role=option]').nth(1).click();
    const coloured = page.locator('.editor-group-container [class*="ced-"]');
    await eventually(async () => assert.equal(await coloured.count(), 0, 'another pick takes the colours away'));
    await webviewFrame(page).locator('[role=option]').first().click();
  },
  'its question is there after the window was reloaded': async ({ t, page }) => {
    await reloadWindow(page);
    await openView(page, t.manifest('container'), t.view('sources'));
    await first(page).waitFor({ timeout: 30_000 });
    assert.equal(await webviewFrame(page).locator('#question').inputValue(), QUESTION);
  },
  'a passage is picked among its chunks': async ({ t, page }) => {
    await button(page, t.say('search.showChunk')).click();
    await eventually(async () => {
      const picked = await Promise.all(page.frames().map(one => one.locator('.vrow[aria-selected=true]').count()));
      assert.ok(picked.includes(1), 'the view of chunks has it picked in its list');
    });
    await screenshot(page, `search-6-chunk-${t.language}`);
  },
  // The folder dialog is VS Code's own there, and begins in the workspace.
  'the index is exported as a file': async ({ t, page, workspace }) => {
    await runCommand(page, t.command('exportIndex'));
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'chunks.jsonl' }).click();
    await page
      .locator('.quick-input-widget')
      .getByRole('button', { name: t.say('export.here') })
      .click();
    await eventually(() => {
      const [line] = readFileSync(join(workspace, 'chunks.jsonl'), 'utf8').split('\n');
      assert.ok(JSON.parse(line).vector.length > 0);
    });
    const told = page.locator('.notification-toast', { hasText: 'chunks.jsonl' });
    await told.getByText(t.say('action.openFolder')).waitFor();
    await screenshot(page, `search-7-exported-${t.language}`);
  },
};
