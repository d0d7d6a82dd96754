// A server and a worker that the window itself starts, in its terminals; what stands still and what helps; an API there.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../servers/freePort.ts';
import { findCli } from '../../servers/temporal.ts';
import { plain } from '../host/drawn.mjs';
import { THEMES } from '../host/settings.mjs';
import {
  answer,
  boxProblem,
  clickDialog,
  clickNotification,
  clickRowMenu,
  clickTreeAction,
  dialog,
  dismissNotifications,
  eventually,
  notifications,
  openFile,
  openView,
  pick,
  quickPickLabels,
  runCommand,
  screenshot,
  statusBar,
  terminalText,
  toggleTreeRow,
  treeRows,
} from '../host/workbench.mjs';
import { says } from '../told.mjs';
import { unlessMissing } from '../unlessMissing.mjs';
import { startApi, startSite, startWorker, writePages, writeSettings } from '../world.mjs';

export const name = 'temporal servers';
export const languages = ['en', 'fr'];

const port = await freePort();
const address = `127.0.0.1:${port}`;
const ui = `http://127.0.0.1:${await freePort()}`;
const AT_FIRST = { 'ingestionWorkshop.temporal.address': address, 'ingestionWorkshop.temporal.uiAddress': ui };

export const window = {
  workspace: 'empty',
  workspaceSettings: AT_FIRST,
  userSettings: { 'terminal.integrated.gpuAcceleration': 'off' },
};

const SLOW = '/vie-pratique/tarifs';
const LIMIT = { limitMs: 60_000 };
/** An installation from the registry: 100 MB. */
const INSTALL = { limitMs: 150_000 };

/** How VS Code marks a window in each theme. */
const CLASSES = { dark: 'vs-dark', light: 'vs', 'hc-dark': 'hc-black', 'hc-light': 'hc-light' };

const cli = findCli();
let site;
let api;
/** Of the window whose suite runs. */
let settings = AT_FIRST;

const set = (workspace, more) => writeSettings(workspace, (settings = { ...settings, ...more }));

const hasSign = async (page, t, state) =>
  (await statusBar(page)).some(({ text }) => text === plain(t.say(`temporal.bar.${state}`)));

const signIs = (page, t, state) =>
  eventually(async () => assert.ok(await hasSign(page, t, state), JSON.stringify(await statusBar(page))), LIMIT);

const firstIs = (page, t, ...parts) =>
  eventually(async () => {
    const [row] = (await treeRows(page, t.view('runs'))).filter(({ level }) => level === 1);
    assert.ok(row?.description.startsWith(parts.join(' · ')), JSON.stringify(row));
    return row;
  }, LIMIT);

