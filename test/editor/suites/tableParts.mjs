// What stands around the rows of a table, in the real editor: schema, row groups, a column in figures, finding, copying.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { eventually, openView, screenshot, webviewFrame } from '../host/workbench.mjs';

export const name = 'tableParts';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const ROWS = 5_000;

/** Lines of trams. */
function writeTrams(file) {
  const numbers = Array.from({ length: ROWS }, (_, at) => at);
  const columnData = [
    { name: 'id', data: numbers.map(at => BigInt(at) + 9_007_199_254_740_993n), type: 'INT64' },
    { name: 'stop', data: numbers.map(at => (at % 7 === 0 ? null : `arrêt ${at % 100}`)), type: 'STRING' },
    { name: 'delay', data: numbers.map(at => (at * 37) % 1000), type: 'INT32' },
  ];
  const kvMetadata = [{ key: 'town', value: 'Orva' }];
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 2000, kvMetadata })));
}

/** The page, or a part of it, says so. */
const has = (page, text, part = 'body') =>
  eventually(async () => assert.match(await webviewFrame(page).locator(part).innerText(), new RegExp(text)));
const tab = (page, at) => webviewFrame(page).getByRole('tab').nth(at).click();
const button = (page, name) => webviewFrame(page).getByRole('button', { name, exact: true });

export const tests = {
  'the schema and the notes of a file': async ({ t, page, workspace }) => {
    writeTrams(join(workspace, 'lines.parquet'));
    await openView(page, t.manifest('container'));
    await openView(page, 'Explorer');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'lines.parquet' }).dblclick();
    await eventually(() => tab(page, 1));
    await has(page, 'BYTE_ARRAY');
    await has(page, 'town');
    await screenshot(page, `tableParts-schema-${t.language}`);
  },
  'its row groups, with the statistics of their columns': async ({ t, page }) => {
    await tab(page, 2);
    await has(page, t.like('table.groupTitle', { group: 0 }), '.chunks');
    assert.equal(await webviewFrame(page).locator('#groups [role=option]').count(), 3);
    await has(page, '9.007.199.254.740.993');
    await screenshot(page, `tableParts-groups-${t.language}`);
  },
  'a column in figures, from its name in the schema': async ({ t, page }) => {
    await tab(page, 1);
    await button(page, 'delay').click();
    await button(page, t.say('table.insight')).click();
    await has(page, t.like('table.median'), '.insight');
    await webviewFrame(page).locator('.insight svg.hist').waitFor();
    await screenshot(page, `tableParts-figures-${t.language}`);
  },
  'a bar of its histogram filters, and the figures are those of the filter': async ({ t, page }) => {
    await webviewFrame(page).locator('.insight .hbar').first().click();
    await has(page, t.like('table.insightFiltered', { rows: t.count('unit.row', 250) }), '.insight');
    await button(page, t.say('table.clearFilters')).first().click();
    await has(page, t.like('table.insightAll'), '.insight');
  },
  'Ctrl+F finds a text, and begins again behind the last one': async ({ t, page }) => {
    await webviewFrame(page).locator('[role=grid]').first().click();
    await page.keyboard.press('Control+f');
    await webviewFrame(page).locator('#find').fill('9007199254745000');
    await page.keyboard.press('Enter');
    await has(page, t.like('table.find.found', { column: 'id' }), '.find');
    await page.keyboard.press('Enter');
    await has(page, t.like('table.find.fromBeginning'), '.find');
    await screenshot(page, `tableParts-find-${t.language}`);
  },
  'the row that was found is copied as Markdown': async ({ t, page }) => {
    await button(page, t.say('table.copy')).first().click();
    await webviewFrame(page)
      .getByRole('radio', { name: t.say('table.part.row'), exact: true })
      .check();
    await webviewFrame(page).getByRole('radio', { name: 'Markdown' }).check();
    await webviewFrame(page).locator('#copy').getByRole('button').click();
    await has(page, t.like('table.copiedRows', { rows: t.count('unit.row', 1) }), '.moment');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /\| id \| stop \| delay \|[^]+9007199254745000/);
  },
};
