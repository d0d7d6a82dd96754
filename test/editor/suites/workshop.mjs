// The workshop `rag` as a new learner plays it, by its texts alone, in both languages. CI plays the first part, an activity
// of one's own (refused, led to its line, passed), a reload and the tree; WHOLE=1 plays every step from first to last.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  clickDialog,
  dismissNotifications,
  eventually,
  notifications,
  openView,
  pick,
  runCommand,
  statusBar,
} from '../host/workbench.mjs';
import {
  answers,
  answersRightly,
  asks,
  check,
  codes,
  goOn,
  goTo,
  guesses,
  isAt,
  journals,
  marks,
  passes,
  plain,
  press,
  pressAction,
  reloads,
  remembered,
  runs,
  says,
  shot,
  titleOf,
} from '../learner.mjs';
import { wholeParts } from '../wholeWorkshop.mjs';

export const name = 'workshop';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const isWhole = process.env.WHOLE === '1';
const LONG = { limitMs: 60_000 };
const SITE = 'http://127.0.0.1:4173/';
const begun = {};

const starts = async ({ t, page, workspace }) => {
  begun.at = performance.now();
  await openView(page, t.manifest('container'), t.view('workshop'));
  await shot({ t, page }, '0-welcome');
  await runCommand(page, t.command('startWorkshop'));
  await pick(page, titleOf(t));
  await pick(page, plain(t.say('begin.here', { name: basename(workspace) })));
  await isAt({ t, page }, 'start-site');
  assert.ok(existsSync(join(workspace, 'activities', 'indexing.ts')));
  await shot({ t, page }, '1-1');
};

async function startsSite(ctx) {
  await pressAction(ctx, 'start-site', 'startPracticeSite');
  await eventually(async () => {
    const said = (await notifications(ctx.page)).find(({ message }) => message.includes('127.0.0.1:4173'));
    assert.ok(
      said?.buttons.some(button => button.includes(ctx.t.say('action.openBrowser'))),
      JSON.stringify(said),
    );
    // On a developer's machine somebody may serve it already: then it is not this window's to bring back.
    begun.isOurs = said.message.startsWith(ctx.t.say('site.started').split('{url}')[0]);
  }, LONG);
  await shot(ctx, '1-1-site');
  await dismissNotifications(ctx.page);
}

async function discovers(ctx) {
  const { t, page, workspace } = ctx;
  await check(ctx, 'start-site');
  await says(ctx, '.lede', new RegExp(t.like('step.lede.failed', { passed: 0, checks: 1 })));
  await shot(ctx, '1-1-failed');
  await startsSite(ctx);
  await runs(ctx, 'start-site', 'inputs/look.ingest.yaml');
  await passes(ctx, 'start-site');
  await goOn(ctx, 'start-site');

  await asks(ctx, 'ask-empty');
  await shot(ctx, '1-2-search');
  await answers(ctx, 'ask-empty', [1]);
  await shot(ctx, '1-2-wrong');
  await press(ctx, t.say('step.again'));
  await answers(ctx, 'ask-empty', [0]);
  await goOn(ctx, 'ask-empty');

  await runs(ctx, 'first-page', 'inputs/first-page.ingest.yaml');
  await passes(ctx, 'first-page');
  await goOn(ctx, 'first-page');

  await asks(ctx, 'see-the-chunk');
  await shot(ctx, '1-4-search');
  await answersRightly(ctx, 'see-the-chunk');
  await goOn(ctx, 'see-the-chunk');

  const truth = await guesses(ctx, 'tokens-raw', 800);
  assert.ok(truth > 5_000, `${truth} tokens`);
  await shot(ctx, '1-5-guess');
  await goOn(ctx, 'tokens-raw');

  await pressAction(ctx, 'empty-index', 'clearWorkFolder');
  await clickDialog(page, t.say('action.clear'));
  await passes(ctx, 'empty-index');
  assert.equal(remembered(workspace, 'tokens-raw').truth, truth);
  await shot(ctx, '1-6-seen');
  await goOn(ctx, 'empty-index');
}

async function writesAnActivity(ctx) {
  await goTo(ctx, 'index-source');
  await marks(ctx, { passed: 'start-site', here: 'index-source' });
  await codes(ctx, 'index-source', 'activities/indexing.ts');
  await reloads(ctx, 'index-source');
  await eventually(async () => {
    assert.equal((await fetch(SITE)).status, 200);
    const signs = (await statusBar(ctx.page)).map(({ text }) => text);
    assert.equal(signs.includes('127.0.0.1:4173'), begun.isOurs, signs.join(' | '));
  }, LONG);
  await says(ctx, '.lede', new RegExp(ctx.t.say('step.lede.passed')));
}

/** Stopped, it does not come back by itself; a run on its pages offers it, and goes on once it is there. */
async function offersTheSite(ctx) {
  const { t, page } = ctx;
  if (!begun.isOurs) return console.log('      (not tried: somebody else serves the practice site here)');
  await runCommand(page, t.command('stopPracticeSite'));
  await eventually(() => assert.rejects(fetch(SITE)));
  await goTo(ctx, 'start-site');
  await Promise.all([runs(ctx, 'start-site', 'inputs/look.ingest.yaml'), clickDialog(page, t.say('site.start'))]);
  assert.equal((await fetch(SITE)).status, 200);
  assert.ok(journals(ctx.workspace).every(({ text }) => !text.includes('"ActivityTaskFailed"')));
}

const always = {
  'Start Workshop brings the files and opens the first step': starts,
  'part 1: do, quiz, predict, and the index emptied': discovers,
};
const short = {
  'an activity: refused with the reason, led to its line, passed; a reload, after which the site is there':
    writesAnActivity,
  'a run on the practice site, which is stopped, offers to start it': offersTheSite,
};

/** The last one says how long all of them took. */
function timed(tests) {
  const [last, play] = Object.entries(tests).at(-1);
  const playAndSay = async ctx => {
    await play(ctx);
    console.log(`      workshop (${ctx.t.language}): ${Math.round((performance.now() - begun.at) / 1000)} s`);
  };
  return { ...tests, [last]: playAndSay };
}

export const tests = timed({ ...always, ...(isWhole ? wholeParts : short) });
