// Datasets: what stands in their folders, whoever wrote it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  answer,
  boxProblem,
  clickDialog,
  clickNotification,
  clickRowMenu,
  clickTreeAction,
  dialog,
  dismissNotifications,
  editorText,
  eventually,
  notifications,
  openFile,
  openView,
  pick,
  previewText,
  problems,
  quickPickLabels,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  typeInBox,
  welcomeText,
} from '../host/workbench.mjs';
import { runOutside, startApi } from '../world.mjs';

export const name = 'datasets';
export const languages = ['en', 'fr'];
export const oneLanguage = true;
export const window = { workspace: 'empty' };

let api;
const FOLDER = 'data/bronze';

/** The configuration of the practice API's events, as a learner has it. */
function writeConfig(workspace, more = '') {
  const lines = [
    `base_url: ${api.url}events`,
    'start_date: 2026-01-05',
    'end_date: 2026-01-09',
    'output_dir: data/bronze',
    'date_column: occurred_at',
    'start_param: start_date',
    'end_param: end_date',
    'page_size: 50',
  ];
  writeFileSync(join(workspace, 'events.api.yaml'), `${lines.join('\n')}\n${more}`);
}

const rowOf = async (page, t, label) =>
  (await treeRows(page, t.view('datasets'))).find(row => row.label === label || row.label.startsWith(label));

/** Each in its own box: the first is still there for a moment after its Enter. */
async function answerDays(page, t, first, last) {
  await answer(page, first);
  await eventually(async () => assert.match(await boxProblem(page), t.match(t.like('ingestApi.end'))));
  await answer(page, last);
}

