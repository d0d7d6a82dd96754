// The page of the data model in the real window: drawn soon, opened at a line, kept over a reload.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../host/install.mjs';
import { axeViolations } from '../host/measures.mjs';
import {
  chooseInMenu,
  editorTitles,
  eventually,
  openView,
  quickPickLabels,
  reloadWindow,
  runCommand,
  webviewFrame,
} from '../host/workbench.mjs';

export const name = 'data model';
export const languages = ['en', 'fr'];
export const alone = true;
export const window = { workspace: 'sample' };

const shipped = () => readdirSync(join(root, 'dist', 'schemas')).length;
const boxes = page => webviewFrame(page).locator('.box');

/** ms from the Enter in the palette to VS Code's frame, to the first paint of the page, and to its boxes. */
async function timeToDraw({ t, page }) {
  const command = t.command('showModel');
  await eventually(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible input.input').fill(`>${command}`, { timeout: 1_000 });
    assert.equal((await quickPickLabels(page))[0], command);
  });
  const started = Date.now();
  await page.keyboard.press('Enter');
  await boxes(page).first().waitFor();
  const drawn = Date.now() - started;
  const own = await webviewFrame(page)
    .locator('body')
    .evaluate(() => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
      return { origin: performance.timeOrigin, paint };
    });
  return { frame: Math.round(own.origin - started), painted: Math.round(own.origin + own.paint - started), drawn };
}

async function closeEditors(page) {
  await runCommand(page, 'View: Close All Editors');
  await eventually(async () => assert.deepEqual(await editorTitles(page), []));
}

const timesText = ({ frame, painted, drawn }) => `frame ${frame} ms, painted ${painted} ms, boxes ${drawn} ms`;

export const tests = {
  'is drawn from the shipped schemas, each time it is opened': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await runCommand(page, t.command('showModel'));
    await boxes(page).first().waitFor();
    await closeEditors(page);
    const times = [];
    for (let turn = 0; turn < 3; turn += 1) {
      times.push(await timeToDraw({ t, page }));
      await eventually(async () => assert.equal(await boxes(page).count(), shipped()));
      if (turn < 2) await closeEditors(page);
    }
    console.log(`      page of the data model: ${times.map(timesText).join('; ')}`);
  },
  'has nothing that axe complains about': async ({ page }) => {
    assert.deepEqual(await axeViolations(page), []);
  },
  'opens a field at its line in the schema, beside the page': async ({ page }) => {
    await webviewFrame(page).locator('aside .fields li').nth(1).locator('button.sp').click();
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'Source.json'));
    await page.keyboard.press('ControlOrMeta+W');
  },
  'comes back with its tab after the window was reloaded': async ({ t, page }) => {
    await webviewFrame(page).locator('[role=tab]').nth(1).click();
    await webviewFrame(page).locator('tbody').first().waitFor();
    await reloadWindow(page);
    await openView(page, t.manifest('container'), t.view('sources'));
    await webviewFrame(page).locator('tbody').first().waitFor({ timeout: 30_000 });
  },
  'shows the faults of a folder of schemas, and follows its files': async ({ t, open }) => {
    const { page, workspace } = await open({ workspace: 'sample' });
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, 'Explorer');
    const folder = join(workspace, 'schemas');
    mkdirSync(folder);
    writeFileSync(join(folder, 'Stop.json'), '{ "properties": { "line": { "$ref": "Line.json" } } }\n');
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'schemas' });
    await chooseInMenu(page, row, t.title('showModelOfFolder'));
    await page.locator('iframe.webview.ready').waitFor({ timeout: 60_000 });
    await webviewFrame(page).locator('.problems', { hasText: 'Stop.json:1' }).waitFor();
    writeFileSync(join(folder, 'Line.json'), '{ "type": "object", "properties": { "name": { "type": "string" } } }\n');
    await eventually(async () => assert.equal(await boxes(page).count(), 2));
    assert.equal(await webviewFrame(page).locator('.problems').count(), 0);
  },
};
