// The view of chunks in the real window: follows the tree, opens a chunk coloured in its Markdown.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clickDialog,
  clickEditorAction,
  clickTreeRow,
  dialog,
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
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const PAGES = ['/vie-pratique/pass-jeune', '/nulle-part'];
const body = page => webviewFrame(page).locator('body');
const rows = page => webviewFrame(page).locator('.vrow');
const card = page => webviewFrame(page).locator('aside');
const shows = (t, page, n) =>
  card(page)
    .getByText(t.match(t.like('chunks.numbered', { n })))
    .waitFor({ timeout: 30_000 });

/** VS Code gives each kind of decoration a class of its own. */
const marks = page => page.locator('.editor-group-container.active [class*="ced-"]').count();

async function ingest({ t, page, workspace }) {
  const site = await startSite();
  await openView(page, t.manifest('container'), t.view('sources'));
  const addresses = PAGES.map(path => new URL(path, site.url).href);
  await openFile(page, writePages(workspace, 'pages.ingest.yaml', addresses));
  await clickEditorAction(page, t.title('run'));
  await eventually(
    async () => {
      const icons = (await treeRows(page, t.view('sources'))).map(({ icon }) => icon);
      assert.deepEqual(icons, ['pass', 'error']);
    },
    { limitMs: 60_000 },
  );
  site.close();
}

export const tests = {
  'a picked Source shows its chunks, a page that failed says why': async ctx => {
    const { t, page } = ctx;
    await ingest(ctx);
    const [good, failed] = await treeRows(page, t.view('sources'));
    await openView(page, t.manifest('container'), t.view('chunks'));
    await clickTreeRow(page, t.view('sources'), good.label);
    await rows(page).first().waitFor({ timeout: 30_000 });
    assert.match(await body(page).innerText(), t.match('\\d', t.like('chunks.sizes')));
    await clickTreeRow(page, t.view('sources'), failed.label);
    await body(page).getByText(t.say('chunks.empty.failed')).waitFor();
    await clickTreeRow(page, t.view('sources'), good.label);
    await rows(page).first().waitFor();
    await screenshot(page, `chunks-1-list-${t.language}`);
  },
  'Enter opens a chunk at its place, coloured; another pick takes the colours away': async ({ t, page }) => {
    await rows(page).nth(1).click();
    await shows(t, page, 2);
    await webviewFrame(page).locator('.rows').press('Enter');
    await eventually(async () => assert.match((await editorTitles(page))[0], /\.md$/));
    await eventually(async () => assert.ok((await marks(page)) > 0));
    await screenshot(page, `chunks-2-marks-${t.language}`);
    await rows(page).first().click();
    await eventually(async () => assert.equal(await marks(page), 0));
  },
  'its button opens it too, and an edit in the Markdown takes the colours away': async ({ t, page }) => {
    await card(page)
      .getByRole('button', { name: t.say('chunks.open') })
      .click();
    await eventually(async () => assert.ok((await marks(page)) > 0));
    await page.locator('.editor-group-container.active .native-edit-context, textarea.inputarea').first().focus();
    await page.keyboard.type('x');
    await eventually(async () => assert.equal(await marks(page), 0));
    await page.keyboard.press('ControlOrMeta+Z'); // VS Code in the browser saves by itself
    await eventually(async () => assert.match(await editorText(page), /^# /));
  },
  'copies a chunk as the command line prints it': async ({ t, page }) => {
    await card(page)
      .getByRole('button', { name: t.say('chunks.copyJson') })
      .click();
    await eventually(async () => {
      const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
      assert.match(copied.chunk_id, /^[0-9a-f]{64}$/);
      assert.equal([...copied.text].length, copied.end - copied.start);
    });
  },
  'finds what is like a chunk, and goes back': async ({ t, page }) => {
    await card(page)
      .getByRole('button', { name: t.say('chunks.findSimilar') })
      .click();
    await webviewFrame(page).locator('.back').waitFor();
    assert.match(await rows(page).first().innerText(), new RegExp(`0[${t.decimalSign}]\\d\\d`));
    await webviewFrame(page)
      .getByRole('button', { name: t.say('chunks.back') })
      .click();
    await shows(t, page, 1);
  },
  'comes back with its chunk after the window was reloaded': async ({ t, page }) => {
    await rows(page).nth(1).click();
    await shows(t, page, 2);
    // The palette is opened with Escape, which in the list leaves the chunk: so from the tree.
    await clickTreeRow(page, t.view('sources'), (await treeRows(page, t.view('sources')))[0].label);
    await reloadWindow(page);
    await openView(page, t.manifest('container'), t.view('chunks'));
    await shows(t, page, 2);
  },
  'a Markdown that changed since is said in the page, with a button': async ({ t, page, workspace }) => {
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
    await card(page)
      .getByText(t.match(t.like('error.markdown_changed')))
      .first()
      .waitFor();
    await card(page)
      .getByRole('button', { name: t.say('chunks.runSource') })
      .waitFor();
    await screenshot(page, `chunks-3-changed-${t.language}`);
  },
  'an index that is damaged, then gone: a sentence with a button': async ({ t, page, workspace }) => {
    const work = join(workspace, '.ingestion-workshop');
    rmSync(join(work, 'index.sqlite'));
    for (const log of ['-wal', '-shm']) rmSync(join(work, `index.sqlite${log}`), { force: true });
    writeFileSync(join(work, 'index.sqlite'), 'no database at all, but long enough for a header of one '.repeat(20));
    await runCommand(page, t.command('showChunks'));
    const select = webviewFrame(page).locator('select');
    await select.selectOption({ index: 1 });
    await body(page)
      .getByText(t.match(t.like('error.index_corrupt')))
      .waitFor();
    await body(page)
      .getByRole('button', { name: t.say('page.retry') })
      .waitFor();
    rmSync(join(work, 'index.sqlite'));
    await body(page)
      .getByRole('button', { name: t.say('page.retry') })
      .click();
    await body(page)
      .getByText(t.match(t.like('chunks.empty.noCollection')))
      .waitFor();
  },
  'a work folder that is cleared leaves no page behind': async ({ t, page }) => {
    await clickTreeRow(page, t.view('sources'), (await treeRows(page, t.view('sources')))[0].label);
    await body(page).getByText(t.say('chunks.empty.notIndexed')).waitFor();
    await runCommand(page, t.command('clearWorkFolder'));
    await eventually(async () => assert.ok(await dialog(page)));
    await clickDialog(page, t.say('action.clear'));
    await body(page).getByText(t.say('chunks.empty.noRun')).waitFor();
    await screenshot(page, `chunks-4-cleared-${t.language}`);
  },
};
