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
import { literal, wordsIn } from '../host/words.mjs';
import { engineProcess, newest, runIs as newestIs, says } from '../told.mjs';
import { writeSettings, ingestOutside, startSite, writePages } from '../world.mjs';

export const name = 'runs';
export const languages = ['fr', 'en'];
export const oneLanguage = true;
export const window = { workspace: 'empty' };

const PASS = '/vie-pratique/pass-jeune';
const NIGHT = '/actualites/lignes-de-nuit';
let site;
let outside;
const at = path => new URL(path, site.url).href;

/** A page that sends a byte a second, once: the run is on until somebody ends it, and its next attempt is quick. */
const hold = path => site.fault('slow', 1, path);

/** Opens an input of these pages and runs it. */
async function play({ t, page, workspace }, input, paths) {
  writePages(workspace, input, paths.map(at));
  await openFile(page, input);
  await runCommand(page, t.command('run'));
}

/** The newest run's row begins with its state, and goes on so. */
const runIs = ({ t, page }, status, ...more) =>
  newestIs(page, t.starts([t.say(`runStatus.${status}`), ...more].join(' · ')), t.view('runs'));
const oneOfTwo = t => t.say('runs.ofSources', { ended: 1, total: t.count('unit.source', 2) });
/** How a run ended: `counts` as the sentence says them. */
const ended = (t, status, counts) => t.match(t.like(`end.${status}`, { counts }));
const twoCompleted = t => ended(t, 'COMPLETED', t.count('end.completed', 2));

