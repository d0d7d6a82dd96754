// The editor of Parquet files, and folders of them as one table.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { axeViolations } from '../host/measures.mjs';
import { THEMES } from '../host/settings.mjs';
import {
  chooseInMenu,
  choosePath,
  dismissNotifications,
  editorTitles,
  eventually,
  inExplorer,
  notifications,
  openFromExplorer,
  openView,
  pick,
  reloadWindow,
  runCommand,
  screenshot,
  webviewFrame,
} from '../host/workbench.mjs';
import { writeSettings } from '../world.mjs';

export const name = 'table';
export const languages = ['fr', 'en'];
export const oneLanguage = true;
export const window = { workspace: 'empty' };

const ROWS = 5_000;
const [ID, STOP, DELAY] = [0, 1, 2];
/** Of each delay from 0 to 999 there are five rows. */
const LATE = '> 990';
const LATE_ROWS = 45;

const trams = count =>
  Array.from({ length: count }, (_, at) => ({
    id: BigInt(at) + 9_007_199_254_740_993n,
    stop: at % 7 === 0 ? null : `arrêt ${at % 100}`,
    delay: (at * 37) % 1000,
  }));

function writeTrams(file, count = ROWS) {
  const all = trams(count);
  const column = (name, type) => ({ name, type, data: all.map(row => row[name]) });
  const columnData = [column('id', 'INT64'), column('stop', 'STRING'), column('delay', 'INT32')];
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData })));
}

const inPage = page => webviewFrame(page);
const cell = (page, row, column) => inPage(page).locator(`#grid-${row}-${column}`);
const header = (page, column) => inPage(page).locator(`#grid-h-${column}`);
const filter = (page, column) => inPage(page).locator(`#grid-f-${column}`);
const button = (page, name) => inPage(page).getByRole('button', { name, exact: true });

const saysCell = (page, [row, column], wanted) =>
  eventually(async () => assert.match(await cell(page, row, column).innerText({ timeout: 2_000 }), wanted));
const saysPage = (page, wanted) =>
  eventually(async () => assert.match(await inPage(page).locator('body').innerText({ timeout: 2_000 }), wanted));

/** All rows of the filter: the end is told. */
async function exportRows({ t, page }, format, file) {
  await button(page, t.say('table.export')).first().click();
  const menu = inPage(page).locator('#export');
  await menu.getByText(t.say(`table.format.${format}`), { exact: true }).click();
  await menu.getByRole('button', { name: t.say('table.export') }).click();
  await choosePath(page, file);
  const said = { rows: t.count('unit.row', LATE_ROWS), file: basename(file) };
  const done = t.match(t.like('tables.exported', said));
  await eventually(async () => assert.match(JSON.stringify(await notifications(page)), done));
}

/** Rows of the query, as the page counts them. */
const rows = (t, count) => t.match(t.count('unit.row', count.toLocaleString(t.language)).replaceAll(/\s/g, '\\s'));