const tests_ = {
  'a server that never answers is waited for where one sees it, and given up': async ({ t, page }) => {
    settings = AT_FIRST;
    const sockets = new Set();
    const silent = createServer(socket => sockets.add(socket.on('error', () => undefined))).listen(port, '127.0.0.1');
    silent.unref();
    await eventually(() => silent.listening);
    await openView(page, t.manifest('container'), t.view('sources'));
    await openView(page, t.manifest('container'), t.view('runs'));
    await runCommand(page, t.command('connectTemporal'));
    const waits = t.match(t.like('temporal.connecting', { address }));
    await eventually(async () => assert.match(JSON.stringify(await notifications(page)), waits), LIMIT);
    await screenshot(page, `temporalServer-1-silent-${t.language}`);
    const cancel = (await notifications(page)).find(({ message }) => waits.test(message))?.buttons[0];
    await clickNotification(page, address, cancel);
    await eventually(async () => {
      for (const state of ['connecting', 'away', 'connected']) assert.ok(!(await hasSign(page, t, state)), state);
    }, LIMIT);
    assert.equal((await notifications(page)).length, 0);
    silent.close();
    for (const socket of sockets) socket.destroy();
  },
  'a local server starts in a terminal, and the window is connected to it': async ({ t, page }) => {
    await runCommand(page, t.command('startTemporalServer'));
    // Where PATH has no such program it is installed, as whoever sees this for the first time would do it.
    const offered = await eventually(async () => {
      if (await hasSign(page, t, 'connected')) return 'nothing';
      return (await quickPickLabels(page)).includes(t.say('temporal.install.pip')) && 'pip';
    }, LIMIT);
    await screenshot(page, `temporalServer-2-install-${t.language}`);
    if (offered === 'pip') await pick(page, t.say('temporal.install.pip'));
    await eventually(async () => assert.ok(await hasSign(page, t, 'connected')), INSTALL);
    await says(page, t.match(t.like('temporal.server.ready', { address })));
    await screenshot(page, `temporalServer-2-started-${t.language}`);
    await dismissNotifications(page);
    assert.ok((await fetch(ui)).ok, 'the web UI');
  },
  'a run that nobody works on says so, in a line that offers what helps': async ({ t, page, workspace }) => {
    site ??= await startSite();
    const pages = ['/vie-pratique/pass-jeune', SLOW].map(path => new URL(path, site.url).href);
    await openFile(page, writePages(workspace, 'pages.ingest.yaml', pages));
    await runCommand(page, t.command('runOnTemporal'));
    const row = await firstIs(page, t, t.say('tree.onTemporal'), t.say('fact.standing'));
    assert.equal(row.icon, 'warning');
    if (!row.expanded) await toggleTreeRow(page, t.view('runs'), row.label);
    await eventually(async () => {
      const line = (await treeRows(page, t.view('runs'))).find(({ label }) => label === t.say('fact.standing'));
      assert.match(line?.description ?? '', t.match(t.like('doctor.temporal.unserved')));
    }, LIMIT);
    await dismissNotifications(page);
    for (const [theme, colours] of Object.entries(THEMES)) {
      set(workspace, { 'workbench.colorTheme': colours });
      await page.locator(`.monaco-workbench.${CLASSES[theme]}`).waitFor({ timeout: 20_000 });
      await screenshot(page, `temporalServer-3-still-${theme}-${t.language}`);
    }
    await signIs(page, t, 'connected');
  },
  'the worker is installed on request, starts, and the run goes on': async ({ t, page, workspace }) => {
    if (t.language === 'en') {
      await clickTreeAction(page, t.view('runs'), t.say('fact.standing'), t.title('startTemporalWorker'));
      await eventually(async () =>
        assert.equal((await dialog(page))?.message, t.say('temporal.worker.installQuestion')),
      );
      await screenshot(page, `temporalServer-4-install-${t.language}`);
      await clickDialog(page, t.say('temporal.action.install'));
      await eventually(async () => assert.match(await terminalText(page), /TS_WORKER_TASK_QUEUE/), INSTALL);
    } else await startWorker(workspace, address);
    await firstIs(page, t, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'), t.count('unit.source', 2));
    await screenshot(page, `temporalServer-5-completed-${t.language}`);
    await dismissNotifications(page);
  },
  'a run there is terminated when that is confirmed, and goes on when it is resumed': async ({ t, page }) => {
    await site.fault('slow', 1, SLOW);
    await runCommand(page, t.command('runOnTemporal'));
    await firstIs(page, t, t.say('tree.onTemporal'), t.say('runStatus.RUNNING'));
    await clickRowMenu(page, t.view('runs'), t.say('runStatus.RUNNING'), t.title('terminateRun'));
    await eventually(async () => assert.ok((await dialog(page))?.buttons.includes(t.say('temporal.action.terminate'))));
    await clickDialog(page, t.say('temporal.action.terminate'));
    await firstIs(page, t, t.say('tree.onTemporal'), t.say('runStatus.TERMINATED'));
    await site.fault('slow', 0, SLOW);
    await dismissNotifications(page);
    await clickRowMenu(page, t.view('runs'), t.say('runStatus.TERMINATED'), t.title('resume'));
    await firstIs(page, t, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'));
    await dismissNotifications(page);
  },
  'an API is ingested there from its configuration, by the same command': async ({ t, page, workspace }) => {
    api ??= await startApi(500);
    const lines = [`base_url: ${api.url}events`, 'output_dir: data/bronze', 'date_column: occurred_at'];
    const filters = ['start_param: start_date', 'end_param: end_date', 'page_size: 50'];
    writeFileSync(join(workspace, 'events.api.yaml'), [...lines, ...filters, ''].join('\n'));
    await openFile(page, 'events.api.yaml');
    await runCommand(page, t.command('runOnTemporal'));
    await answer(page, '2026-01-05');
    await eventually(async () => assert.match(await boxProblem(page), t.match(t.like('ingestApi.end'))));
    await answer(page, '2026-01-06');
    await firstIs(page, t, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'), 'API');
    await screenshot(page, `temporalServer-6-api-${t.language}`);
    await dismissNotifications(page);
  },
  'the server is stopped where it was started, and the window says that it is away': async ({ t, page }) => {
    await runCommand(page, t.command('stopTemporalServer'));
    await signIs(page, t, 'away');
    await screenshot(page, `temporalServer-7-away-${t.language}`);
  },
};

export const tests = unlessMissing(tests_, 'temporal', () => cli);
