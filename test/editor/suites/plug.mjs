// The durable run as a lesson: the plug is pulled, what was in flight shows, and a resume says what it kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
  treeRows,
  treeText,
  typeInBox,
} from '../host/workbench.mjs';
import { engineProcess, runIs, says } from '../told.mjs';
import { startSite, writePages, writeSettings } from '../world.mjs';

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
      assert.match(
        rows.find(row => row.label === 'Scraping')?.description ?? '',
        /^Ran again after a stop · Completed/,
      );
    });
    await screenshot(page, 'plug-3-resumed');
    await toggleTreeRow(page, 'Runs', run.label);
    await toggleTreeRow(page, 'Sources', last.label);
    await clickTreeRow(page, 'Runs', run.label);
  },
  'one stage runs again with a changed setting; the tree says what depended on it, and what was reused': async ctx => {
    const { page, workspace } = ctx;
    const before = readFileSync(join(workspace, 'pages.ingest.yaml'), 'utf8');
    const [first] = await treeRows(page, 'Sources');
    await toggleTreeRow(page, 'Sources', first.label);
    await clickRowMenu(page, 'Sources', 'Chunking', 'Run Again with a Changed Setting…');
    await pick(page, 'chunk_size');
    await eventually(async () => {
      await typeInBox(page, '0');
      assert.match(await boxProblem(page), /chunk_size/);
    });
    await screenshot(page, 'plug-4-refused');
    await answer(page, '250');
    await runIs(page, /^Completed · 1 Source · \d+:\d\d · chunk_size: default → 250/);
    await dismissNotifications(page);
    await eventually(async () => {
      const rows = await treeRows(page, 'Sources');
      const [source] = rows;
      if (!source.expanded) await toggleTreeRow(page, 'Sources', source.label);
      const said = rows.filter(row => row.level === 2).map(row => `${row.label}: ${row.description}`);
      assert.deepEqual(said.slice(0, 3), ['Crawling: Reused', 'Scraping: Reused', 'Conversion: Reused']);
      assert.match(said[3], /^Chunking: Ran again: configuration \(chunk_size: default → 250\)/);
      assert.match(said[4], /^Indexing: Ran again: input/);
    });
    await screenshot(page, 'plug-5-changed');
    assert.equal(readFileSync(join(workspace, 'pages.ingest.yaml'), 'utf8'), before);
  },
  'two runs compared: which Source differs in which stage, and why': async ({ page }) => {
    const [, older] = (await treeRows(page, 'Runs')).filter(row => row.level === 1);
    await clickRowMenu(page, 'Runs', older.description, 'Select for Compare');
    await clickRowMenu(page, 'Runs', 'chunk_size', 'Compare with Selected');
    await eventually(
      async () => {
        const said = await previewText(page);
        assert.match(said, /chunk_size: default → 250/);
        assert.match(said, /2 only before/);
        assert.match(said, /Chunking.*changed: configuration · another result/s);
      },
      { limitMs: 30_000 },
    );
    await screenshot(page, 'plug-6-compared');
  },
  'two selected in the tree are compared at once': async ({ page }) => {
    await runCommand(page, 'View: Close Editor');
    const [newer, older] = (await treeRows(page, 'Runs')).filter(row => row.level === 1);
    assert.match(newer.description, /chunk_size/);
    await clickTreeRow(page, 'Runs', newer.label);
    await selectTreeRowToo(page, 'Runs', older.description);
    await clickRowMenu(page, 'Runs', newer.description, 'Compare Runs');
    await eventually(async () => assert.match(await previewText(page), /1 differs, 2 only before/), {
      limitMs: 30_000,
    });
    await runCommand(page, 'View: Close Editor');
  },
  'a deleted run is in a backup, and Undo brings it back': async ({ page }) => {
    const [newest] = await treeRows(page, 'Runs');
    await clickTreeRow(page, 'Runs', newest.label); // alone: both that were compared would go
    const before = await treeText(page, 'Runs');
    await clickRowMenu(page, 'Runs', 'chunk_size', 'Delete Run (Keeps a Backup)');
    await eventually(async () => assert.doesNotMatch(await treeText(page, 'Runs'), /chunk_size/));
    await screenshot(page, 'plug-7-deleted');
    await clickNotification(page, '1 run moved to', 'Undo');
    await eventually(async () => assert.equal(await treeText(page, 'Runs'), before));
    await dismissNotifications(page);
  },
  'the practice site of this window comes back with the new engine, at its address': async ({ page, workspace }) => {
    writeSettings(workspace, { 'ingestionWorkshop.practiceSite.port': 0 });
    await runCommand(page, 'Ingestion Workshop: Start Practice Site');
    const said = await eventually(async () => {
      const found = (await notifications(page)).find(({ message }) => /http:\/\/127\.0\.0\.1:\d+/.test(message));
      assert.ok(found);
      return found.message;
    });
    const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
    await site.fault('slow', 1, SLOW);
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, 'Ingestion Workshop: Run Workflow');
    await runIs(page, /^In progress · 2 of 3 Sources/);
    await dismissNotifications(page);
    await runCommand(page, 'Ingestion Workshop: Pull the Plug (Kill the Engine)');
    await runIs(page, /^Parked · 1 in flight/);
    await eventually(async () => assert.equal((await fetch(url)).status, 200));
    await clickNotification(page, 'was killed', 'Resume');
    await runIs(page, /^Completed · 3 Sources/);
    await dismissNotifications(page);
  },
  'a run that runs is not deleted: who holds it is told, in French too': async ({ page, workspace }) => {
    await site.fault('slow', 1, SLOW);
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, 'Ingestion Workshop: Run Workflow');
    await runIs(page, /^In progress · 2 of 3 Sources · 0:\d\d/);
    writeSettings(workspace, { 'ingestionWorkshop.language': 'fr' });
    await runIs(page, /^En cours · 2 sur 3 Sources · 0:\d\d/);
    await clickRowMenu(page, 'Runs', 'En cours', 'Delete Run (Keeps a Backup)');
    await says(page, /n’est pas supprimée\u00a0: pid \d+/);
    await dismissNotifications(page);
    await clickViewAction(page, 'Sources', 'Pull the Plug (Kill the Engine)');
    await says(page, /1 activité était en plein vol et sera exécutée à nouveau/);
    await runIs(page, /^En pause · 1 en plein vol/);
    await screenshot(page, 'plug-8-french');
    await clickNotification(page, 'a été tué', 'Reprendre');
    await runIs(page, /^Terminée · 3 Sources/);
    await says(page, /résultats gardés, 1 activité exécutée à nouveau/);
    writeSettings(workspace, {});
  },
};
