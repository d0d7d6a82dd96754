// The history of a run in the real window: opened, live, from an event to its file and its code, kept over a reload.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeViolations } from '../host/measures.mjs';
import {
  clickRowMenu,
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
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const PASS = '/vie-pratique/pass-jeune';
const TARIFS = '/vie-pratique/tarifs';
const NIGHT = '/actualites/lignes-de-nuit';
let site;
let outside;
const at = path => new URL(path, site.url).href;
const frame = page => webviewFrame(page);
const rows = page => frame(page).locator('#rows [role=option]');
const lede = page => frame(page).locator('.lede').innerText();
const button = (page, name) => frame(page).getByRole('button', { name });
const tab = (page, name) => frame(page).getByRole('tab', { name });
const front = async (page, title) => eventually(async () => assert.match((await editorTitles(page))[0] ?? '', title));
const eventCount = async page => Number.parseInt(await frame(page).locator('.count').innerText(), 10);

export const tests = {
  'opens from the Runs tree: a row a Source, with what failed and was waited for': async ctx => {
    const { t, page, workspace } = ctx;
    site = await startSite();
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, t.manifest('container'), t.view('runs'));
    await site.fault('500', 1, TARIFS);
    const input = writePages(workspace, 'first.ingest.yaml', [PASS, TARIFS].map(at));
    await ingestOutside(workspace, [input, '--run-id', 'first']).ended;
    const [run] = await eventually(async () => {
      const found = await treeRows(page, t.view('runs'));
      assert.match(found[0]?.description ?? '', t.starts(t.say('runStatus.COMPLETED')));
      return found;
    });
    await clickTreeAction(page, t.view('runs'), run.label, t.title('openHistory'));
    await rows(page).first().waitFor();
    await eventually(async () => assert.equal(await rows(page).count(), 2));
    const counts = { total: t.count('unit.source', 2), parts: t.count('history.count.completed', 2) };
    assert.match(await lede(page), t.match(t.like('history.verdict.COMPLETED'), t.like('history.counts', counts)));
    await eventually(async () => assert.equal(await frame(page).locator('#rows .sg.failed').count(), 1));
    assert.equal(await frame(page).locator('#rows .wait').count(), 1);
    await rows(page).nth(1).click();
    await frame(page)
      .locator('aside', { hasText: t.count('history.after.failed', 1) })
      .waitFor();
    await screenshot(page, `history-1-compact-${t.language}`);
    assert.deepEqual(await axeViolations(page), []);
  },
  'an event opens, in its own words': async ({ t, page }) => {
    await tab(page, t.say('history.form.full')).click();
    await frame(page).locator('#events').focus();
    await frame(page).locator('.in').fill('ActivityTaskFailed');
    await eventually(async () => assert.equal(await frame(page).locator('#events [role=treeitem]').count(), 1));
    await frame(page).locator('#events').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await frame(page).locator('pre', { hasText: '"retryState": "IN_PROGRESS"' }).waitFor();
    await screenshot(page, `history-2-event-${t.language}`);
    assert.deepEqual(await axeViolations(page), []);
    await frame(page).locator('.in').fill('');
  },
  'from an event to the file that it made': async ({ t, page }) => {
    await frame(page).locator('.in').fill('conversion/');
    const event = frame(page).locator('#events [role=treeitem]', { hasText: 'ActivityTaskCompleted' }).first();
    await event.dblclick();
    await button(page, t.say('history.artifact')).click();
    await front(page, /\.md$/);
    await page.keyboard.press('ControlOrMeta+W');
  },
  'and to the code of the stage, as it was written': async ({ t, page }) => {
    await button(page, t.say('history.code')).click();
    await front(page, /\.ts$/);
    assert.match(await editorText(page), /export (async )?function/);
    await screenshot(page, `history-3-code-${t.language}`);
    await page.keyboard.press('ControlOrMeta+W');
    await frame(page).locator('.in').fill('');
  },
  'the raw lines, and the journal at the picked one': async ({ t, page }) => {
    await tab(page, t.say('history.form.json')).click();
    const line = frame(page).locator('#lines [role=option]').nth(2);
    await eventually(async () => assert.match(await line.innerText(), /"eventId":3/));
    await line.dblclick();
    await front(page, /^journal\.jsonl$/);
    await page.keyboard.press('ControlOrMeta+W');
  },
  'comes back with its tab and its filter after the window was reloaded': async ({ t, page }) => {
    await button(page, t.say('history.failedOnly')).click();
    await reloadWindow(page);
    await openView(page, t.manifest('container'), t.view('sources'));
    await frame(page).locator('#lines [role=option]').first().waitFor({ timeout: 30_000 });
    await eventually(async () => assert.equal(await frame(page).locator('#lines [role=option]').count(), 1));
    await button(page, t.say('history.failedOnly')).click();
  },
  'why a stage ran again: against the run before, with the setting': async ({ t, page, workspace }) => {
    const input = join(workspace, 'first.ingest.yaml');
    const text = `${readFileSync(input, 'utf8')}recursive_chunking_config:\n  chunk_size: 300\n  chunk_overlap: 20\n`;
    writeFileSync(input, text);
    await ingestOutside(workspace, ['first.ingest.yaml', '--run-id', 'second']).ended;
    await eventually(async () => assert.ok((await treeRows(page, t.view('runs'))).length > 1));
    await runCommand(page, t.command('openHistory'));
    const setting = t.say('why.setting', { name: 'chunk_size', before: t.say('why.unset'), after: 300 });
    await frame(page).locator('aside', { hasText: setting }).waitFor();
    await screenshot(page, `history-4-why-${t.language}`);
  },
  'from a Source of the tree to its row': async ({ t, page }) => {
    await rows(page).nth(0).click();
    await eventually(async () => {
      await clickRowMenu(page, t.view('sources'), 'Tarifs', t.title('openHistory'));
      assert.match(await frame(page).locator('#rows [aria-selected=true]').innerText(), /tarifs/);
    });
  },
  'a run that is on grows in the page, and is told when it was parked': async ({ t, page, workspace }) => {
    await site.fault('slow', 1, NIGHT);
    const input = writePages(workspace, 'live.ingest.yaml', [PASS, NIGHT].map(at));
    outside = ingestOutside(workspace, [input, '--run-id', 'live']);
    await eventually(async () =>
      assert.match((await treeRows(page, t.view('runs')))[0]?.description ?? '', t.starts(t.say('runStatus.RUNNING'))),
    );
    await runCommand(page, t.command('openHistory'));
    await eventually(async () => assert.match(await lede(page), t.match(t.like('history.verdict.RUNNING'))));
    await frame(page).locator('#rows .sg.open').first().waitFor();
    const before = await eventCount(page);
    await screenshot(page, `history-5-live-${t.language}`);
    outside.stop();
    await outside.ended;
    await eventually(async () => assert.match(await lede(page), t.match(t.like('history.verdict.PARKED'))));
    await eventually(async () => assert.ok((await eventCount(page)) > before));
    await eventually(async () => assert.equal(await frame(page).locator('#rows .sg.cut').count(), 1));
  },
  'Resume in the page takes it to its end: the gap is on the axis': async ({ t, page }) => {
    await button(page, t.say('action.resume')).click();
    const survived = t.match(t.like('history.verdict.survived'));
    await eventually(async () => assert.match(await lede(page), survived), { limitMs: 40_000 });
    await frame(page)
      .locator('.ax', { hasText: t.match(t.like('history.gap.parked')) })
      .waitFor();
    await rows(page).nth(1).click();
    await frame(page)
      .locator('aside', { hasText: t.match(t.like('history.after.cut')) })
      .waitFor();
    await screenshot(page, `history-6-resumed-${t.language}`);
    await dismissNotifications(page);
  },
  'a run that was deleted while it is looked at says so, with a way back': async ({ t, page, workspace }) => {
    const run = join(workspace, '.ingestion-workshop', 'runs', 'live');
    assert.ok(existsSync(run), readdirSync(join(workspace, '.ingestion-workshop')).join());
    rmSync(run, { recursive: true });
    await frame(page)
      .locator('[role=alert]', { hasText: t.match(t.like('error.run_gone')) })
      .waitFor();
    await button(page, t.say('history.restore')).waitFor();
    await screenshot(page, `history-7-gone-${t.language}`);
  },
};
