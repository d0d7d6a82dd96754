// The page of a dataset against the practice API: days are chosen, simulated, backfilled, canceled; dead letters replayed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeViolations } from '../host/measures.mjs';
import {
  answer,
  boxProblem,
  clickDialog,
  clickNotification,
  clickTreeRow,
  dialog,
  dismissNotifications,
  editorTitles,
  eventually,
  notifications,
  openView,
  reloadWindow,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  webviewFrame,
} from '../host/workbench.mjs';
import { runOutside, startApi } from '../world.mjs';

export const name = 'datasetPage';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const FOLDER = 'data/bronze';
const LIMIT = { limitMs: 40_000 };
let api;
const frame = page => webviewFrame(page);
const day = (page, date) => frame(page).locator(`[data-day="${date}"]`);
const press = (page, name) => frame(page).getByRole('button', { name, exact: true }).first().click();
const lede = page => frame(page).locator('.lede').innerText();
const chosen = page => frame(page).locator('.cals .sel').count();
const stands = (page, date, standing) =>
  eventually(
    async () => assert.match(await day(page, date).getAttribute('class'), new RegExp(`\\b${standing}\\b`)),
    LIMIT,
  );

const ingest = (workspace, first, last, ...more) =>
  runOutside(workspace, [
    ...['ingest-api', '--config', 'events.api.yaml', '--start-date', first, '--end-date', last, ...more],
  ]).ended;

function writeConfig(workspace) {
  const lines = [
    `base_url: ${api.url}events`,
    'start_date: 2026-01-05',
    'end_date: 2026-01-09',
    `output_dir: ${FOLDER}`,
    'date_column: occurred_at',
    'start_param: start_date',
    'end_param: end_date',
    'page_size: 50',
  ];
  writeFileSync(join(workspace, 'events.api.yaml'), `${lines.join('\n')}\n`);
}

