// What stands around the rows of a table, in the real editor: schema, row groups, a column in figures, finding, copying.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { eventually, openFromExplorer, openView, screenshot, webviewFrame } from '../host/workbench.mjs';

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

/** Each number from 0 on once, in no order. */
function writeMillion(file) {
  const count = 1_000_000;
  const chance = Float64Array.from({ length: count }, (_, at) => (at * 618_033 + 7) % count);
  const columnData = [
    { name: 'at', data: Int32Array.from(chance.keys()), type: 'INT32', encoding: 'PLAIN' },
    { name: 'chance', data: chance, type: 'DOUBLE', encoding: 'PLAIN' },
  ];
  const cheap = { codec: 'UNCOMPRESSED', statistics: false, rowGroupSize: 100_000 };
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData, ...cheap })));
}

/**
 * Runs in the page, for which a click of ours would come too late: begins work by a button, or by Enter in a field, and
 * stops it when it first says how far it is. Answers what it said.
 */
function beginAndStop(body, { by, stop }) {
  const stopButton = () => [...body.querySelectorAll('button')].find(one => one.textContent.trim() === stop);
  return new Promise((resolve, reject) => {
    const seen = new MutationObserver(() => {
      const button = stopButton();
      if (!button || !(body.querySelector('progress')?.value > 0)) return;
      seen.disconnect();
      resolve(button.parentElement.innerText);
      button.click();
    });
    seen.observe(body, { subtree: true, childList: true, characterData: true });
    setTimeout(() => reject(new Error(`no figure was said: ${body.innerText}`)), 20_000);
    const begins = body.querySelector(by);
    if (begins.matches('input')) begins.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    else begins.click();
  });
}

/** The page, or a part of it, says so. */
const has = (page, text, part = 'body') =>
  eventually(async () => assert.match(await webviewFrame(page).locator(part).innerText(), new RegExp(text)));
const tab = (page, at) => webviewFrame(page).getByRole('tab').nth(at).click();
const button = (page, name) => webviewFrame(page).getByRole('button', { name, exact: true });

async function copyAs({ t, page }, part, form) {
  await button(page, t.say('table.copy')).first().click();
  const radio = name => webviewFrame(page).locator('#copy').getByRole('radio', { name, exact: true });
  await radio(t.say(`table.part.${part}`)).check();
  await radio(form).check();
  await webviewFrame(page).locator('#copy').getByRole('button').click();
}

export const tests = {
  'the schema and the notes of a file': async ({ t, page, workspace }) => {
    writeTrams(join(workspace, 'lines.parquet'));
    await openView(page, t.manifest('container'));
    await openFromExplorer(page, 'lines.parquet');
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
    await copyAs({ t, page }, 'row', 'Markdown');
    await has(page, t.like('grid.copiedRows', { rows: t.count('unit.row', 1) }), '.moment');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /\| id \| stop \| delay \|[^]+9007199254745000/);
  },
  'the rows in sight are copied as JSON: those, and no others': async ({ t, page }) => {
    await copyAs({ t, page }, 'page', t.say('table.form.json'));
    const shown = await webviewFrame(page).locator('.gd-rows [id^=grid-][id$="-0"].gd-c').allInnerTexts();
    // By its digits: as a number it would not be exact.
    const ids = await eventually(async () => {
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(Array.isArray(JSON.parse(copied)));
      return [...copied.matchAll(/"id": ?(\d+)/g)].map(([, digits]) => digits);
    });
    assert.ok(ids.length > 1, 'more than a row');
    // The line that says it takes some room of its own.
    const both = Math.min(ids.length, shown.length);
    assert.deepEqual(ids.slice(0, both), shown.map(text => text.trim()).slice(0, both));
    assert.ok(Math.abs(ids.length - shown.length) <= 3, `${shown.length} are drawn, ${ids.length} copied`);
  },
  'work over a million rows says how far it is; a sort that is stopped leaves the order as it was': async ({
    t,
    page,
    workspace,
  }) => {
    writeMillion(join(workspace, 'million.parquet'));
    await openFromExplorer(page, 'million.parquet');
    const body = webviewFrame(page).locator('body');
    const order = () => body.locator('.gd-rows .gd-no').allInnerTexts();
    await body.locator('#grid-0-1').waitFor({ timeout: 30_000 });
    const before = await order();
    const figures = new RegExp(t.like('table.progress'));
    const stopped = by => body.evaluate(beginAndStop, { by, stop: t.say('table.stop') });
    assert.match(await stopped('#grid-h-1'), figures);
    await body.locator('.tabs progress').waitFor({ state: 'detached' });
    assert.equal(await body.locator('#grid-h-1').getAttribute('aria-sort'), null);
    assert.deepEqual(await order(), before);
    await screenshot(page, `tableParts-stopped-${t.language}`);
    // Whole, it is the order that was asked for.
    await body.locator('#grid-h-1').click();
    await eventually(async () => assert.equal(await body.locator('#grid-0-1').innerText({ timeout: 2_000 }), '0'));
    await body.locator('#grid-0-1').click();
    await page.keyboard.press('Control+f');
    await body.locator('#find').fill('no such text');
    assert.match(await stopped('#find'), figures);
    await body.locator('.find progress').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    assert.match(await stopped(`[aria-label=${JSON.stringify(t.say('table.insight'))}]`), figures);
    await has(page, t.like('table.stopped'), '.insight');
  },
};
