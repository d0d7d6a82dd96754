// What the suites share whose workshop's steps need a Temporal server: packages that are there, workers, the newest run.
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { STAMP, stampOf } from '../../src/temporal/workerPackages.ts';
import { root } from './host/install.mjs';
import { eventually, openView, pick, runCommand, terminalText, treeRows } from './host/workbench.mjs';
import { isAt, plain, pressAction, titleOf } from './learner.mjs';

export const LONG = { limitMs: 60_000 };

/** Where the extension keeps what it installed. */
export function storageOf({ dataDir }) {
  const folder = join(dataDir, 'data', 'User', 'globalStorage', 'ingestion-workshop.ingestion-workshop');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What the installation of a worker's packages leaves: those of this repository, without asking a registry. */
export function havePackages(window) {
  const folder = join(storageOf(window), 'temporal-worker');
  mkdirSync(folder);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, STAMP), stampOf(join(root, 'dist', 'temporal')));
}

/** The workshop begun in the window's folder, its practice site served. */
export async function begins(ctx) {
  const { t, page, workspace } = ctx;
  await openView(page, t.manifest('container'), t.view('runs'));
  await runCommand(page, t.command('startWorkshop'));
  await pick(page, titleOf(t));
  await pick(page, plain(t.say('begin.here', { name: basename(workspace) })));
  await isAt(ctx, 'start-site');
  await pressAction(ctx, 'start-site', 'startPracticeSite');
  await eventually(async () => assert.equal((await fetch('http://127.0.0.1:4173/')).status, 200), LONG);
}

/** Its terminal, which comes to the front, says where it polls. */
export async function startsWorker(ctx, id, command = 'startTemporalWorker', queue = /TS_WORKER_TASK_QUEUE/) {
  await pressAction(ctx, id, command);
  await eventually(async () => assert.match(await terminalText(ctx.page), queue), LONG);
}

/** The newest run's row. */
export const newestIs = ({ t, page }, ...parts) =>
  eventually(async () => {
    const [row] = (await treeRows(page, t.view('runs'))).filter(({ level }) => level === 1);
    assert.ok(row?.description.startsWith(parts.join(' · ')), JSON.stringify(row));
  }, LONG);