export const tests = {
  'opens from the row of the dataset, and says what is missing': async ({ t, page, workspace }) => {
    api = await startApi(2000);
    writeConfig(workspace);
    await openView(page, t.manifest('container'), t.view('datasets'));
    await ingest(workspace, '2026-01-05', '2026-01-06');
    await ingest(workspace, '2026-01-08', '2026-01-09', '--watermark', 'last_updated_at');
    await eventually(async () => {
      const labels = (await treeRows(page, t.view('datasets'))).map(({ label }) => label);
      assert.ok(labels.some(label => label.startsWith(FOLDER)) && labels.includes('2026-01-09'), labels.join());
    }, LIMIT);
    await clickTreeRow(page, t.view('datasets'), FOLDER);
    await stands(page, '2026-01-07', 'missing');
    await stands(page, '2026-01-09', 'done');
    assert.match(await lede(page), t.match(t.count('dataset.lede.missing', 1)));
    assert.match(await frame(page).locator('aside').innerText(), /updated_at/);
    await screenshot(page, `datasetPage-1-opened-${t.language}`);
    assert.deepEqual(await axeViolations(page), []);
  },
  'the missing day is chosen, simulated without a trace, and ingested': async ({ t, page, workspace }) => {
    await press(page, t.say('dataset.chooseHoles'));
    await eventually(async () => assert.equal(await chosen(page), 1));
    await press(page, t.say('dataset.simulate'));
    const told = frame(page).locator('.what .call', { hasText: t.count('dataset.simulated.days', 1) });
    await told.waitFor({ timeout: 20_000 });
    assert.ok(!readdirSync(join(workspace, FOLDER)).includes('partition_date=2026-01-07'));
    await screenshot(page, `datasetPage-2-simulated-${t.language}`);
    await press(page, t.count('dataset.backfillDays', 1));
    await stands(page, '2026-01-07', 'done');
    await eventually(async () => assert.match(await lede(page), t.match(t.like('dataset.lede.allThere.other'))), LIMIT);
    await frame(page).locator('.work[data-status=COMPLETED]').waitFor({ timeout: 20_000 });
    await dismissNotifications(page);
  },
  'a day says what stands in its table, and opens it': async ({ t, page }) => {
    await day(page, '2026-01-07').click();
    const facts = frame(page).locator('.facts dl');
    await facts.waitFor({ timeout: 20_000 });
    await eventually(async () => assert.match(await facts.innerText(), t.match(t.say('dataset.success.there'))));
    assert.match(await facts.innerText(), t.match(t.like('dataset.schema.same')));
    await screenshot(page, `datasetPage-3-day-${t.language}`);
    await press(page, t.say('dataset.openDay'));
    await eventually(async () => assert.equal((await editorTitles(page)).length, 2), LIMIT);
    // The table may not have the focus yet, and a key would be lost.
    await page.locator('.tabs-container .tab', { hasText: '2026-01-07' }).click({ button: 'middle' });
    await eventually(async () => assert.equal((await editorTitles(page)).length, 1), LIMIT);
    await day(page, '2026-01-07').waitFor({ timeout: 20_000 });
  },
  'a backfill that is slow is canceled: what is done stays, the rest is still to be loaded': async ({ t, page }) => {
    await frame(page)
      .getByRole('button', { name: t.say('dataset.chooseNone'), exact: true })
      .click();
    await day(page, '2026-01-10').click();
    await day(page, '2026-01-16').click({ modifiers: ['Shift'] });
    await eventually(async () => assert.equal(await chosen(page), 7));
    await api.fault('slow', 1000);
    await press(page, t.count('dataset.backfillDays', 7));
    const running = frame(page).locator('.work[data-status=RUNNING]');
    await running.waitFor({ timeout: 30_000 });
    await eventually(async () => assert.equal(await frame(page).locator('.cals .busy').count(), 1), LIMIT);
    await screenshot(page, `datasetPage-4-running-${t.language}`);
    await running.getByRole('button', { name: t.say('dataset.cancel') }).click();
    await frame(page).locator('.work[data-status=CANCELED]').waitFor({ timeout: 60_000 });
    await api.fault('slow', 0);
    await eventually(async () => assert.equal(await frame(page).locator('.cals .busy').count(), 0));
    // The newest day is read first, and the oldest of the seven was not begun.
    await stands(page, '2026-01-16', 'done');
    await stands(page, '2026-01-10', 'missing');
    await dismissNotifications(page);
  },
  'a day that failed is marked with why, and is the one that is chosen next': async ({ t, page }) => {
    await api.fault('unauthorized', 1);
    await press(page, t.say('dataset.chooseHoles'));
    await eventually(async () => assert.ok((await chosen(page)) >= 4));
    await frame(page).locator('#backfill').click();
    await frame(page).locator('.work[data-status=FAILED]').waitFor({ timeout: 40_000 });
    await frame(page).locator('.cals .failed').first().click();
    await eventually(async () => assert.match(await frame(page).locator('.facts').innerText(), /401/), LIMIT);
    await screenshot(page, `datasetPage-5-failed-${t.language}`);
    await dismissNotifications(page);
    await press(page, t.say('dataset.chooseHoles'));
    await frame(page).locator('#backfill').click();
    await stands(page, '2026-01-10', 'done');
    await eventually(async () => assert.equal(await frame(page).locator('.cals .failed').count(), 0), LIMIT);
    await frame(page).locator('.work[data-status=COMPLETED]').waitFor({ timeout: 40_000 });
    await dismissNotifications(page);
  },
  'dead letters come by themselves; a repaired one is replayed, and told in place': async ({ t, page, workspace }) => {
    await api.fault('bad_record', 1);
    const { dead_letters } = await ingest(workspace, '2026-01-17', '2026-01-17');
    assert.equal(dead_letters, 1);
    const letter = frame(page).locator('#letters .gd-body .gd-row');
    await letter.first().waitFor({ timeout: 40_000 });
    assert.match(await letter.first().innerText(), t.match(t.say('dataset.letter.correct')));
    await frame(page).locator('#letters .gd-t.link').click();
    await frame(page).locator('.whole pre', { hasText: '2026-02-30' }).waitFor();
    await screenshot(page, `datasetPage-6-letters-${t.language}`);
    assert.deepEqual(await axeViolations(page), []);
    const folder = join(workspace, FOLDER, '_dead_letters');
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('2026-02-30', '2026-01-17'));
    }
    await frame(page).locator('#letters .gd-head input').check();
    await press(page, t.count('dataset.replay', 1));
    const told = frame(page).locator('.told', { hasText: t.count('dataset.replayed', 1) });
    await told.waitFor({ timeout: 40_000 });
    await eventually(async () => assert.equal(await letter.count(), 0), LIMIT);
  },
  'a letter is dropped after a question, and not without': async ({ t, page, workspace }) => {
    await api.fault('bad_record', 1);
    await ingest(workspace, '2026-01-18', '2026-01-18');
    const letter = frame(page).locator('#letters .gd-body .gd-row');
    await letter.first().waitFor({ timeout: 40_000 });
    await frame(page).locator('#letters .gd-body input').first().check();
    await frame(page).locator('#drop').click();
    await eventually(async () => assert.equal((await dialog(page))?.detail, t.say('drop.forGood')));
    await clickDialog(page, t.say('drop.button'));
    await frame(page)
      .locator('.told', { hasText: t.count('dataset.dropped', 1) })
      .waitFor({ timeout: 40_000 });
  },
  'a replay that asks again is stopped: it says so, and the letter stays as it was': async ({ t, page, workspace }) => {
    const request = { url: `${api.url}events?start_date=2026-01-18&end_date=2026-01-18` };
    const why = { reason: 'http_status', params: { status: 500 }, kind: 'transient', partition_date: '2026-01-18' };
    const seen = { first_seen: '2026-01-18T06:00:00Z', run: 'by-hand' };
    const line = JSON.stringify({ id: '00000000000000aa', ...why, record: null, request, ...seen });
    const file = join(workspace, FOLDER, '_dead_letters', 'by-hand.jsonl');
    writeFileSync(file, `${line}\n`);
    await runCommand(page, t.command('refreshDatasets'));
    const letter = frame(page).locator('#letters .gd-body .gd-row');
    await letter.first().waitFor({ timeout: 40_000 });
    await frame(page).locator('#letters .gd-head input').check();
    await api.fault('slow', 1000);
    await press(page, t.count('dataset.replay', 1));
    await press(page, t.say('dataset.cancel'));
    await frame(page).getByText(t.say('error.replay_stopped')).waitFor({ timeout: 40_000 });
    await api.fault('slow', 0);
    await screenshot(page, `datasetPage-7-stopped-${t.language}`);
    assert.equal(readFileSync(file, 'utf8'), `${line}\n`);
    assert.equal(await letter.count(), 1);
    await press(page, t.count('dataset.replay', 1));
    await frame(page)
      .locator('.told', { hasText: t.count('dataset.replayed', 1) })
      .waitFor({ timeout: 40_000 });
  },
  'a day in the tree opens the table of that day': async ({ t, page }) => {
    const labels = async () => (await treeRows(page, t.view('datasets'))).map(({ label }) => label);
    if (!(await labels()).includes('2026-01-18')) await toggleTreeRow(page, t.view('datasets'), FOLDER);
    await clickTreeRow(page, t.view('datasets'), '2026-01-18');
    await eventually(async () => assert.match((await editorTitles(page))[0], /part-00000\.parquet/), LIMIT);
    const cells = frame(page).locator('.gd-rows .gd-c');
    await cells.first().waitFor({ timeout: 40_000 });
    await frame(page)
      .locator('#grid')
      .evaluate(grid => (grid.scrollLeft = grid.scrollWidth));
    await eventually(async () => assert.match((await cells.allInnerTexts()).join(), /2026-01-18/), LIMIT);
    await page.locator('.tabs-container .tab', { hasText: 'part-00000' }).click({ button: 'middle' });
    await day(page, '2026-01-18').waitFor({ timeout: 20_000 });
  },
  'what is next is proposed from where the dataset ends; its notice leads here': async ({ t, page }) => {
    await press(page, t.say('dataset.load'));
    await answer(page, '2026-01-19');
    await eventually(async () => assert.match(await boxProblem(page), t.match(t.like('ingestApi.end'))));
    await answer(page, '2026-01-19');
    await stands(page, '2026-01-19', 'done');
    await eventually(
      async () => assert.match(JSON.stringify(await notifications(page)), t.match(t.like('end.COMPLETED'))),
      LIMIT,
    );
    await clickNotification(page, t.say('action.showDataset'), t.say('action.showDataset'));
    assert.equal((await editorTitles(page)).length, 1);
    await dismissNotifications(page);
  },
  'comes back after the window was reloaded, and is found in the palette': async ({ t, page }) => {
    await day(page, '2026-01-12').click();
    await eventually(async () => assert.equal(await chosen(page), 1));
    await reloadWindow(page);
    await day(page, '2026-01-12').waitFor({ timeout: 40_000 });
    await eventually(async () => assert.equal(await chosen(page), 1), LIMIT);
    await runCommand(page, t.command('showDataset'));
    await eventually(async () => assert.equal((await editorTitles(page)).length, 1));
    await screenshot(page, `datasetPage-8-reloaded-${t.language}`);
    api.close();
  },
};
