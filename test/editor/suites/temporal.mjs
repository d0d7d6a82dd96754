// Runs on a real Temporal server with a real worker, from the same places and in the same trees as local ones.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../servers/freePort.ts';
import { startTemporal } from '../../servers/temporal.ts';
import { plain } from '../host/drawn.mjs';
import {
  clickRowMenu,
  dismissNotifications,
  eventually,
  openFile,
  openView,
  rowMenu,
  runCommand,
  screenshot,
  statusBar,
  treeRows,
  webviewFrame,
} from '../host/workbench.mjs';
import { says } from '../told.mjs';
import { unlessMissing } from '../unlessMissing.mjs';
import { startSite, startWorker, writePages } from '../world.mjs';

export const name = 'temporal';
export const languages = ['en', 'fr'];

const PAGES = ['/vie-pratique/pass-jeune', '/vie-pratique/tarifs'];
const SLOW = PAGES[1];
const LIMIT = { limitMs: 60_000 };

const port = await freePort();
export const window = {
  workspace: 'empty',
  workspaceSettings: { 'ingestionWorkshop.temporal.address': `127.0.0.1:${port}` },
};
const folder = mkdtempSync(join(tmpdir(), 'iw-temporal-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

let server;
let site;
/** Of the window whose suite runs. */
let worker;

const signIs = (page, t, state, limit = LIMIT) =>
  eventually(async () => {
    const bar = await statusBar(page);
    assert.ok(
      bar.some(({ text }) => text === plain(t.say(`temporal.bar.${state}`))),
      JSON.stringify(bar),
    );
  }, limit);

/** A row of the runs' tree that begins with these words; the newest first. */
const rowIs = (page, t, ...parts) =>
  eventually(async () => {
    const rows = await treeRows(page, t.view('runs'));
    assert.ok(rows[0]?.description.startsWith(parts.join(' · ')), JSON.stringify(rows));
  }, LIMIT);

const onTemporal = t => t.say('tree.onTemporal');

/** Facts of a machine that can have a server; elsewhere they say why not. */
const tests_ = {
  'a window connects, and the status bar says so': async ({ t, page, workspace }) => {
    await rmWorker();
    site ??= await startSite();
    worker = await startWorker(workspace, server.address);
    writePages(
      workspace,
      'pages.ingest.yaml',
      PAGES.map(path => new URL(path, site.url).href),
    );
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, t.manifest('container'), t.view('runs'));
    // Said again where a busy VS Code dropped the key: who is connected stays so.
    await eventually(async () => {
      await runCommand(page, t.command('connectTemporal'));
      await signIs(page, t, 'connected', { limitMs: 20_000 });
    }, LIMIT);
    await says(page, t.match(t.like('temporal.connected', { address: server.address })));
    await screenshot(page, `temporal-1-connected-${t.language}`);
  },
  'an input runs there, and its run stands among the others until it is done': async ({ t, page }) => {
    await openFile(page, 'pages.ingest.yaml');
    await runCommand(page, t.command('runOnTemporal'));
    await rowIs(page, t, onTemporal(t), t.say('runStatus.COMPLETED'), t.count('unit.source', 2));
    const sources = await treeRows(page, t.view('sources'));
    assert.equal(sources.filter(row => row.level === 1).length, 2);
    const offered = await rowMenu(page, t.view('runs'), onTemporal(t));
    for (const name of ['openInTemporal', 'runTwin', 'compareWithTwin'])
      assert.ok(offered.includes(t.title(name)), name);
    await screenshot(page, `temporal-2-completed-${t.language}`);
    await dismissNotifications(page);
  },
  'its twin runs here, and both stand side by side: the same artifacts, byte for byte': async ({ t, page }) => {
    await clickRowMenu(page, t.view('runs'), onTemporal(t), t.title('runTwin'));
    await rowIs(page, t, t.say('runStatus.COMPLETED'), t.count('unit.source', 2));
    await dismissNotifications(page);
    await clickRowMenu(page, t.view('runs'), onTemporal(t), t.title('compareWithTwin'));
    const frame = webviewFrame(page);
    await frame.locator('.twins .twin').first().waitFor({ timeout: 60_000 });
    const verdict = t.match(t.like('history.twin.same.other'));
    await eventually(async () => assert.match(await frame.locator('.twins').innerText(), verdict), LIMIT);
    await screenshot(page, `temporal-4-twins-${t.language}`);
  },
  'a run there is cancelled from its row': async ({ t, page }) => {
    await site.fault('slow', 1, SLOW);
    await runCommand(page, t.command('runOnTemporal'));
    await rowIs(page, t, onTemporal(t), t.say('runStatus.RUNNING'));
    await clickRowMenu(page, t.view('runs'), t.say('runStatus.RUNNING'), t.title('cancel'));
    await rowIs(page, t, onTemporal(t), t.say('runStatus.CANCELED'));
    await site.fault('slow', 0, SLOW);
    await dismissNotifications(page);
  },
  'a server that goes away is told, and that it is back': async ({ t, page }) => {
    // Runs of the language before are on the same server.
    const before = (await treeRows(page, t.view('runs'))).length;
    await server.kill();
    await signIs(page, t, 'away');
    await screenshot(page, `temporal-3-away-${t.language}`);
    await server.restart();
    await signIs(page, t, 'connected');
    await eventually(async () => assert.equal((await treeRows(page, t.view('runs'))).length, before), LIMIT);
  },
};

async function rmWorker() {
  worker?.close();
  server ??= await startTemporal({ port, dbFile: join(folder, 'server.db') });
  return server;
}

const serverHere = async () => (server ??= await startTemporal({ port, dbFile: join(folder, 'server.db') }));
export const tests = unlessMissing(tests_, 'temporal', serverHere);
