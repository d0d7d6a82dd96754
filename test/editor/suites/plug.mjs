// The durable run as a lesson: the plug is pulled, what was in flight shows, and a resume says what it kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  answer,
  boxProblem,
  clickNotification,
  clickRowMenu,
  clickTreeRow,
  toggleTreeRow,
  clickViewAction,
  dismissNotifications,
  eventually,
  notifications,
  openFile,
  openView,
  pick,
  previewText,
  runCommand,
  screenshot,
  selectTreeRowToo,
  statusBar,
  treeRows,
  treeText,
  typeInBox,
} from '../host/workbench.mjs';
import { literal } from '../host/words.mjs';
import { engineProcess, runIs, says } from '../told.mjs';
import { startSite, writePages, writeSettings } from '../world.mjs';

export const name = 'plug';
export const languages = ['en', 'fr'];
export const oneLanguage = true;
export const window = { workspace: 'empty' };

const PAGES = ['/vie-pratique/pass-jeune', '/vie-pratique/tarifs', '/actualites/lignes-de-nuit'];
const SLOW = PAGES[2];
let site;
let killed;

/** The newest run's row begins with these sources. */
const newestIs = ({ t, page }, ...parts) => runIs(page, t.line(parts.join(' · ')), t.view('runs'));
const running = t => [
  literal(t.say('runStatus.RUNNING')),
  literal(t.say('runs.ofSources', { ended: 2, total: t.count('unit.source', 3) })),
];
const parked = t => [literal(t.say('runStatus.PARKED')), literal(t.say('runs.inFlight', { n: 1 }))];
const completed = t => [literal(t.say('runStatus.COMPLETED')), literal(t.count('unit.source', 3))];
/** Ten or eleven results: the third page's address may be written before the plug is pulled, or not. */
const kept = t => `(${[10, 11].map(n => literal(t.count('unit.kept', n))).join('|')})`;
const resumed = t => t.like('resumed.text', { again: t.count('unit.again', 1) }).replace('.+?', kept(t));
const killedBegins = (t, pid) => t.say('plug.done', { pid }).split(',')[0];
const changed = t => t.say('why.setting', { name: 'chunk_size', before: t.say('why.unset'), after: 250 });

/** As the status bar says it. */
const servedPort = (page, limitMs) =>
  eventually(
    async () => {
      const signs = (await statusBar(page)).flatMap(({ text }) => /^127\.0\.0\.1:(\d+)$/.exec(text)?.[1] ?? []);
      assert.equal(signs.length, 1);
      return Number(signs[0]);
    },
    { limitMs },
  );

/** Another program's server, there as soon as nobody holds the port. */
function takePort(port) {
  const server = createServer();
  const taken = new Promise(resolve => {
    const listen = () => server.listen(port, '127.0.0.1');
    server.on('error', () => setTimeout(listen, 5)).once('listening', resolve);
    listen();
  });
  return { server, taken };
}

