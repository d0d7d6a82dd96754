// The parts of the workshop `rag` after the first, as a learner plays them: what WHOLE=1 adds to the suite `workshop`.
import assert from 'node:assert/strict';
import {
  clickNotification,
  dismissNotifications,
  eventually,
  problems,
  runCommand,
  treeRows,
  typeInBox,
} from './host/workbench.mjs';
import {
  answersRightly,
  appliesSolution,
  asks,
  check,
  codes,
  comeBack,
  goOn,
  guesses,
  isAt,
  journals,
  mine,
  onStep,
  opens,
  passes,
  plain,
  press,
  pressAction,
  reloads,
  remembered,
  runs,
  says,
  shot,
  solved,
  stepOver,
  writeInFront,
} from './learner.mjs';

const LONG = { limitMs: 60_000 };
const INDEXING = 'activities/indexing.ts';

/** By Tab and Enter alone. */
async function readsByKeyboard(ctx) {
  await comeBack(ctx);
  const wanted = plain(ctx.t.say('step.nextStep', { number: '2.2' }));
  await onStep(ctx, frame => frame.locator('h1').focus({ timeout: 2_000 }));
  await eventually(async () => {
    await ctx.page.keyboard.press('Tab');
    return onStep(
      ctx,
      async frame => plain(await frame.evaluate(() => document.activeElement?.textContent ?? '')) === wanted,
      { limitMs: 0 },
    );
  });
  await ctx.page.keyboard.press('Enter');
  await isAt(ctx, 'data-model');
}

async function indexesDurably(ctx) {
  const { t, page, workspace } = ctx;
  await readsByKeyboard(ctx);
  await pressAction(ctx, 'data-model', 'showModel');
  await shot(ctx, '2-2-model');
  await answersRightly(ctx, 'data-model');
  await goOn(ctx, 'data-model');
  await answersRightly(ctx, 'workflow-or-activity');
  await goOn(ctx, 'workflow-or-activity');

  const pages = 'inputs/pages.ingest.yaml';
  await opens(ctx, 'three-faults', pages);
  await eventually(async () => {
    const faults = (await problems(page)).filter(({ severity }) => severity === 'error');
    assert.equal(faults.length, 3, JSON.stringify(faults));
  }, LONG);
  await shot(ctx, '2-4-problems');
  await runCommand(page, 'View: Toggle Panel Visibility');
  await check(ctx, 'three-faults');
  await shot(ctx, '2-4-failed');
  await opens(ctx, 'three-faults', pages);
  await writeInFront(ctx, pages, solved('three-faults', pages));
  await passes(ctx, 'three-faults');
  await goOn(ctx, 'three-faults');

  await runs(ctx, 'print-sources', pages);
  await pressAction(ctx, 'print-sources', 'openHistory');
  await shot(ctx, '2-5-history');
  await passes(ctx, 'print-sources');
  await goOn(ctx, 'print-sources');

  await codes(ctx, 'index-source', INDEXING);
  await goOn(ctx, 'index-source');
  await runs(ctx, 'run-raw', 'inputs/raw.ingest.yaml');
  await asks(ctx, 'run-raw');
  await shot(ctx, '2-7-search');
  await passes(ctx, 'run-raw');
  await goOn(ctx, 'run-raw');
  await reloads(ctx, 'pull-plug');
  // As step 1.1 says: it comes back with the window.
  await eventually(async () => assert.equal((await fetch('http://127.0.0.1:4173/')).status, 200), LONG);
  await pullsThePlug(ctx, workspace);
  await guesses(ctx, 'attempts', 20);
  await shot(ctx, '2-9-guess');
  await goOn(ctx, 'attempts');
  await onStep(ctx, async frame =>
    assert.ok(plain(await frame.locator('.head').innerText()).includes(plain(t.say('step.optional')))),
  );
  await shot(ctx, '2-10-temporal');
  await stepOver(ctx, 'on-temporal');
  await answersRightly(ctx, 'names');
  await shot(ctx, '2-11-seen');
  await goOn(ctx, 'names');
}

async function pullsThePlug(ctx, workspace) {
  const { t, page } = ctx;
  await pressAction(ctx, 'pull-plug', 'inputs/plug.ingest.yaml');
  const plugged = () => journals(workspace).find(({ text }) => text.includes('slow-indexing'));
  const count = (text, pattern) => text.match(pattern)?.length ?? 0;
  await eventually(
    () => count(plugged()?.text ?? '', /"ActivityTaskCompleted".*"activityType":"INDEXING"/g) >= 2,
    LONG,
  );
  await pressAction(ctx, 'pull-plug', 'pullPlug');
  await shot(ctx, '2-8-plug');
  await clickNotification(page, t.say('plug.done').split('{')[0], t.say('action.resume'));
  await eventually(() => assert.match(plugged().text, /"WorkflowExecutionCompleted"/), LONG);
  await pressAction(ctx, 'pull-plug', 'openHistory');
  await shot(ctx, '2-8-history');
  await passes(ctx, 'pull-plug');
  await goOn(ctx, 'pull-plug');
}

