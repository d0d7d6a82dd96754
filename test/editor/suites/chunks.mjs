// The view of chunks in the real window: follows the tree, opens a chunk coloured in its Markdown. In both languages.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clickEditorAction,
  clickTreeRow,
  editorText,
  editorTitles,
  eventually,
  openFile,
  openView,
  reloadWindow,
  runCommand,
  screenshot,
  treeRows,
  webviewFrame,
} from '../host/workbench.mjs';
import { startSite, writePages } from '../world.mjs';

export const name = 'chunks';
export const window = { workspace: 'empty' };

const PAGES = ['/vie-pratique/pass-jeune', '/nulle-part'];
const body = page => webviewFrame(page).locator('body');
const rows = page => webviewFrame(page).locator('.vrow');
const card = page => webviewFrame(page).locator('aside');

/** VS Code gives each kind of decoration a class of its own. */
const marks = page => page.locator('.editor-group-container.active [class*="ced-"]').count();

async function ingest(page, workspace, { run, sources }) {
  const site = await startSite();
  await openView(page, 'Ingestion Workshop', sources);
  const addresses = PAGES.map(path => new URL(path, site.url).href);
  await openFile(page, writePages(workspace, 'pages.ingest.yaml', addresses));
  await clickEditorAction(page, run);
  await eventually(
    async () => {
      const icons = (await treeRows(page, sources)).map(({ icon }) => icon);
      assert.deepEqual(icons, ['pass', 'error']);
    },
    { limitMs: 60_000 },
  );
  site.close();
}

export const tests = {
  'a picked Source shows its chunks, a page that failed says why': async ({ page, workspace }) => {
    await ingest(page, workspace, { run: 'Run Workflow', sources: 'Sources' });
    const [good, failed] = await treeRows(page, 'Sources');
    await openView(page, 'Ingestion Workshop', 'Chunks');
    await clickTreeRow(page, 'Sources', good.label);
    await rows(page).first().waitFor({ timeout: 30_000 });
    assert.match(await body(page).innerText(), /\d+ chunks of \d+ to \d+ characters/);
    await clickTreeRow(page, 'Sources', failed.label);
    await body(page).getByText('This page could not be indexed').waitFor();
    await clickTreeRow(page, 'Sources', good.label);
    await rows(page).first().waitFor();
    await screenshot(page, 'chunks-1-list');
  },
  'Enter opens a chunk at its place, coloured; another pick takes the colours away': async ({ page }) => {
    await rows(page).nth(1).click();
    await card(page)
      .getByText(/Chunk 2 of \d+/)
      .waitFor();
    await webviewFrame(page).locator('.rows').press('Enter');
    await eventually(async () => assert.match((await editorTitles(page))[0], /\.md$/));
    await eventually(async () => assert.ok((await marks(page)) > 0));
    await screenshot(page, 'chunks-2-marks');
    await rows(page).first().click();
    await eventually(async () => assert.equal(await marks(page), 0));
  },
  'an edit in the Markdown takes the colours away': async ({ page }) => {
    await webviewFrame(page).locator('.rows').press('Enter');
    await eventually(async () => assert.ok((await marks(page)) > 0));
    await page.locator('.editor-group-container.active .native-edit-context, textarea.inputarea').first().focus();
    await page.keyboard.type('x');
    await eventually(async () => assert.equal(await marks(page), 0));
    await page.keyboard.press('ControlOrMeta+Z'); // VS Code in the browser saves by itself
    await eventually(async () => assert.match(await editorText(page), /^# /));
  },
  'copies a chunk as the command line prints it': async ({ page }) => {
    await card(page).getByRole('button', { name: 'Copy as JSON' }).click();
    await eventually(async () => {
      const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.match(copied.chunk_id, /^[0-9a-f]{64}$/);
      assert.equal([...copied.text].length, copied.end - copied.start);
    });
  },
  'finds what is like a chunk, and goes back': async ({ page }) => {
    await card(page).getByRole('button', { name: 'Find similar' }).click();
    await webviewFrame(page).locator('.back').waitFor();
    assert.match(await rows(page).first().innerText(), /0\.\d\d/);
    await webviewFrame(page).getByRole('button', { name: 'Back' }).click();
    await card(page)
      .getByText(/Chunk 1 of/)
      .waitFor();
  },
  'comes back with its chunk after the window was reloaded': async ({ page }) => {
    await rows(page).nth(1).click();
    await card(page)
      .getByText(/Chunk 2 of/)
      .waitFor();
    // The palette is opened with Escape, which in the list leaves the chunk: so from the tree.
    await clickTreeRow(page, 'Sources', (await treeRows(page, 'Sources'))[0].label);
    await reloadWindow(page);
    await openView(page, 'Ingestion Workshop', 'Chunks');
    await card(page)
      .getByText(/Chunk 2 of/)
      .waitFor({ timeout: 30_000 });
  },
  'a Markdown that changed since is said in the page, with a button': async ({ page, workspace }) => {
    const runs = join(workspace, '.ingestion-workshop', 'runs');
    const [run] = readdirSync(runs);
    const files = readdirSync(join(runs, run), { recursive: true, encoding: 'utf8' });
    const markdown = files.filter(file => file.endsWith('.md'));
    assert.ok(markdown.length > 0);
    for (const file of markdown) {
      const whole = join(runs, run, file);
      writeFileSync(whole, `Changed.\n\n${readFileSync(whole, 'utf8')}`);
    }
    await rows(page).first().click();
    await card(page).getByText('is no longer the text').first().waitFor();
    await card(page).getByRole('button', { name: 'Run this Source' }).waitFor();
    await screenshot(page, 'chunks-3-changed');
  },
  'an index that is damaged, then gone: a sentence with a button': async ({ page, workspace }) => {
    const work = join(workspace, '.ingestion-workshop');
    rmSync(join(work, 'index.sqlite'));
    for (const log of ['-wal', '-shm']) rmSync(join(work, `index.sqlite${log}`), { force: true });
    writeFileSync(join(work, 'index.sqlite'), 'no database at all, but long enough for a header of one '.repeat(20));
    await runCommand(page, 'Ingestion Workshop: Show Chunks');
    const select = webviewFrame(page).locator('select');
    await select.selectOption({ index: 1 });
    await body(page).getByText('is damaged').waitFor();
    await body(page).getByRole('button', { name: 'Try Again' }).waitFor();
    rmSync(join(work, 'index.sqlite'));
    await body(page).getByRole('button', { name: 'Try Again' }).click();
    await body(page).getByText('holds no chunk').waitFor();
  },
  'speaks French': async ({ open }) => {
    const { page, workspace } = await open({ workspace: 'empty', locale: 'fr' });
    await ingest(page, workspace, { run: 'Exécuter le workflow', sources: 'Sources' });
    const [good] = await treeRows(page, 'Sources');
    await openView(page, 'Ingestion Workshop', 'Morceaux');
    await clickTreeRow(page, 'Sources', good.label);
    await rows(page).nth(1).click();
    await card(page)
      .getByText(/Morceau 2 sur/)
      .waitFor();
    await card(page).getByRole('button', { name: 'Ouvrir à sa place dans le Markdown' }).click();
    await eventually(async () => assert.ok((await marks(page)) > 0));
    await screenshot(page, 'chunks-4-fr');
  },
};
