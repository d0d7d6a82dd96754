// The durable run as a lesson: the plug is pulled, what was in flight shows, and a resume says what it kept.
import assert from 'node:assert/strict';
import {
  clickNotification,
  clickTreeRow,
  toggleTreeRow,
  clickViewAction,
  dismissNotifications,
  eventually,
  openFile,
  openView,
  runCommand,
  screenshot,
  treeRows,
} from '../host/workbench.mjs';
import { literal } from '../host/words.mjs';
import { engineProcess, runIs, says } from '../told.mjs';
import { startSite, writePages } from '../world.mjs';

export const name = 'plug';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const PAGES = ['/vie-pratique/pass-jeune', '/vie-pratique/tarifs', '/actualites/lignes-de-nuit'];
const SLOW = PAGES[2];
let site;
let killed;

const sources = async ({ t, page }) => (await treeRows(page, t.view('sources'))).map(row => row.description);

const twoOfThree = t => t.say('runs.ofSources', { ended: 2, total: t.count('unit.source', 3) });
/** Ten or eleven, as the kill came. */
const kept = t => t.like('unit.kept.other', { n: '1N' }).replace('1N', '1[01]');
const keptAndAgain = t =>
  t.like('resumed.text', { kept: 'KEPT', again: t.count('unit.again', 1) }).replace('KEPT', kept(t));

export const tests = {
  'the plug of a running engine is in the title of both views': async ({ t, page, workspace }) => {
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
    await runIs(page, t.line(t.like('runStatus.RUNNING'), ' · ', literal(twoOfThree(t))), t.view('runs'));
    await dismissNotifications(page);
    await screenshot(page, `plug-1-running-${t.language}`);
  },
  'pulled, the process is dead, and the trees say what was in flight': async ({ t, page, window }) => {
    killed = engineProcess(window.dataDir);
    await clickViewAction(page, t.view('sources'), t.title('pullPlug'));
    const inFlight = t.count('plug.inFlight', 1);
    await says(page, t.match(t.like('plug.done', { pid: killed, inFlight, kept: 'KEPT' }).replace('KEPT', kept(t))));
    assert.throws(() => process.kill(killed, 0), { code: 'ESRCH' });
    const torn = ['runStatus.PARKED', 'runs.inFlight'].map(key => t.say(key, { n: 1 }));
    await runIs(page, t.starts([...torn, twoOfThree(t)].join(' · ')), t.view('runs'));
    await eventually(async () =>
      assert.equal((await sources({ t, page })).at(-1), `${t.say('stageState.inFlight')} · ${t.say('stage.SCRAPING')}`),
    );
    await screenshot(page, `plug-2-in-flight-${t.language}`);
  },
  'a new engine is there by itself, and Resume says what it kept and what ran again': async ({ t, page, window }) => {
    assert.notEqual(engineProcess(window.dataDir), killed);
    await clickNotification(page, String(killed), t.say('action.resume'));
    await runIs(page, t.starts(`${t.say('runStatus.COMPLETED')} · ${t.count('unit.source', 3)}`), t.view('runs'));
    await says(page, t.match(literal(t.count('end.completed', 3)), keptAndAgain(t)));
    await dismissNotifications(page);
    const [run] = await treeRows(page, t.view('runs'));
    await toggleTreeRow(page, t.view('runs'), run.label);
    await eventually(async () => {
      const facts = await treeRows(page, t.view('runs'));
      const resumed = facts.find(row => row.label === t.say('fact.resumed'));
      assert.match(resumed?.description ?? '', t.line(keptAndAgain(t)));
    });
    const last = (await treeRows(page, t.view('sources'))).at(-1);
    await toggleTreeRow(page, t.view('sources'), last.label);
    await eventually(async () => {
      const rows = (await treeRows(page, t.view('sources'))).filter(row => row.level === 2);
      assert.match(
        rows.find(row => row.label === t.say('stage.SCRAPING'))?.description ?? '',
        t.match(t.like('again.stopped')),
      );
    });
    await screenshot(page, `plug-3-resumed-${t.language}`);
    await toggleTreeRow(page, t.view('runs'), run.label);
    await toggleTreeRow(page, t.view('sources'), last.label);
    await clickTreeRow(page, t.view('runs'), run.label);
  },
};
