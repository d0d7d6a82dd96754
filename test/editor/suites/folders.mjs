// A workspace of several folders: each has its own inputs, work folder and runs; one can go and come while it is open.
import assert from 'node:assert/strict';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../host/install.mjs';
import {
  dismissNotifications,
  editorTitles,
  eventually,
  openView,
  pick,
  quickPickLabels,
  reloadWindow,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  treeText,
} from '../host/workbench.mjs';
import { ingestOutside } from '../world.mjs';

export const name = 'folders';
export const languages = ['en', 'fr'];
export const window = { workspace: 'several' };

const SHIPPED = join('pre-downloaded', 'pre-downloaded.ingest.yaml');
const write = (workspace, names) =>
  writeFileSync(workspace, JSON.stringify({ folders: names.map(path => ({ path })) }, null, 2));

const rows = ({ page, t }) => treeRows(page, t.view('runs'));
const runRows = async ctx => (await rows(ctx)).filter(row => row.level === 1);

/** The title of Sources says the folder of the run that it shows. */
const shows = ({ page, t }, folder) =>
  eventually(async () => {
    const head = page.locator('.pane-header', { hasText: t.view('sources') }).first();
    assert.match(await head.innerText(), new RegExp(`${folder} · `));
  });

const runsAreOf = (ctx, folders) =>
  eventually(async () => {
    const said = (await runRows(ctx)).map(row => row.description.split(' · ')[0]);
    assert.deepEqual(said, folders);
  });

const hasStages = ({ page, t }) =>
  eventually(async () => assert.match(await treeText(page, t.view('sources')), t.match(t.say('stage.CONVERTION'))));

export const tests = {
  'a new input asks which folder it is for': async ctx => {
    const { t, page, workspace } = ctx;
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, t.manifest('container'), t.view('runs'));
    await runCommand(page, t.command('newInput'));
    await eventually(async () => assert.deepEqual((await quickPickLabels(page)).slice(0, 2), ['north', 'south']));
    await pick(page, 'south');
    await pick(page, t.say('newInput.downloaded'));
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'pre-downloaded.ingest.yaml'));
    assert.ok(existsSync(join(dirname(workspace), 'south', SHIPPED)));
  },
  'each has its own work folder, and reads its files from its own place': async ctx => {
    const { t, page, workspace } = ctx;
    const [north, south] = ['north', 'south'].map(folder => join(dirname(workspace), folder));
    cpSync(join(root, 'workshop', 'pre-downloaded'), join(north, 'pre-downloaded'), { recursive: true });
    assert.equal((await ingestOutside(north, [SHIPPED]).ended).status, 'success');
    await runCommand(page, t.command('run'));
    await runsAreOf(ctx, ['south', 'north']);
    await eventually(async () => assert.match((await rows(ctx))[0].description, t.match(t.say('runStatus.COMPLETED'))));
    assert.ok(existsSync(join(south, '.ingestion-workshop', 'index.sqlite')));
    await shows(ctx, 'south');
    await screenshot(page, `folders-1-${t.language}`);
    await dismissNotifications(page);
  },
  'a picked run and its open rows are there again after a reload': async ctx => {
    const { t, page } = ctx;
    const [, north] = await runRows(ctx);
    const place = (await rows(ctx)).findIndex(row => row.description === north.description);
    await page
      .locator('.pane', { hasText: t.view('runs') })
      .last()
      .locator('[role=treeitem]')
      .nth(place)
      .click();
    await shows(ctx, 'north');
    const first = await eventually(async () => {
      const [source] = await treeRows(page, t.view('sources'));
      assert.ok(source);
      return source;
    });
    await toggleTreeRow(page, t.view('sources'), first.label);
    await hasStages(ctx);
    await reloadWindow(page);
    await shows(ctx, 'north');
    await hasStages(ctx);
    await screenshot(page, `folders-2-reloaded-${t.language}`);
  },
  'the terminal and a backup ask which one, by name': async ctx => {
    const { t, page } = ctx;
    await runCommand(page, t.command('clearWorkFolder'));
    await eventually(async () => assert.deepEqual(await quickPickLabels(page), ['north', 'south']));
    await screenshot(page, `folders-3-which-${t.language}`);
    await page.keyboard.press('Escape');
  },
  'one that leaves takes its runs along, and brings them back': async ctx => {
    const { t, workspace } = ctx;
    write(workspace, ['north']);
    await eventually(async () => {
      const said = await runRows(ctx);
      assert.equal(said.length, 1, JSON.stringify(said));
      assert.match(said[0].description, new RegExp(`^${t.say('runStatus.COMPLETED')}`));
    });
    write(workspace, ['north', 'south']);
    await runsAreOf(ctx, ['south', 'north']);
  },
};
