// Runs and what happens to them: faults of a site, another process, cancel, a killed engine, a closed window.
import assert from 'node:assert/strict';
import {
  clickDialog,
  clickNotification,
  clickTreeAction,
  dialog,
  dismissNotifications,
  eventually,
  notifications,
  openFile,
  openView,
  pick,
  quickPickLabels,
  reloadWindow,
  runCommand,
  screenshot,
  statusBar,
  treeRows,
  treeText,
} from '../host/workbench.mjs';
import { engineProcess, newest, runIs, says } from '../told.mjs';
import { writeSettings, ingestOutside, startSite, writePages } from '../world.mjs';

export const name = 'runs';
export const window = { workspace: 'empty' };

const PASS = '/vie-pratique/pass-jeune';
const NIGHT = '/actualites/lignes-de-nuit';
let site;
let outside;
const at = path => new URL(path, site.url).href;

/** A page that sends a byte a second, once: the run is on until somebody ends it, and its next attempt is quick. */
const hold = path => site.fault('slow', 1, path);

/** Opens an input of these pages and runs it. */
async function play({ page, workspace }, input, paths) {
  writePages(workspace, input, paths.map(at));
  await openFile(page, input);
  await runCommand(page, 'Ingestion Workshop: Run Workflow');
}

export const tests = {
  'a run of the command line shows live in both trees': async ctx => {
    const { page, workspace } = ctx;
    site ??= await startSite();
    await openView(page, 'Ingestion Workshop', 'Sources');
    await openView(page, 'Ingestion Workshop', 'Runs');
    await hold(NIGHT);
    const input = writePages(workspace, 'outside.ingest.yaml', [PASS, NIGHT].map(at));
    outside = ingestOutside(workspace, [input, '--run-id', 'outside']);
    await runIs(page, /^In progress · 1 of 2 Sources/);
    await eventually(async () => {
      const rows = await treeRows(page, 'Sources');
      assert.match(rows.map(row => row.description).join('\n'), /^Completed · \d+ chunks$/m);
      assert.match(rows.map(row => row.description).join('\n'), /^In progress · Scraping/m);
    });
    await screenshot(page, 'runs-1-outside');
  },
  'its Cancel is refused with who holds it': async ({ page }) => {
    const [run] = await treeRows(page, 'Runs');
    await clickTreeAction(page, 'Runs', run.label, 'Cancel');
    await says(page, /outside was started elsewhere \(.*\d+.*\): stop it there/);
    await screenshot(page, 'runs-2-refused');
    await dismissNotifications(page);
  },
  'stopped in its terminal it is parked, and Resume here finishes it': async ({ page }) => {
    outside.stop();
    await outside.ended;
    await runIs(page, /^Parked/);
    await runCommand(page, 'Ingestion Workshop: Resume');
    await runIs(page, /^Completed · 2 Sources/);
    await says(page, /2 Sources completed/);
    await dismissNotifications(page);
  },
  'a busy site: attempts and the next one show, then all is completed': async ctx => {
    const { page } = ctx;
    await site.fault('429-seconds', 2, '/vie-pratique/tarifs');
    await site.fault('500', 2, '/vie-pratique/amendes');
    await play(ctx, 'busy.ingest.yaml', ['/vie-pratique/tarifs', '/vie-pratique/amendes']);
    const waiting = await eventually(async () => {
      const rows = await treeRows(page, 'Sources');
      const found = rows.find(row => /2 attempts · next attempt at \d\d:\d\d:\d\d/.test(row.description));
      assert.ok(found, rows.map(row => row.description).join('\n'));
      return found;
    });
    await screenshot(page, 'runs-3-waiting');
    assert.match(waiting.description, /^Waiting/);
    await says(page, /The run is completed: 2 Sources/);
    await dismissNotifications(page);
  },
  'a Source in error says why': async ctx => {
    const { page } = ctx;
    await site.fault('redirect-loop', 1, '/vie-pratique/objets-trouves');
    await play(ctx, 'loop.ingest.yaml', ['/vie-pratique/objets-trouves', '/vie-pratique/transport-scolaire']);
    await says(page, /1 Source completed, 1 error/);
    await eventually(async () => {
      const rows = await treeRows(page, 'Sources');
      assert.match(rows.map(row => row.description).join('\n'), /^Error · This page redirects in a circle/m);
      assert.deepEqual(
        rows.map(row => row.icon),
        ['error', 'pass'],
      );
    });
    await runIs(page, /^Completed · 1 error/);
    await screenshot(page, 'runs-4-error');
  },
  'Retry Failed brings it to its end, from the notification': async ({ page }) => {
    await clickNotification(page, '1 error', 'Retry Failed');
    await says(page, /The run is completed: 2 Sources/);
    await dismissNotifications(page);
  },
  'Cancel in the notification ends the run at once': async ctx => {
    const { page } = ctx;
    await hold('/actualites/qualite-air');
    await play(ctx, 'cancel.ingest.yaml', ['/vie-pratique/reglement', '/actualites/qualite-air']);
    await runIs(page, /^In progress · 1 of 2/);
    await screenshot(page, 'runs-5-running');
    await clickNotification(page, 'Ingestion', 'Cancel');
    await runIs(page, /^Canceled/);
    await says(page, /The run was canceled: 1 Source completed, 1 not ended/);
    await screenshot(page, 'runs-6-canceled');
  },
  'Resume goes on with a canceled run': async ({ page }) => {
    await clickNotification(page, 'The run was canceled', 'Resume');
    await runIs(page, /^Completed · 2 Sources/);
    await says(page, /The run is completed: 2 Sources/);
    await dismissNotifications(page);
  },
  'the command cancels too, and Resume in the tree goes on': async ctx => {
    const { page } = ctx;
    await hold('/actualites/prolongement-t2');
    await play(ctx, 'cancel2.ingest.yaml', ['/vie-pratique/parcs-relais', '/actualites/prolongement-t2']);
    await runIs(page, /^In progress · 1 of 2/);
    await runCommand(page, 'Ingestion Workshop: Cancel');
    await runIs(page, /^Canceled/);
    const [run] = await treeRows(page, 'Runs');
    await clickTreeAction(page, 'Runs', run.label, 'Resume');
    await runIs(page, /^Completed · 2 Sources/);
    await dismissNotifications(page);
  },
  'a killed engine process: the message has Resume, and other things still work': async ctx => {
    const { page, window } = ctx;
    await hold('/magazine/conductrice-t1');
    await play(ctx, 'killed.ingest.yaml', ['/vie-pratique/accessibilite', '/magazine/conductrice-t1']);
    await runIs(page, /^In progress · 1 of 2/);
    process.kill(engineProcess(window.dataDir), 'SIGKILL');
    await says(page, /The engine process ended.*Resume/);
    await runIs(page, /^Parked/);
    await eventually(async () => {
      const said = await notifications(page);
      assert.equal(said.length, 1, JSON.stringify(said));
    });
    await screenshot(page, 'runs-7-killed');
    assert.equal((await treeRows(page, 'Sources')).length, 2);
    assert.ok(!(await statusBar(page)).some(item => item.text.startsWith('Ingestion ')));
  },
  'and its run is finished': async ({ page }) => {
    await clickNotification(page, 'The engine process ended', 'Resume');
    await runIs(page, /^Completed · 2 Sources/);
    await says(page, /The run is completed: 2 Sources/);
    await dismissNotifications(page);
  },
  'a reloaded window parks its run, and Resume finishes it': async ctx => {
    const { page } = ctx;
    await hold('/magazine/une-nuit-au-depot');
    await play(ctx, 'reload.ingest.yaml', ['/actualites/orva-velo', '/magazine/une-nuit-au-depot']);
    await runIs(page, /^In progress · 1 of 2/);
    await reloadWindow(page);
    await eventually(async () => assert.match(await newest(page), /^Parked/), { limitMs: 60_000 });
    await screenshot(page, 'runs-8-reloaded');
    await runCommand(page, 'Ingestion Workshop: Resume');
    await runIs(page, /^Completed · 2 Sources/);
    await dismissNotifications(page);
  },
  'the language setting turns the trees at once': async ({ page, workspace }) => {
    writeSettings(workspace, { 'ingestionWorkshop.language': 'fr' });
    await runIs(page, /^Terminée · 2 Sources/);
    await eventually(async () => assert.match(await treeText(page, 'Sources'), /Terminée · \d+ morceaux/));
    await screenshot(page, 'runs-9-french');
    writeSettings(workspace, {});
    await runIs(page, /^Completed/);
  },
  'Clear Work Folder asks first': async ({ page }) => {
    await runCommand(page, 'Ingestion Workshop: Clear Work Folder');
    await eventually(async () => assert.match((await dialog(page))?.detail ?? '', /moved to a backup/));
    await screenshot(page, 'runs-10-clear');
    await clickDialog(page, 'Cancel');
    assert.ok((await treeRows(page, 'Runs')).length > 4);
  },
  'keeps a backup, and Undo restores it': async ({ page }) => {
    const before = await treeText(page, 'Runs');
    await runCommand(page, 'Ingestion Workshop: Clear Work Folder');
    await eventually(async () => assert.ok(await dialog(page)));
    await clickDialog(page, 'Clear');
    await eventually(async () => assert.deepEqual(await treeRows(page, 'Runs'), []));
    await screenshot(page, 'runs-11-cleared');
    await clickNotification(page, 'The work folder is empty', 'Undo');
    await eventually(async () => assert.equal(await treeText(page, 'Runs'), before));
    await dismissNotifications(page);
  },
  'Restore Work Folder Backup brings it back too': async ({ page }) => {
    const before = await treeText(page, 'Runs');
    await runCommand(page, 'Ingestion Workshop: Clear Work Folder');
    await eventually(async () => assert.ok(await dialog(page)));
    await clickDialog(page, 'Clear');
    await eventually(async () => assert.deepEqual(await treeRows(page, 'Runs'), []));
    await runCommand(page, 'Ingestion Workshop: Restore Work Folder Backup');
    const latest = await eventually(async () => {
      const [first] = await quickPickLabels(page);
      assert.match(first ?? '', /^\d{4}-\d\d-\d\dT/); // not a row of the palette, which is just closing
      return first;
    });
    await screenshot(page, 'runs-12-backups');
    await pick(page, latest);
    await eventually(async () => assert.equal(await treeText(page, 'Runs'), before));
    await dismissNotifications(page);
  },
};
