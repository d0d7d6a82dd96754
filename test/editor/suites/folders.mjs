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
export const window = { workspace: 'several' };

const SHIPPED = join('pre-downloaded', 'pre-downloaded.ingest.yaml');
const write = (workspace, names) =>
  writeFileSync(workspace, JSON.stringify({ folders: names.map(path => ({ path })) }, null, 2));

export const tests = t => {
  const rows = page => treeRows(page, t.view('runs'));
  const head = page => page.locator('.pane-header', { hasText: t.view('sources') }).first().innerText();
  const shows = (page, folder) => eventually(async () => assert.match(await head(page), new RegExp(`${folder} · `)));
  const places = page => eventually(async () => {
    const said = (await rows(page)).filter(row => row.level === 1).map(row => row.description.split(' · ')[0]);
    assert.deepEqual(said, ['south', 'north']);
  });
  return {
    'a new input asks which folder it is for': async ({ page, workspace }) => {
      await openView(page, t.manifest('container'), t.view('sources'));
      await openView(page, t.manifest('container'), t.view('runs'));
      await runCommand(page, t.command('newInput'));
      await eventually(async () => assert.deepEqual((await quickPickLabels(page)).slice(0, 2), ['north', 'south']));
      await pick(page, 'south');
      await pick(page, t.say('newInput.downloaded'));
      await eventually(async () => assert.equal((await editorTitles(page))[0], 'pre-downloaded.ingest.yaml'));
      assert.ok(existsSync(join(dirname(workspace), 'south', SHIPPED)));
    },
    'each has its own work folder, and reads its files from its own place': async ({ page, workspace }) => {
      const [north, south] = ['north', 'south'].map(folder => join(dirname(workspace), folder));
      cpSync(join(root, 'workshop', 'pre-downloaded'), join(north, 'pre-downloaded'), { recursive: true });
      assert.equal((await ingestOutside(north, [SHIPPED]).ended).status, 'success');
      await runCommand(page, t.command('run'));
      await places(page);
      await eventually(async () => assert.match((await rows(page))[0].description, t.match(t.say('runStatus.COMPLETED'))));
      assert.ok(existsSync(join(south, '.ingestion-workshop', 'index.sqlite')));
      await shows(page, 'south');
      await screenshot(page, `folders-1-${t.language}`);
      await dismissNotifications(page);
    },
    'a picked run and its open rows are there again after a reload': async ({ page }) => {
      const [, north] = (await rows(page)).filter(row => row.level === 1);
      const place = (await rows(page)).findIndex(row => row.description === north.description);
      await page.locator('.pane', { hasText: t.view('runs') }).last().locator('[role=treeitem]').nth(place).click();
      await shows(page, 'north');
      const first = await eventually(async () => {
        const [source] = await treeRows(page, t.view('sources'));
        assert.ok(source);
        return source;
      });
      await toggleTreeRow(page, t.view('sources'), first.label);
      await eventually(async () => assert.match(await treeText(page, t.view('sources')), t.match(t.say('stage.CONVERTION'))));
      await reloadWindow(page);
      await shows(page, 'north');
      await eventually(async () => assert.match(await treeText(page, t.view('sources')), t.match(t.say('stage.CONVERTION'))));
      await screenshot(page, `folders-2-reloaded-${t.language}`);
    },
    'the terminal and a backup ask which one, by name': async ({ page }) => {
      await runCommand(page, t.command('clearWorkFolder'));
      await eventually(async () => assert.deepEqual(await quickPickLabels(page), ['north', 'south']));
      await screenshot(page, `folders-3-which-${t.language}`);
      await page.keyboard.press('Escape');
    },
    'one that leaves takes its runs along, and brings them back': async ({ page, workspace }) => {
      write(workspace, ['north']);
      await eventually(async () => {
        const said = (await rows(page)).filter(row => row.level === 1);
        assert.equal(said.length, 1, JSON.stringify(said));
        assert.match(said[0].description, new RegExp(`^${t.say('runStatus.COMPLETED')}`));
      });
      write(workspace, ['north', 'south']);
      await places(page);
    },
  };
};