export const tests = {
  'a file opens from the explorer, with all digits and NULL': async ({ t, page, workspace }) => {
    writeTrams(join(workspace, 'trams.parquet'));
    // Before VS Code knows its extensions, it shows what it has itself.
    await openView(page, t.manifest('container'));
    await openFromExplorer(page, 'trams.parquet');
    await saysCell(page, [0, ID], /^9007199254740993$/);
    await saysCell(page, [0, STOP], /NULL/);
    await saysCell(page, [1, STOP], /arrêt 1/);
    await saysPage(page, rows(t, ROWS));
    await screenshot(page, `table-1-${t.language}`);
  },
  'a column is sorted over all rows, and filtered': async ({ t, page }) => {
    await header(page, DELAY).click();
    await eventually(async () => assert.equal(await header(page, DELAY).getAttribute('aria-sort'), 'ascending'));
    await header(page, DELAY).click();
    await saysCell(page, [0, DELAY], /^999$/);
    await filter(page, DELAY).fill(LATE);
    await filter(page, DELAY).press('Enter');
    await saysPage(page, t.match(t.like('table.filtered', { n: LATE_ROWS })));
    await screenshot(page, `table-2-${t.language}`);
  },
  'its state is there when its tab was hidden': async ({ t, page, workspace }) => {
    writeFileSync(join(workspace, 'notes.txt'), 'later');
    await openFromExplorer(page, 'notes.txt');
    await page.locator('.part.editor .tab', { hasText: 'trams.parquet' }).click();
    await eventually(async () => assert.equal(await filter(page, DELAY).inputValue({ timeout: 2_000 }), LATE));
    await saysCell(page, [0, DELAY], /^999$/);
    await saysPage(page, t.match(t.like('table.filtered', { n: LATE_ROWS })));
  },
  'a cell is copied as it is': async ({ page }) => {
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await eventually(async () => {
      await cell(page, 1, DELAY).click({ timeout: 2_000 });
      await page.keyboard.press('ControlOrMeta+c');
      await eventually(async () => assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '999'), {
        limitMs: 3_000,
      });
    });
  },
  'the rows of the filter are exported where one says, and the end is told': async ({ t, page, workspace }) => {
    await exportRows({ t, page }, 'csv', join(workspace, 'late.csv'));
    const lines = readFileSync(join(workspace, 'late.csv'), 'utf8').trim().split('\n');
    assert.equal(lines.length, LATE_ROWS + 1);
    assert.match(lines[1], /,999\r?$/);
    await screenshot(page, `table-3-exported-${t.language}`);
    await dismissNotifications(page);
  },
  'exported to Parquet, they are the same rows in the same order': async ({ t, page, workspace }) => {
    const file = join(workspace, 'late.parquet');
    await exportRows({ t, page }, 'parquet', file);
    const { buffer } = new Uint8Array(readFileSync(file));
    const written = await parquetReadObjects({ file: buffer });
    const late = trams(ROWS).filter(({ delay }) => delay > 990);
    const texts = ({ id, stop, delay }) => [id, stop, delay].map(String).join();
    assert.deepEqual(written.map(texts), late.toSorted((one, other) => other.delay - one.delay).map(texts));
    assert.ok(written.some(({ stop }) => stop === null));
    await dismissNotifications(page);
  },
  'a row that is gone to is in sight, by its number in the table': async ({ t, page }) => {
    await filter(page, DELAY).fill('');
    await filter(page, DELAY).press('Enter');
    await header(page, DELAY).click();
    await saysCell(page, [0, DELAY], /^0$/);
    await inPage(page).locator('#go').fill('4321');
    await inPage(page).locator('#go').press('Enter');
    await saysCell(page, [4320, ID], /^9007199254745313$/);
    await screenshot(page, `table-4-row-${t.language}`);
  },
  'a file that is written again is noticed, and read when one says so': async ({ t, page, workspace }) => {
    writeTrams(join(workspace, 'trams.parquet'), 10);
    await saysPage(page, t.match(t.like('table.changed')));
    await screenshot(page, `table-5-changed-${t.language}`);
    await button(page, t.say('table.reload')).click();
    await saysPage(page, rows(t, 10));
    await eventually(async () =>
      assert.doesNotMatch(await inPage(page).locator('body').innerText(), t.match(t.like('table.changed'))),
    );
  },
  'a file that is deleted while it is open says so': async ({ t, page, workspace }) => {
    rmSync(join(workspace, 'trams.parquet'));
    await saysPage(page, t.match(t.like('table.gone')));
    await button(page, t.say('table.reload')).click();
    await saysPage(page, /trams\.parquet/);
    await button(page, t.say('page.retry')).waitFor();
    await screenshot(page, `table-6-gone-${t.language}`);
    writeTrams(join(workspace, 'trams.parquet'));
    await button(page, t.say('page.retry')).click();
    await saysPage(page, rows(t, ROWS));
  },
  'files of the other endings are tables, too': async ({ page, workspace }) => {
    for (const name of ['short.pq', 'short.parq', 'short.pqt']) {
      writeTrams(join(workspace, name), 10);
      await openFromExplorer(page, name);
      await saysCell(page, [0, ID], /^9007199254740993$/);
    }
  },
  'a file that is renamed while it is open stays a table, under its new name': async ({ t, page }) => {
    await openView(page, 'Explorer');
    await inExplorer(page, 'short.pqt').click();
    await page.keyboard.press('F2');
    const box = page.locator('.explorer-folders-view .monaco-inputbox input');
    await box.fill('renamed.parquet');
    await box.press('Enter');
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'renamed.parquet'));
    await eventually(async () => assert.equal(await inPage(page).locator('h1').innerText(), 'renamed.parquet'));
    await saysPage(page, rows(t, 10));
  },
  'it is opened as a text, and as a table again, as VS Code offers it': async ({ t, page }) => {
    await runCommand(page, 'View: Reopen Editor With...');
    await pick(page, 'Text Editor');
    await page
      .locator(
        '.editor-group-container.active .binary-editor, .editor-group-container.active .monaco-editor-pane-placeholder',
      )
      .first()
      .waitFor();
    await runCommand(page, 'View: Reopen Editor With...');
    await pick(page, t.manifest('editor.table'));
    await saysPage(page, rows(t, 10));
  },
  'a corrupt file says what is wrong with it': async ({ t, page, workspace }) => {
    writeTrams(join(workspace, 'whole.parquet'));
    writeFileSync(join(workspace, 'broken.parquet'), readFileSync(join(workspace, 'whole.parquet')).subarray(0, 900));
    await openFromExplorer(page, 'broken.parquet');
    await saysPage(page, /broken\.parquet/);
    await screenshot(page, `table-7-broken-${t.language}`);
    assert.deepEqual(await notifications(page), []);
  },
  'a folder opens as one table from the explorer, its partition as a column': async ({ t, page, workspace }) => {
    for (const [at, day] of ['2026-01-01', '2026-01-02'].entries()) {
      const folder = join(workspace, 'data', `partition_date=${day}`);
      mkdirSync(folder, { recursive: true });
      writeTrams(join(folder, 'part-00000.parquet'), 10 + at);
    }
    await openView(page, 'Explorer');
    await inExplorer(page, 'data').waitFor();
    await chooseInMenu(page, inExplorer(page, 'data'), t.title('openTable'));
    await eventually(async () => assert.equal(await inPage(page).locator('h1').innerText({ timeout: 2_000 }), 'data'));
    await saysCell(page, [0, 3], /2026-01-01/);
    await saysPage(page, rows(t, 21));
    await screenshot(page, `table-8-folder-${t.language}`);
    copyFileSync(
      join(workspace, 'data', 'partition_date=2026-01-01', 'part-00000.parquet'),
      join(workspace, 'data', 'partition_date=2026-01-02', 'part-00001.parquet'),
    );
    await saysPage(page, t.match(t.like('table.changed')));
  },
  'a window that is reloaded has its tables again': async ({ t, page }) => {
    await reloadWindow(page);
    await saysPage(page, rows(t, 31));
    await page.locator('.part.editor .tab', { hasText: 'trams.parquet' }).click();
    await saysPage(page, rows(t, ROWS));
  },
  ...Object.fromEntries(
    Object.entries(THEMES).map(([theme, colours]) => [
      `is read in ${theme}, in a narrow editor`,
      async ({ t, page, workspace }) => {
        writeSettings(workspace, { 'workbench.colorTheme': colours });
        await page.setViewportSize({ width: 1_120, height: 800 });
        const kind = { dark: 'vs-dark', light: 'vs', 'hc-dark': 'hc-black', 'hc-light': 'hc-light' }[theme];
        await page.locator(`.monaco-workbench.${kind}`).waitFor();
        await saysPage(page, /arrêt \d/);
        await screenshot(page, `table-9-${theme}-${t.language}`);
        assert.deepEqual(await axeViolations(page), []);
      },
    ]),
  ),
  'a folder that is not trusted has its files read, too': async ({ t, open }) => {
    const { page, workspace } = await open({ workspace: 'empty', trust: false });
    writeTrams(join(workspace, 'trams.parquet'), 10);
    await openView(page, t.manifest('container'));
    await openFromExplorer(page, 'trams.parquet');
    await saysCell(page, [0, ID], /^9007199254740993$/);
    assert.ok(existsSync(join(workspace, 'trams.parquet')));
    assert.deepEqual(await notifications(page), []);
    await screenshot(page, `table-10-restricted-${t.language}`);
  },
};