export const tests = {
  'the plug of a running engine is in the title of both views': async ctx => {
    const { t, page, workspace } = ctx;
    site ??= await startSite();
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, t.manifest('container'), t.view('runs'));
    await site.fault('slow', 1, SLOW);
    writePages(
      workspace,
      'pages.ingest.yaml',
      PAGES.map(path => new URL(path, site.url).href),
    );
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, t.command('run'));
    await newestIs(ctx, ...running(t));
    await dismissNotifications(page);
    await screenshot(page, `plug-1-running-${t.language}`);
  },
  'pulled, the process is dead, and the trees say what was in flight': async ctx => {
    const { t, page, window } = ctx;
    killed = engineProcess(window.dataDir);
    await clickViewAction(page, t.view('sources'), t.title('pullPlug'));
    await says(
      page,
      t.match(t.like('plug.done', { pid: killed, inFlight: t.count('plug.inFlight', 1) }).replace('.+?', kept(t))),
    );
    assert.throws(() => process.kill(killed, 0), { code: 'ESRCH' });
    await newestIs(ctx, ...parked(t), running(t)[1]);
    const inFlight = `${t.say('stageState.inFlight')} · ${t.say('stage.SCRAPING')}`;
    await eventually(async () => assert.equal((await treeRows(page, t.view('sources'))).at(-1).description, inFlight));
    await screenshot(page, `plug-2-in-flight-${t.language}`);
  },
  'a new engine is there by itself, and Resume says what it kept and what ran again': async ctx => {
    const { t, page, window } = ctx;
    assert.notEqual(engineProcess(window.dataDir), killed);
    await clickNotification(page, killedBegins(t, killed), t.say('action.resume'));
    await newestIs(ctx, ...completed(t));
    await says(page, t.match(t.like('end.COMPLETED', { counts: t.count('end.completed', 3) }), resumed(t)));
    await dismissNotifications(page);
    const [run] = await treeRows(page, t.view('runs'));
    await toggleTreeRow(page, t.view('runs'), run.label);
    await eventually(async () => {
      const facts = await treeRows(page, t.view('runs'));
      const told = facts.find(row => row.label === t.say('fact.resumed'));
      assert.match(told?.description ?? '', new RegExp(`^${resumed(t)}$`));
    });
    const last = (await treeRows(page, t.view('sources'))).at(-1);
    await toggleTreeRow(page, t.view('sources'), last.label);
    await eventually(async () => {
      const rows = (await treeRows(page, t.view('sources'))).filter(row => row.level === 2);
      assert.match(
        rows.find(row => row.label === t.say('stage.SCRAPING'))?.description ?? '',
        t.starts(`${t.say('again.stopped')} · ${t.say('stageState.COMPLETED')}`),
      );
    });
    await screenshot(page, `plug-3-resumed-${t.language}`);
    await toggleTreeRow(page, t.view('runs'), run.label);
    await toggleTreeRow(page, t.view('sources'), last.label);
    await clickTreeRow(page, t.view('runs'), run.label);
  },
  'one stage runs again with a changed setting; the tree says what depended on it, and what was reused': async ctx => {
    const { t, page, workspace } = ctx;
    const before = readFileSync(join(workspace, 'pages.ingest.yaml'), 'utf8');
    const [first] = await treeRows(page, t.view('sources'));
    await toggleTreeRow(page, t.view('sources'), first.label);
    await clickRowMenu(page, t.view('sources'), t.say('stage.CHUNKING'), t.title('runAgainWith'));
    await pick(page, 'chunk_size');
    await eventually(async () => {
      await typeInBox(page, '0');
      assert.match(await boxProblem(page), /chunk_size/);
    });
    await screenshot(page, `plug-4-refused-${t.language}`);
    await answer(page, '250');
    const once = [literal(t.say('runStatus.COMPLETED')), literal(t.count('unit.source', 1))];
    await newestIs(ctx, ...once, '\\d+:\\d\\d', literal(changed(t)));
    await dismissNotifications(page);
    await eventually(async () => {
      const rows = await treeRows(page, t.view('sources'));
      const [source] = rows;
      if (!source.expanded) await toggleTreeRow(page, t.view('sources'), source.label);
      const stages = rows.filter(row => row.level === 2);
      assert.deepEqual(
        stages.map(row => row.label),
        ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'].map(stage => t.say(`stage.${stage}`)),
      );
      const said = stages.map(row => row.description);
      assert.deepEqual(said.slice(0, 3), Array(3).fill(t.say('stageState.REUSED')));
      const again = parts => t.starts(t.say('again.changed', { parts }));
      assert.match(said[3], again(`${t.say('why.part.config')} (${changed(t)})`));
      assert.match(said[4], again(t.say('why.part.input')));
    });
    await screenshot(page, `plug-5-changed-${t.language}`);
    assert.equal(readFileSync(join(workspace, 'pages.ingest.yaml'), 'utf8'), before);
  },
  'two runs compared: which Source differs in which stage, and why': async ({ t, page }) => {
    const [, older] = (await treeRows(page, t.view('runs'))).filter(row => row.level === 1);
    await clickRowMenu(page, t.view('runs'), older.description, t.title('selectForCompare'));
    await clickRowMenu(page, t.view('runs'), 'chunk_size', t.title('compareWithSelected'));
    await eventually(
      async () => {
        const said = await previewText(page);
        const config = t.say('compare.parts', { parts: t.say('why.part.config') });
        const parts = `${config} · ${t.say('compare.result.different')}`;
        assert.match(said, t.match(literal(changed(t))));
        assert.match(said, t.match(literal(t.count('compare.onlyBefore', 2))));
        assert.match(said, t.match(literal(t.say('stage.CHUNKING')), literal(parts)));
      },
      { limitMs: 30_000 },
    );
    await screenshot(page, `plug-6-compared-${t.language}`);
  },
  'two selected in the tree are compared at once': async ({ t, page }) => {
    await runCommand(page, 'View: Close Editor');
    const [newer, older] = (await treeRows(page, t.view('runs'))).filter(row => row.level === 1);
    assert.match(newer.description, /chunk_size/);
    await clickTreeRow(page, t.view('runs'), newer.label);
    await selectTreeRowToo(page, t.view('runs'), older.description);
    await clickRowMenu(page, t.view('runs'), newer.description, t.title('compareRuns'));
    const counts = [t.count('compare.different', 1), t.count('compare.onlyBefore', 2)].map(literal).join(', ');
    await eventually(async () => assert.match(await previewText(page), new RegExp(counts)), { limitMs: 30_000 });
    await runCommand(page, 'View: Close Editor');
  },
  'a deleted run is in a backup, and Undo brings it back': async ({ t, page }) => {
    const [newest] = await treeRows(page, t.view('runs'));
    await clickTreeRow(page, t.view('runs'), newest.label); // alone: both that were compared would go
    const before = await treeText(page, t.view('runs'));
    await clickRowMenu(page, t.view('runs'), 'chunk_size', t.title('deleteRun'));
    await eventually(async () => assert.doesNotMatch(await treeText(page, t.view('runs')), /chunk_size/));
    await screenshot(page, `plug-7-deleted-${t.language}`);
    await clickNotification(
      page,
      t.say('runs.deleted', { runs: t.count('unit.run', 1) }).split('{')[0],
      t.say('action.undo'),
    );
    await eventually(async () => assert.equal(await treeText(page, t.view('runs')), before));
    await dismissNotifications(page);
  },
  'the practice site of this window comes back with the new engine, at its address': async ctx => {
    const { t, page, window, workspace } = ctx;
    writeSettings(workspace, { 'ingestionWorkshop.practiceSite.port': 0 });
    await runCommand(page, t.command('startPracticeSite'));
    const said = await eventually(async () => {
      const found = (await notifications(page)).find(({ message }) => /http:\/\/127\.0\.0\.1:\d+/.test(message));
      assert.ok(found);
      return found.message;
    });
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
    await site.fault('slow', 1, SLOW);
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, t.command('run'));
    await newestIs(ctx, ...running(t));
    await dismissNotifications(page);
    const pulled = engineProcess(window.dataDir);
    await runCommand(page, t.command('pullPlug'));
    await newestIs(ctx, ...parked(t));
    await eventually(async () => assert.equal((await fetch(url)).status, 200));
    await clickNotification(page, killedBegins(t, pulled), t.say('action.resume'));
    await newestIs(ctx, ...completed(t));
    await dismissNotifications(page);
  },
  'whoever takes its port while the engine is away is told, with what to do': async ctx => {
    const { t, page } = ctx;
    await runCommand(page, t.command('startPracticeSite'));
    const port = await servedPort(page);
    await site.fault('slow', 1, SLOW);
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, t.command('run'));
    await newestIs(ctx, ...running(t));
    await dismissNotifications(page);
    const taker = takePort(port);
    await runCommand(page, t.command('pullPlug'));
    await taker.taken;
    await says(page, t.match(literal(t.say('site.taken', { port }))));
    await assert.rejects(servedPort(page, 0));
    taker.server.close();
    await clickNotification(page, t.say('site.taken', { port }), t.say('site.start'));
    await servedPort(page);
    await runCommand(page, t.command('stopPracticeSite'));
    await dismissNotifications(page);
  },
  'a run that runs is not deleted: who holds it is told': async ctx => {
    const { t, page, window } = ctx;
    await site.fault('slow', 1, SLOW);
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, t.command('run'));
    await newestIs(ctx, ...running(t), '0:\\d\\d');
    await clickRowMenu(page, t.view('runs'), t.say('runStatus.RUNNING'), t.title('deleteRun'));
    await says(page, t.match(t.like('error.run_not_deleted_running')));
    await dismissNotifications(page);
    const pulled = engineProcess(window.dataDir);
    await clickViewAction(page, t.view('sources'), t.title('pullPlug'));
    await says(page, t.match(literal(t.count('plug.inFlight', 1))));
    await newestIs(ctx, ...parked(t));
    await screenshot(page, `plug-8-not-deleted-${t.language}`);
    await clickNotification(page, killedBegins(t, pulled), t.say('action.resume'));
    await newestIs(ctx, ...completed(t));
    await says(page, t.match(resumed(t)));
  },
};
