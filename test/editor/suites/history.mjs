// The history of a run in the real window: opened, live, from an event to its file and its code, kept over a reload.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeViolations } from '../host/measures.mjs';
import {
  clickTreeAction,
  dismissNotifications,
  editorText,
  editorTitles,
  eventually,
  openView,
  reloadWindow,
  runCommand,
  screenshot,
  treeRows,
  webviewFrame,
} from '../host/workbench.mjs';
import { ingestOutside, startSite, writePages } from '../world.mjs';

export const name = 'history';
export const window = { workspace: 'empty' };

const PASS = '/vie-pratique/pass-jeune';
const TARIFS = '/vie-pratique/tarifs';
const NIGHT = '/actualites/lignes-de-nuit';
const COMMAND = 'Ingestion Workshop: Show History';
let site;
let outside;
const at = path => new URL(path, site.url).href;
const frame = page => webviewFrame(page);
const rows = page => frame(page).locator('#rows [role=option]');
const lede = async page => (await frame(page).locator('.lede').innerText()).replaceAll('\u00a0', ' ');
const tab = (page, name) => frame(page).getByRole('tab', { name });
const front = async (page, title) => eventually(async () => assert.match((await editorTitles(page))[0] ?? '', title));
const eventCount = async page => Number.parseInt(await frame(page).locator('.count').innerText(), 10);