export const tests = {
  'a run of the command line shows live in both trees': async ctx => {
    const { t, page, workspace } = ctx;
    site ??= await startSite();
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, t.manifest('container'), t.view('runs'));
    await hold(NIGHT);
    const input = writePages(workspace, 'outside.ingest.yaml', [PASS, NIGHT].map(at));
    outside = ingestOutside(workspace, [input, '--run-id', 'outside']);
    await runIs(ctx, 'RUNNING', oneOfTwo(t));
    await eventually(async () => {
      const rows = await treeRows(page, t.view('sources'));
      const said = rows.map(row => row.description).join('\n');
      assert.match(said, t.line(t.like('outcome.COMPLETED'), ' · ', t.like('unit.chunk.other')));
      assert.match(said, t.line(t.like('outcome.IN_PROGRESS'), ' · ', t.like('stage.SCRAPING')));
    });
    await screenshot(page, `runs-1-outside-${t.language}`);
  },
  'its Cancel is refused with who holds it': async ({ t, page }) => {
    const [run] = await treeRows(page, t.view('runs'));
    await clickTreeAction(page, t.view('runs'), run.label, t.title('cancel'));
    await says(page, t.match(t.like('error.not_our_run', { run: 'outside' })));
    await screenshot(page, `runs-2-refused-${t.language}`);
    await dismissNotifications(page);
  },
  'stopped in its terminal it is parked, and Resume here finishes it': async ctx => {
    const { t, page } = ctx;
    outside.stop();
    await outside.ended;
    await runIs(ctx, 'PARKED');
    await runCommand(page, t.command('resume'));
    await runIs(ctx, 'COMPLETED', t.count('unit.source', 2));
    await says(page, twoCompleted(t));
    await dismissNotifications(page);
  },
  'a busy site: attempts and the next one show, then all is completed': async ctx => {
    const { t, page } = ctx;
    await site.fault('429-seconds', 2, '/vie-pratique/tarifs');
    await site.fault('500', 2, '/vie-pratique/amendes');
    await play(ctx, 'busy.ingest.yaml', ['/vie-pratique/tarifs', '/vie-pratique/amendes']);
    const waiting = await eventually(async () => {
      const rows = await treeRows(page, t.view('sources'));
      const words = t.line(
        t.like('stageState.WAITING'),
        ' · ',
        t.count('unit.attempt', 2),
        ' · ',
        t.like('tree.retryAt'),
      );
      const found = rows.find(row => words.test(row.description));
      assert.ok(found, rows.map(row => row.description).join('\n'));
      return found;
    });
    await screenshot(page, `runs-3-waiting-${t.language}`);
    assert.match(waiting.description, /\d\d:\d\d:\d\d/);
    await says(page, twoCompleted(t));
    await dismissNotifications(page);
  },
  'a Source in error says why': async ctx => {
    const { t, page } = ctx;
    await site.fault('redirect-loop', 1, '/vie-pratique/objets-trouves');
    await play(ctx, 'loop.ingest.yaml', ['/vie-pratique/objets-trouves', '/vie-pratique/transport-scolaire']);
    await says(page, ended(t, 'COMPLETED', `${t.count('end.completed', 1)}, ${t.count('unit.error', 1)}`));
    await eventually(async () => {
      const rows = await treeRows(page, t.view('sources'));
      assert.match(
        rows.map(row => row.description).join('\n'),
        t.line(
          t.like('outcome.ERROR'),
          ' · .*',
          literal(t.say('error.redirect_loop').split(',')[0].replace('{uri} ', '')),
        ),
      );
      assert.deepEqual(
        rows.map(row => row.icon),
        ['error', 'pass'],
      );
    });
    await runIs(ctx, 'COMPLETED', t.count('unit.error', 1));
    await screenshot(page, `runs-4-error-${t.language}`);
  },
  'Retry Failed brings it to its end, from the notification': async ({ t, page }) => {
    await clickNotification(page, t.count('unit.error', 1), t.say('action.retryFailed'));
    await says(page, twoCompleted(t));
    await dismissNotifications(page);
  },
  'Cancel in the notification ends the run at once': async ctx => {
    const { t, page } = ctx;
    await hold('/actualites/qualite-air');
    await play(ctx, 'cancel.ingest.yaml', ['/vie-pratique/reglement', '/actualites/qualite-air']);
    await runIs(ctx, 'RUNNING', oneOfTwo(t));
    await screenshot(page, `runs-5-running-${t.language}`);
    await clickNotification(page, t.say('progress.title'), 'Cancel');
    await runIs(ctx, 'CANCELED');
    await says(page, ended(t, 'CANCELED', `${t.count('end.completed', 1)}, ${t.count('end.open', 1)}`));
    await screenshot(page, `runs-6-canceled-${t.language}`);
  },
  'Resume goes on with a canceled run': async ctx => {
    const { t, page } = ctx;
    await clickNotification(page, t.say('end.CANCELED', { counts: '' }).split(/\s*:/)[0], t.say('action.resume'));
    await runIs(ctx, 'COMPLETED', t.count('unit.source', 2));
    await says(page, twoCompleted(t));
    await dismissNotifications(page);
  },
  'the command cancels too, and Resume in the tree goes on': async ctx => {
    const { t, page } = ctx;
    await hold('/actualites/prolongement-t2');
    await play(ctx, 'cancel2.ingest.yaml', ['/vie-pratique/parcs-relais', '/actualites/prolongement-t2']);
    await runIs(ctx, 'RUNNING', oneOfTwo(t));
    await runCommand(page, t.command('cancel'));
    await runIs(ctx, 'CANCELED');
    const [run] = await treeRows(page, t.view('runs'));
    await clickTreeAction(page, t.view('runs'), run.label, t.title('resume'));
    await runIs(ctx, 'COMPLETED', t.count('unit.source', 2));
    await dismissNotifications(page);
  },
  'a killed engine process: the message has Resume, and other things still work': async ctx => {
    const { t, page, window } = ctx;
    await hold('/magazine/conductrice-t1');
    await play(ctx, 'killed.ingest.yaml', ['/vie-pratique/accessibilite', '/magazine/conductrice-t1']);
    await runIs(ctx, 'RUNNING', oneOfTwo(t));
    process.kill(engineProcess(window.dataDir), 'SIGKILL');
    await says(page, t.match(t.like('error.engine_gone'), t.say('action.resume')));
    await runIs(ctx, 'PARKED');
    await eventually(async () => {
      const said = await notifications(page);
      assert.equal(said.length, 1, JSON.stringify(said));
    });
    await screenshot(page, `runs-7-killed-${t.language}`);
    assert.equal((await treeRows(page, t.view('sources'))).length, 2);
    assert.ok(!(await statusBar(page)).some(item => item.text.startsWith(t.say('status.text', { progress: '' }))));
  },
  'and its run is finished': async ctx => {
    const { t, page } = ctx;
    await clickNotification(page, t.say('error.engine_gone').split('.')[0], t.say('action.resume'));
    await runIs(ctx, 'COMPLETED', t.count('unit.source', 2));
    await says(page, twoCompleted(t));
    await dismissNotifications(page);
  },
  'a reloaded window parks its run, and Resume finishes it': async ctx => {
    const { t, page } = ctx;
    await hold('/magazine/une-nuit-au-depot');
    await play(ctx, 'reload.ingest.yaml', ['/actualites/orva-velo', '/magazine/une-nuit-au-depot']);
    await runIs(ctx, 'RUNNING', oneOfTwo(t));
    await reloadWindow(page);
    await eventually(
      async () => assert.match(await newest(page, t.view('runs')), t.starts(t.say('runStatus.PARKED'))),
      {
        limitMs: 60_000,
      },
    );
    await screenshot(page, `runs-8-reloaded-${t.language}`);
    await runCommand(page, t.command('resume'));
    await runIs(ctx, 'COMPLETED', t.count('unit.source', 2));
    await dismissNotifications(page);
  },
  'the language setting turns the trees at once': async ctx => {
    const { t, page, workspace } = ctx;
    const other = wordsIn(t.language === 'fr' ? 'en' : 'fr');
    writeSettings(workspace, { 'ingestionWorkshop.language': other.language });
    await runIs({ page, t: { ...other, view: t.view } }, 'COMPLETED', other.count('unit.source', 2));
    const row = other.line(other.like('outcome.COMPLETED'), ' · ', other.like('unit.chunk.other'));
    await eventually(async () => assert.match((await treeRows(page, t.view('sources')))[0].description, row));
    await screenshot(page, `runs-9-french-${t.language}`);
    writeSettings(workspace, {});
    await runIs(ctx, 'COMPLETED');
  },
  'Clear Work Folder asks first': async ({ t, page }) => {
    await runCommand(page, t.command('clearWorkFolder'));
    await eventually(async () => assert.match((await dialog(page))?.detail ?? '', t.match(t.like('clear.detail'))));
    await screenshot(page, `runs-10-clear-${t.language}`);
    await clickDialog(page, 'Cancel');
    assert.ok((await treeRows(page, t.view('runs'))).length > 4);
  },
  'keeps a backup, and Undo restores it': async ({ t, page }) => {
    const before = await treeText(page, t.view('runs'));
    await runCommand(page, t.command('clearWorkFolder'));
    await eventually(async () => assert.ok(await dialog(page)));
    await clickDialog(page, t.say('action.clear'));
    await eventually(async () => assert.deepEqual(await treeRows(page, t.view('runs')), []));
    await screenshot(page, `runs-11-cleared-${t.language}`);
    await clickNotification(page, t.say('clear.done').split('.')[0], t.say('action.undo'));
    await eventually(async () => assert.equal(await treeText(page, t.view('runs')), before));
    await dismissNotifications(page);
  },
  'Restore Work Folder Backup brings it back too': async ({ t, page }) => {
    const before = await treeText(page, t.view('runs'));
    await runCommand(page, t.command('clearWorkFolder'));
    await eventually(async () => assert.ok(await dialog(page)));
    await clickDialog(page, t.say('action.clear'));
    await eventually(async () => assert.deepEqual(await treeRows(page, t.view('runs')), []));
    await runCommand(page, t.command('restoreWorkFolder'));
    const latest = await eventually(async () => {
      const [first] = await quickPickLabels(page);
      assert.match(first ?? '', /^\d{4}-\d\d-\d\dT/); // not a row of the palette, which is just closing
      return first;
    });
    await screenshot(page, `runs-12-backups-${t.language}`);
    await pick(page, latest);
    await eventually(async () => assert.equal(await treeText(page, t.view('runs')), before));
    await dismissNotifications(page);
  },
};
