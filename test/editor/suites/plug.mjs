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
import { engineProcess, runIs, says } from '../told.mjs';
import { startSite, writePages } from '../world.mjs';

export const name = 'plug';
export const window = { workspace: 'empty' };

const PAGES = ['/vie-pratique/pass-jeune', '/vie-pratique/tarifs', '/actualites/lignes-de-nuit'];
const SLOW = PAGES[2];
let site;
let killed;

const sources = async page => (await treeRows(page, 'Sources')).map(row => row.description);

export const tests = {
  'the plug of a running engine is in the title of both views': async ({ page, workspace }) => {
    site ??= await startSite();
    await openView(page, 'Ingestion Workshop', 'Sources');
    await openView(page, 'Ingestion Workshop', 'Runs');
    await site.fault('slow', 1, SLOW);
    writePages(
      workspace,
      'pages.ingest.yaml',
      PAGES.map(path => new URL(path, site.url).href),
    );
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, 'Ingestion Workshop: Run Workflow');
    await runIs(page, /^In progress · 2 of 3 Sources/);
    await dismissNotifications(page);
    await screenshot(page, 'plug-1-running');
  },
  'pulled, the process is dead, and the trees say what was in flight': async ({ page, window }) => {
    killed = engineProcess(window.dataDir);
    await clickViewAction(page, 'Sources', 'Pull the Plug (Kill the Engine)');
    await says(page, new RegExp(`process ${killed} was killed.*1 activity was in flight.*1[01] results kept`));
    assert.throws(() => process.kill(killed, 0), { code: 'ESRCH' });
    await runIs(page, /^Parked · 1 in flight · 2 of 3 Sources/);
    await eventually(async () => assert.equal((await sources(page)).at(-1), 'In flight · Scraping'));
    await screenshot(page, 'plug-2-in-flight');
  },
  'a new engine is there by itself, and Resume says what it kept and what ran again': async ({ page, window }) => {
    assert.notEqual(engineProcess(window.dataDir), killed);
    await clickNotification(page, 'was killed', 'Resume');
    await runIs(page, /^Completed · 3 Sources/);
    await says(page, /3 Sources completed\..*1[01] results kept, 1 activity ran again/);
    await dismissNotifications(page);
    const [run] = await treeRows(page, 'Runs');
    await toggleTreeRow(page, 'Runs', run.label);
    await eventually(async () => {
      const facts = await treeRows(page, 'Runs');
      const resumed = facts.find(row => row.label === 'Resumed');
      assert.match(resumed?.description ?? '', /^1[01] results kept, 1 activity ran again$/);
    });
    const last = (await treeRows(page, 'Sources')).at(-1);
    await toggleTreeRow(page, 'Sources', last.label);
    await eventually(async () => {
      const rows = (await treeRows(page, 'Sources')).filter(row => row.level === 2);
      assert.match(rows.find(row => row.label === 'Scraping')?.description ?? '', /ran again after a stop/);
    });
    await screenshot(page, 'plug-3-resumed');
    await toggleTreeRow(page, 'Runs', run.label);
    await toggleTreeRow(page, 'Sources', last.label);
    await clickTreeRow(page, 'Runs', run.label);
  },
};