export const tests = {
  'opens from the Runs tree: a row a Source, with what failed and was waited for': async ctx => {
    const { page, workspace } = ctx;
    site = await startSite();
    await openView(page, 'Ingestion Workshop', 'Sources');
    await openView(page, 'Ingestion Workshop', 'Runs');
    await site.fault('500', 1, TARIFS);
    const input = writePages(workspace, 'first.ingest.yaml', [PASS, TARIFS].map(at));
    await ingestOutside(workspace, [input, '--run-id', 'first']).ended;
    const [run] = await eventually(async () => {
      const found = await treeRows(page, 'Runs');
      assert.match(found[0]?.description ?? '', /^Completed/);
      return found;
    });
    await clickTreeAction(page, 'Runs', run.label, 'Show History');
    await rows(page).first().waitFor();
    await eventually(async () => assert.equal(await rows(page).count(), 2));
    assert.match(await lede(page), /All is done\. 2 Sources: 2 completed/);
    await eventually(async () => assert.equal(await frame(page).locator('#rows .sg.failed').count(), 1));
    assert.equal(await frame(page).locator('#rows .wait').count(), 1);
    await rows(page).nth(1).click();
    await frame(page).locator('aside', { hasText: '1 attempt failed.' }).waitFor();
    await screenshot(page, 'history-1-compact');
    assert.deepEqual(await axeViolations(page), []);
  },
  'an event opens, in its own words': async ({ page }) => {
    await tab(page, 'Full').click();
    await frame(page).locator('#events').focus();
    await frame(page).locator('.in').fill('ActivityTaskFailed');
    await eventually(async () => assert.equal(await frame(page).locator('#events [role=treeitem]').count(), 1));
    await frame(page).locator('#events').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await frame(page).locator('pre', { hasText: '"retryState": "IN_PROGRESS"' }).waitFor();
    await screenshot(page, 'history-2-event');
    assert.deepEqual(await axeViolations(page), []);
    await frame(page).locator('.in').fill('');
  },
  'from an event to the file that it made': async ({ page }) => {
    await frame(page).locator('.in').fill('conversion/');
    const event = frame(page).locator('#events [role=treeitem]', { hasText: 'ActivityTaskCompleted' }).first();
    await event.dblclick();
    await frame(page).getByRole('button', { name: 'Artifact' }).click();
    await front(page, /\.md$/);
    await page.keyboard.press('ControlOrMeta+W');
  },
  'and to the code of the stage, as it was written': async ({ page }) => {
    await frame(page).getByRole('button', { name: 'Code' }).click();
    await front(page, /\.ts$/);
    assert.match(await editorText(page), /export (async )?function/);
    await screenshot(page, 'history-3-code');
    await page.keyboard.press('ControlOrMeta+W');
    await frame(page).locator('.in').fill('');
  },
  'the raw lines, and the journal at the picked one': async ({ page }) => {
    await tab(page, 'JSON').click();
    const line = frame(page).locator('#lines [role=option]').nth(2);
    await eventually(async () => assert.match(await line.innerText(), /"eventId":3/));
    await line.dblclick();
    await front(page, /^journal\.jsonl$/);
    await page.keyboard.press('ControlOrMeta+W');
  },
  'comes back with its tab and its filter after the window was reloaded': async ({ page }) => {
    await frame(page).getByRole('button', { name: 'Failures only' }).click();
    await reloadWindow(page);
    await openView(page, 'Ingestion Workshop', 'Sources');
    await frame(page).locator('#lines [role=option]').first().waitFor({ timeout: 30_000 });
    await eventually(async () => assert.equal(await frame(page).locator('#lines [role=option]').count(), 1));
    await frame(page).getByRole('button', { name: 'Failures only' }).click();
  },
  'why a stage ran again: against the run before, with the setting': async ({ page, workspace }) => {
    const input = join(workspace, 'first.ingest.yaml');
    const text = `${readFileSync(input, 'utf8')}recursive_chunking_config:\n  chunk_size: 300\n  chunk_overlap: 20\n`;
    writeFileSync(input, text);
    await ingestOutside(workspace, ['first.ingest.yaml', '--run-id', 'second']).ended;
    await eventually(async () => assert.ok((await treeRows(page, 'Runs')).length > 1));
    await runCommand(page, COMMAND);
    await frame(page).locator('aside', { hasText: 'chunk_size: 700 → 300' }).waitFor();
    await screenshot(page, 'history-4-why');
  },
  'a run that is on grows in the page, and is told when it was parked': async ({ page, workspace }) => {
    await site.fault('slow', 1, NIGHT);
    const input = writePages(workspace, 'live.ingest.yaml', [PASS, NIGHT].map(at));
    outside = ingestOutside(workspace, [input, '--run-id', 'live']);
    await eventually(async () => assert.match((await treeRows(page, 'Runs'))[0]?.description ?? '', /^In progress/));
    await runCommand(page, COMMAND);
    await eventually(async () => assert.match(await lede(page), /In progress\./));
    await frame(page).locator('#rows .sg.open').waitFor();
    const before = await eventCount(page);
    await screenshot(page, 'history-5-live');
    outside.stop();
    await outside.ended;
    await eventually(async () => assert.match(await lede(page), /Stopped before its end/));
    await eventually(async () => assert.ok((await eventCount(page)) > before));
    await eventually(async () => assert.equal(await frame(page).locator('#rows .sg.cut').count(), 1));
  },
  'Resume in the page takes it to its end: the gap is on the axis': async ({ page }) => {
    await frame(page).getByRole('button', { name: 'Resume' }).click();
    await eventually(async () => assert.match(await lede(page), /interruption included: nothing was lost/), {
      limitMs: 40_000,
    });
    await frame(page)
      .locator('.ax', { hasText: /Parked .*, resumed/ })
      .waitFor();
    await rows(page).nth(1).click();
    await frame(page).locator('aside', { hasText: 'before the result was recorded' }).waitFor();
    await screenshot(page, 'history-6-resumed');
    await dismissNotifications(page);
  },
  'a run that was deleted while it is looked at says so, with a way back': async ({ page, workspace }) => {
    const run = join(workspace, '.ingestion-workshop', 'runs', 'live');
    assert.ok(existsSync(run), readdirSync(join(workspace, '.ingestion-workshop')).join());
    rmSync(run, { recursive: true });
    await frame(page).locator('[role=alert]', { hasText: 'is not there any more' }).waitFor();
    await frame(page).getByRole('button', { name: 'Restore a Backup' }).waitFor();
    await screenshot(page, 'history-7-gone');
  },
  'speaks French in a French window': async ({ open }) => {
    const { page, workspace } = await open({ workspace: 'empty', locale: 'fr' });
    await openView(page, 'Ingestion Workshop', 'Sources');
    const input = writePages(workspace, 'fr.ingest.yaml', [PASS].map(at));
    await ingestOutside(workspace, [input]).ended;
    await eventually(async () => {
      const found = await treeRows(page, 'Sources');
      assert.match(found[0]?.description ?? '', /^Terminée/);
    });
    await runCommand(page, 'Ingestion Workshop: Voir l’historique');
    await eventually(async () => assert.match(await lede(page), /Tout est fait\. 1 Source : 1 terminée/));
    await screenshot(page, 'history-8-french');
    assert.deepEqual(await axeViolations(page), []);
  },
};