async function cleans(ctx) {
  const { t, page } = ctx;
  await runs(ctx, 'reader-mode', 'inputs/raw.ingest.yaml');
  await pressAction(ctx, 'reader-mode', 'showCleaning');
  await choosesPassJeune(page);
  await shot(ctx, '3-1-cleaning');
  await answersRightly(ctx, 'reader-mode');
  await goOn(ctx, 'reader-mode');
  await codes(ctx, 'convert-source', 'activities/conversion.ts');
  await goOn(ctx, 'convert-source');
  await runs(ctx, 'run-clean', 'inputs/clean.ingest.yaml');
  await pressAction(ctx, 'run-clean', 'openHistory');
  await shot(ctx, '3-3-history');
  await passes(ctx, 'run-clean');
  await goOn(ctx, 'run-clean');
  const truth = await guesses(ctx, 'tokens-clean', 3000);
  assert.ok(truth < remembered(ctx.workspace, 'tokens-raw').truth / 2, `${truth} tokens`);
  await shot(ctx, '3-4-guess');
  await goOn(ctx, 'tokens-clean');
  // Given up: the solution, then one's own back, then the solution again.
  const before = mine(ctx.workspace, INDEXING);
  await appliesSolution(ctx, 'index-markdown', INDEXING);
  await press(ctx, t.say('step.undoReset'));
  await eventually(() => assert.equal(mine(ctx.workspace, INDEXING), before), LONG);
  await appliesSolution(ctx, 'index-markdown', INDEXING);
  await passes(ctx, 'index-markdown');
  await press(ctx, t.say('step.doReset'));
  await eventually(() => assert.equal(mine(ctx.workspace, INDEXING), before), LONG);
  await press(ctx, t.say('step.undoReset'));
  await eventually(() => assert.notEqual(mine(ctx.workspace, INDEXING), before), LONG);
  await dismissNotifications(page);
  await goOn(ctx, 'index-markdown');
  await runs(ctx, 'deep-page', 'inputs/deep.ingest.yaml');
  await passes(ctx, 'deep-page');
  await shot(ctx, '3-6-seen');
  await goOn(ctx, 'deep-page');
}

/** In the list of pages: by the words of its address. */
async function choosesPassJeune(page) {
  await eventually(async () => {
    const input = page.locator('.quick-input-widget:visible input.input');
    if ((await input.count()) === 0) return true;
    await typeInBox(page, 'pass-jeune');
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor({ timeout: 2_000 });
    await page.keyboard.press('Enter');
    return false;
  }, LONG);
}

async function crawls(ctx) {
  await codes(ctx, 'scrape', 'activities/scraping.ts');
  await goOn(ctx, 'scrape');
  await guesses(ctx, 'crawl-size', 30);
  await goOn(ctx, 'crawl-size');
  await pressAction(ctx, 'crawl-run', 'inputs/crawl.ingest.yaml');
  await pressAction(ctx, 'crawl-run', 'previewCrawl');
  await eventually(async () => assert.ok((await treeRows(ctx.page, ctx.t.view('preview'))).length > 2), LONG);
  await shot(ctx, '4-3-preview');
  await runs(ctx, 'crawl-run', 'inputs/crawl.ingest.yaml');
  await passes(ctx, 'crawl-run');
  await goOn(ctx, 'crawl-run');
  await runs(ctx, 'crawl-faults', 'inputs/faults.ingest.yaml');
  await pressAction(ctx, 'crawl-faults', 'openHistory');
  await shot(ctx, '4-4-history');
  await passes(ctx, 'crawl-faults');
  await goOn(ctx, 'crawl-faults');
  await answersRightly(ctx, 'same-page');
  await shot(ctx, '4-5-quiz');
  await runs(ctx, 'same-page', 'inputs/addresses.ingest.yaml');
  await goOn(ctx, 'same-page');
  await goOn(ctx, 'bulk');
}

async function chunks(ctx) {
  await guesses(ctx, 'tokens-pages', 4000);
  await goOn(ctx, 'tokens-pages');
  await pressAction(ctx, 'two-sizes', 'compareSettings');
  await choosesPassJeune(ctx.page);
  await shot(ctx, '5-2-compare');
  await answersRightly(ctx, 'two-sizes');
  await goOn(ctx, 'two-sizes');
  await codes(ctx, 'chunk-page', 'activities/chunking.ts');
  await goOn(ctx, 'chunk-page');
  await runs(ctx, 'index-chunks', 'inputs/chunks.ingest.yaml');
  await asks(ctx, 'index-chunks');
  await shot(ctx, '5-4-search');
  await passes(ctx, 'index-chunks');
  await goOn(ctx, 'index-chunks');
  await guesses(ctx, 'tokens-chunks', 400);
  await shot(ctx, '5-5-guess');
  await goOn(ctx, 'tokens-chunks');
  await runs(ctx, 'ten-questions', 'inputs/small-chunks.ingest.yaml');
  await passes(ctx, 'ten-questions');
  await goOn(ctx, 'ten-questions');
  await press(ctx, ctx.t.say('step.reveal'));
  await shot(ctx, '5-7-discuss');
  await goOn(ctx, 'other-methods');
}

async function goesFurther(ctx) {
  const { t } = ctx;
  await goOn(ctx, 'why-server');
  for (const id of ['same-on-temporal', 'stop-worker']) {
    await says(ctx, '.head', new RegExp(plain(t.say('step.optional'))));
    await says(ctx, '.head', new RegExp(plain(t.say('step.lacks.temporal'))));
    await shot(ctx, id);
    await stepOver(ctx, id);
  }
  await shot(ctx, '6-4-balance');
  await goOn(ctx, 'balance');
  for (const id of ['python-worker', 'pgvector', 'own-site']) {
    await isAt(ctx, id);
    await says(ctx, '.head', new RegExp(plain(t.say('step.optional'))));
    await shot(ctx, id);
    if (id !== 'own-site') await stepOver(ctx, id);
  }
}

export const wholeParts = {
  'part 2: durably': indexesDurably,
  'part 3: clean': cleans,
  'part 4: crawl': crawls,
  'part 5: chunk': chunks,
  'parts 6 and 7: what is not here is stepped over': goesFurther,
};
