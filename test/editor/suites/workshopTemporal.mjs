// The steps of the workshop `rag` that need a Temporal server, as a learner plays them by their texts alone: the server
// comes while the page is open, the window starts its worker, and stops it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { freePort } from '../../servers/freePort.ts';
import { findCli, startTemporal } from '../../servers/temporal.ts';
import {
  clickNotification,
  dismissNotifications,
  eventually,
  notifications,
  pick,
  runCommand,
} from '../host/workbench.mjs';
import {
  check,
  frameWith,
  goOn,
  goTo,
  onStep,
  passes,
  plain,
  pressAction,
  runs,
  says,
  shot,
  stepOf,
} from '../learner.mjs';
import { begins, havePackages, LONG, newestIs, startsWorker } from '../temporalSteps.mjs';
import { says as isTold } from '../told.mjs';
import { unlessMissing } from '../unlessMissing.mjs';

export const name = 'workshop on temporal';
export const languages = ['en', 'fr'];
export const oneLanguage = true;

const port = await freePort();
const address = `127.0.0.1:${port}`;
export const window = {
  workspace: 'empty',
  workspaceSettings: { 'ingestionWorkshop.temporal.address': address },
  userSettings: { 'terminal.integrated.gpuAcceleration': 'off' },
};

const cli = findCli();
/** Of the window whose suite runs. */
let server;

const head = frame => frame.locator('.head').innerText({ timeout: 2_000 }).then(plain);

/** Processes that work in this folder, whoever their parent is by now. */
const workersIn = workspace =>
  readdirSync('/proc').filter(entry => {
    try {
      const line = readFileSync(`/proc/${Number(entry)}/cmdline`, 'utf8');
      return line.includes('temporalWorker.js') && line.includes(JSON.stringify(workspace));
    } catch {
      return false; // It ended meanwhile, or is no process.
    }
  });

const tests_ = {
  'the step says what it lacks, and no longer once a server was started beside it': async ctx => {
    const { t, page } = ctx;
    havePackages(ctx.window);
    await begins(ctx);
    await goTo(ctx, 'on-temporal');
    const lacks = plain(t.say('step.lacks.temporal'));
    await onStep(ctx, async frame => assert.ok((await head(frame)).includes(lacks)));
    await shot(ctx, 'temporal-1-lacks');
    server = await startTemporal({ port });
    assert.ok(!('missing' in server), server.missing);
    await onStep(ctx, async frame => assert.ok(!(await head(frame)).includes(lacks)), { limitMs: 10_000 });
    await dismissNotifications(page);
  },
  'on Temporal: connected, a worker started, the input run, checked': async ctx => {
    const { t, page } = ctx;
    await check(ctx, 'on-temporal');
    await says(ctx, '.lede', new RegExp(t.like('step.lede.failed', { passed: 0, checks: 1 })));
    await pressAction(ctx, 'on-temporal', 'connectTemporal');
    await isTold(page, t.match(t.like('temporal.connected', { address })));
    await startsWorker(ctx, 'on-temporal');
    await pressAction(ctx, 'on-temporal', 'runOnTemporal');
    await newestIs(ctx, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'), t.count('unit.source', 4));
    await dismissNotifications(page);
    await passes(ctx, 'on-temporal');
    await shot(ctx, 'temporal-2-passed');
  },
  'the same input, two engines: its twin, and both compared': async ctx => {
    const { t, page } = ctx;
    await goTo(ctx, 'same-on-temporal');
    await check(ctx, 'same-on-temporal');
    await says(ctx, '.lede', new RegExp(t.like('step.lede.failed', { passed: 0, checks: 1 })));
    await runs(ctx, 'same-on-temporal', 'inputs/both.ingest.yaml');
    await pressAction(ctx, 'same-on-temporal', 'runTwin');
    await newestIs(ctx, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'), t.count('unit.source', 14));
    await dismissNotifications(page);
    await pressAction(ctx, 'same-on-temporal', 'compareWithTwin');
    // The crawl was answered with 200 here and, as nothing has changed since, with 304 there; all else is the same.
    const counted = { sources: 1, equal: 42, different: 1, missing: 0 };
    const told = t.match(t.like('history.twin.differs', counted));
    await eventually(async () => {
      const frame = await frameWith(page, '.twins', 'the comparison');
      assert.match(await frame.locator('.twins').innerText({ timeout: 2_000 }), told);
    }, LONG);
    await shot(ctx, 'temporal-3-twins');
    await passes(ctx, 'same-on-temporal');
    await goOn(ctx, 'same-on-temporal');
  },
  'the worker stopped: the run waits, the check and the doctor say so, and a new worker ends it': async ctx => {
    const { t, page } = ctx;
    await check(ctx, 'stop-worker');
    await says(ctx, '.lede', new RegExp(t.like('step.lede.failed', { passed: 0, checks: 2 })));
    await onStep(ctx, async frame =>
      assert.equal(await frame.getByRole('button', { name: plain(t.say('step.showSolution')) }).count(), 0),
    );
    await pressAction(ctx, 'stop-worker', 'stopTemporalWorkers');
    // The command ends when the worker has: nobody takes what is run from then on.
    assert.equal(workersIn(ctx.workspace).length, 1);
    const title = t.say('temporal.worker.stopping');
    const isStopping = async () => (await notifications(page)).some(({ message }) => message.includes(title));
    await eventually(isStopping);
    await eventually(async () => !(await isStopping()), LONG);
    assert.deepEqual(workersIn(ctx.workspace), []);
    await check(ctx, 'stop-worker');
    await says(ctx, '.lede', new RegExp(t.like('step.lede.failed', { passed: 1, checks: 2 })));
    await pressAction(ctx, 'stop-worker', 'runOnTemporal');
    await newestIs(ctx, t.say('tree.onTemporal'));
    await passes(ctx, 'stop-worker');
    await shot(ctx, 'temporal-4-stopped');
    await dismissNotifications(page);
    await pressAction(ctx, 'stop-worker', 'diagnoseTemporal');
    await isTold(page, t.match(t.like('doctor.temporal.unserved')));
    await shot(ctx, 'temporal-5-doctor');
    await startsWorker(ctx, 'stop-worker');
    await newestIs(ctx, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'), t.count('unit.source', 14));
    await dismissNotifications(page);
  },
  'a solution reaches the server of the window': async ctx => {
    const { t, page } = ctx;
    await goTo(ctx, 'on-temporal');
    // Of a passed step the page offers no solution that only runs something; the palette does.
    const title = plain(stepOf('on-temporal').title[t.language]);
    await runCommand(page, t.command('showSolution'));
    await page.getByPlaceholder(t.say('begin.step')).fill(title);
    await pick(page, title);
    await clickNotification(page, 'ingestion-workshop', t.say('solution.apply'));
    await newestIs(ctx, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'), t.count('unit.source', 4));
    await runCommand(page, t.command('stopTemporalWorkers'));
    await server.stop();
  },
};

export const tests = unlessMissing(tests_, 'temporal', () => cli);