export const tests = {
  'an empty folder says what would be here': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('datasets'));
    // For room: a closed view beside an open one.
    for (const view of ['sources', 'runs']) await page.getByRole('button', { name: `${t.view(view)} Section` }).click();
    await eventually(async () => assert.match(await welcomeText(page, t.view('datasets')), t.welcome('datasets')));
    await screenshot(page, `datasets-1-empty-${t.language}`);
  },
  'a dataset of the command line comes by itself, its days newest first': async ({ t, page, workspace }) => {
    api = await startApi(2000);
    writeConfig(workspace);
    const { status, records_count } = await runOutside(workspace, ['ingest-api', '--config', 'events.api.yaml']).ended;
    assert.equal(status, 'success');
    assert.ok(records_count > 50);
    await eventually(async () => assert.ok(await rowOf(page, t, FOLDER), 'no dataset'), { limitMs: 15_000 });
    await eventually(async () => {
      const days = (await treeRows(page, t.view('datasets'))).filter(({ label }) => /^2026-01-0\d$/.test(label));
      const labels = days.map(({ label }) => label);
      assert.deepEqual(labels.slice(0, 5), ['2026-01-09', '2026-01-08', '2026-01-07', '2026-01-06', '2026-01-05']);
      assert.match(days[0].description, new RegExp(`^\\d+ ${t.language === 'fr' ? 'lignes' : 'rows'} · .+[Bo]$`));
    });
    await toggleTreeRow(page, t.view('datasets'), '2026-01-09');
    await eventually(async () => assert.ok(await rowOf(page, t, 'part-00000.parquet')));
    await screenshot(page, `datasets-2-tree-${t.language}`);
  },
  'an API is ingested by its command, days asked for, the result as a document': async ({ t, page, workspace }) => {
    await openFile(page, 'events.api.yaml');
    await runCommand(page, t.command('ingestApi'));
    await typeInBox(page, '2026-02-30');
    await eventually(async () => assert.match(await boxProblem(page), t.match(t.like('ingestApi.badDay'))));
    await answerDays(page, t, '2026-01-10', '2026-01-11');
    await eventually(
      async () => assert.match(JSON.stringify(await notifications(page)), t.match(t.like('end.COMPLETED'))),
      {
        limitMs: 20_000,
      },
    );
    await eventually(async () => assert.ok(await rowOf(page, t, '2026-01-11'), 'the new day'), { limitMs: 15_000 });
    await screenshot(page, `datasets-3-ingested-${t.language}`);
    await clickNotification(page, t.say('action.showApiResult'), t.say('action.showApiResult'));
    const result = await eventually(async () => JSON.parse(await editorText(page)));
    assert.equal(result.status, 'success');
    assert.ok(result.output_files[0].startsWith(join(workspace, 'data')), result.output_files[0]);
    await screenshot(page, `datasets-4-result-${t.language}`);
    await dismissNotifications(page);
  },
  'formats are measured on a day’s file': async ({ t, page }) => {
    await clickTreeAction(page, t.view('datasets'), 'part-00000.parquet', t.title('compareFormats'));
    await eventually(async () => assert.match(await previewText(page), /Parquet[\s\S]+Avro/), { limitMs: 20_000 });
    // By its whole way: the same day of another dataset has a place of its own.
    assert.match(await previewText(page), /formats.data.bronze.partition_date=2026-01-09/);
    await screenshot(page, `datasets-5-formats-${t.language}`);
  },
  'the line for n8n, as it was copied, ingests from any folder; the container’s is explained with it': async ctx => {
    const { t, page } = ctx;
    await openFile(page, 'events.api.yaml');
    const copy = async way => {
      await runCommand(page, t.command('copyN8nCommand'));
      await pick(page, t.say(`n8n.${way}`));
      const told = t.say(`n8n.copied.${way}`);
      await eventually(async () =>
        assert.ok((await notifications(page)).some(({ message }) => message.includes(told))),
      );
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const line = await copy('here');
    const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: tmpdir() });
    assert.equal(JSON.parse(stdout).status, 'success', line);
    await dismissNotifications(page);
    assert.match(
      await copy('container'),
      /^node \/opt\/ingestion-workshop\/dist\/cli\.js .*'\/workspace\/data\/bronze-/,
    );
    await clickNotification(page, t.say('n8n.copied.container'), t.say('n8n.explain'));
    await eventually(async () => assert.match(await previewText(page), /docker run .*NODES_EXCLUDE/));
    await screenshot(page, `datasets-5-n8n-${t.language}`);
    await dismissNotifications(page);
  },
  'a backfill says which days it would ingest, asks, and ingests them': async ({ t, page }) => {
    await openFile(page, 'events.api.yaml');
    await runCommand(page, t.command('backfill'));
    await answerDays(page, t, '2026-01-11', '2026-01-13');
    await pick(page, t.say('backfill.mode.missing'));
    await pick(page, t.say('backfill.newestFirst'));
    await typeInBox(page, '33');
    await eventually(async () => assert.match(await boxProblem(page), t.match(t.like('backfill.badParallel'))));
    await answer(page, '2');
    const asked = await eventually(async () => (await dialog(page)) ?? assert.fail('no question'));
    assert.match(asked.message, /2/);
    assert.equal(asked.detail, t.say('backfill.days', { first: '2026-01-12', last: '2026-01-13' }));
    await screenshot(page, `datasets-6-backfill-${t.language}`);
    await clickDialog(page, t.say('backfill.start'));
    await eventually(async () => assert.ok(await rowOf(page, t, '2026-01-13'), 'the last day'), { limitMs: 30_000 });
    await dismissNotifications(page);
  },
  'a row that could not be ingested is shown, repaired in its file and replayed': async ({ t, page, workspace }) => {
    await api.fault('bad_record', 1);
    const days = ['--start-date', '2026-01-14', '--end-date', '2026-01-14'];
    const { dead_letters } = await runOutside(workspace, ['ingest-api', '--config', 'events.api.yaml', ...days]).ended;
    assert.equal(dead_letters, 1);
    await eventually(async () => assert.match((await rowOf(page, t, FOLDER)).description, /· 1 /));
    await runCommand(page, t.command('showDeadLetters'));
    await eventually(async () => assert.match(await previewText(page), /2026-02-30/));
    await screenshot(page, `datasets-7-letters-${t.language}`);
    const folder = join(workspace, FOLDER, '_dead_letters');
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('2026-02-30', '2026-01-14'));
    }
    await runCommand(page, t.command('replayDeadLetters'));
    const [label] = await eventually(async () => {
      const labels = await quickPickLabels(page);
      assert.equal(labels.length, 1);
      return labels;
    });
    await pick(page, label);
    await page.keyboard.press('Enter');
    const done = t.match(t.say('replay.done', { replayed: '1', remaining: '0' }));
    await eventually(async () => assert.match(JSON.stringify(await notifications(page)), done), { limitMs: 20_000 });
    await dismissNotifications(page);
  },
  'the state is edited with a copy kept; what no ingestion would read is a problem': async ({ t, page, workspace }) => {
    const args = ['ingest-api', '--config', 'events.api.yaml', '--watermark', 'last_updated_at'];
    await runOutside(workspace, args).ended;
    await eventually(async () => assert.ok(await rowOf(page, t, t.say('datasetFact.watermark'))));
    await runCommand(page, t.command('editState'));
    await eventually(async () => assert.match(await editorText(page), /"last_updated_at"/));
    const kept = t.match(t.like('state.kept'));
    await eventually(async () => assert.match(JSON.stringify(await notifications(page)), kept));
    assert.ok(
      readdirSync(join(workspace, FOLDER, '_state', 'backups')).some(file => file.startsWith('watermarks.json')),
    );
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('7');
    await eventually(async () => assert.equal((await problems(page))[0]?.code, 'state_invalid'));
    await screenshot(page, `datasets-8-state-${t.language}`);
    await page.keyboard.press('ControlOrMeta+Z'); // VS Code in the browser saves by itself
    await eventually(async () => assert.deepEqual(await problems(page), []));
    await dismissNotifications(page);
  },
  'a removed day is in a backup, and Undo brings it back': async ({ t, page, workspace }) => {
    const backups = join(workspace, '.ingestion-workshop', 'backups');
    await clickRowMenu(page, t.view('datasets'), '2026-01-14', t.title('removePartition'));
    await eventually(async () => assert.equal((await dialog(page))?.detail, t.say('remove.day.detail')));
    await screenshot(page, `datasets-9-remove-${t.language}`);
    await clickDialog(page, t.say('remove.button'));
    await eventually(async () => assert.ok(!(await rowOf(page, t, '2026-01-14')), 'the day is still there'));
    assert.match(readdirSync(backups).join(), /\+bronze-2026-01-14/);
    await clickNotification(page, '2026-01-14', t.say('action.undo'));
    await eventually(async () => assert.ok(await rowOf(page, t, '2026-01-14'), 'the day did not come back'));
    await dismissNotifications(page);
  },
  'a removed dataset leaves the tree, and Undo brings it back': async ({ t, page, workspace }) => {
    await clickRowMenu(page, t.view('datasets'), FOLDER, t.title('removeDataset'));
    await eventually(async () => assert.equal((await dialog(page))?.detail, t.say('remove.dataset.detail')));
    await clickDialog(page, t.say('remove.button'));
    await eventually(async () => assert.ok(!(await rowOf(page, t, FOLDER)), 'the dataset is still there'));
    assert.ok(!existsSync(join(workspace, FOLDER)));
    await screenshot(page, `datasets-10-removed-${t.language}`);
    await clickNotification(page, FOLDER, t.say('action.undo'));
    await eventually(async () => assert.ok(await rowOf(page, t, FOLDER), 'the dataset did not come back'));
    await dismissNotifications(page);
  },
  'a folder that is gone leaves the tree': async ({ t, page, workspace }) => {
    rmSync(join(workspace, 'data'), { recursive: true });
    await runCommand(page, t.command('refreshDatasets'));
    await eventually(async () => assert.match(await welcomeText(page, t.view('datasets')), t.welcome('datasets')));
    api.close();
    assert.deepEqual(await notifications(page), []);
  },
};
