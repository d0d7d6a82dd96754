// What a learner does on the page of a step: read, press its buttons, tick, guess, have the work checked, go on.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { root } from './host/install.mjs';
import {
  clickEditorAction,
  clickTreeRow,
  editorTitles,
  eventually,
  pick,
  reloadWindow,
  screenshot,
  treeRows,
  typeInBox,
} from './host/workbench.mjs';

export const ragFolder = join(root, 'workshop', 'rag');
const rag = parse(readFileSync(join(ragFolder, 'workshop.yaml'), 'utf8'));
/** All steps in their order, with their numbers. */
export const steps = rag.parts.flatMap((part, p) =>
  part.steps.map((step, s) => ({ ...step, part: part.id, number: `${p + 1}.${s + 1}` })),
);
export const titleOf = t => plain(rag.title[t.language]);
export const stepOf = id => steps.find(step => step.id === id);

const LONG = { limitMs: 60_000 };
/** Spaces of any kind are one. */
export const plain = text => text.replace(/[\s\u00A0\u202F]+/g, ' ').trim();
export const nameOf = (t, id) => plain(`${stepOf(id).number} ${stepOf(id).title[t.language]}`);

const STEP_TAB = /^\s*\d+\.\d+ /;

/** The tab of the step in front, whatever covers it. */
export async function comeBack({ page }) {
  const tab = page.locator('.part.editor .tab').filter({ hasText: STEP_TAB });
  await eventually(async () => {
    if ((await tab.getAttribute('aria-selected', { timeout: 2_000 })) !== 'true') await tab.click({ timeout: 2_000 });
    return Boolean(await stepFrame(page));
  }, LONG);
}

/** The page in sight that has this: several stand beside each other. */
export async function frameWith(page, selector, what) {
  for (const frame of page.frames()) {
    const found = await frame
      .locator(selector)
      .count()
      .catch(() => 0);
    if (found > 0) return frame;
  }
  throw new Error(`${what} is not in sight`);
}
const stepFrame = page => frameWith(page, 'svg.way', 'the page of a step');

/** Looks at the page of the step until `look` is content: its frame goes and comes with the tab. */
export const onStep = ({ page }, look, limit = LONG) => eventually(async () => look(await stepFrame(page)), limit);

const textOf = (frame, selector) => frame.locator(selector).first().innerText({ timeout: 2_000 });

/** This step is on the page. */
export const isAt = (ctx, id) =>
  onStep(ctx, async frame => assert.equal(plain(await textOf(frame, 'h1')), nameOf(ctx.t, id)));

export const says = (ctx, selector, words) =>
  onStep(ctx, async frame => assert.match(plain(await textOf(frame, selector)), words));

/** A button, by its words; the page may be drawn anew meanwhile. */
export async function press(ctx, label) {
  await comeBack(ctx);
  await onStep(ctx, async frame => {
    const button = frame.getByRole('button', { name: plain(label), exact: true });
    await button.first().click({ timeout: 2_000 });
  });
}

/** What the button of an action is called: of a file that is opened and run alike, `does` says which is meant. */
function labelOf({ t }, id, named, does) {
  const action = stepOf(id).actions.find(one =>
    (does ? [one[does]] : [one.open, one.run, one.command]).includes(named),
  );
  assert.ok(action, `${id} has no button for ${named}`);
  if (action.title) return action.title[t.language];
  if (action.command) return t.title(action.command).replace(/…$/, '');
  return t.say(action.open ? 'step.openFile' : 'step.runFile', { file: named.split('/').at(-1) });
}
export const pressAction = (ctx, id, named, does) => press(ctx, labelOf(ctx, id, named, does));

/** Opens a file by its button, until keys go into it: what is typed earlier, into a list, may land in it. */
export async function opens(ctx, id, file) {
  await pressAction(ctx, id, file, 'open');
  await eventually(async () => assert.equal((await editorTitles(ctx.page))[0], basename(file)), LONG);
  await ctx.page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
}

/** Presses a run's button and waits for that run's end. */
export async function runs(ctx, id, input) {
  const before = endedRuns(ctx.workspace);
  await pressAction(ctx, id, input, 'run');
  await eventually(() => endedRuns(ctx.workspace).some(run => !before.includes(run)), {
    limitMs: 90_000,
    what: `the end of ${input}`,
  });
}

const runsFolder = workspace => join(workspace, '.ingestion-workshop', 'runs');

/** Each run's events as they stand in its journal, by its id. */
export function journals(workspace) {
  const folder = runsFolder(workspace);
  const ids = existsSync(folder) ? readdirSync(folder) : [];
  return ids.flatMap(id => {
    const file = join(folder, id, 'journal.jsonl');
    return existsSync(file) ? [{ id, text: readFileSync(file, 'utf8') }] : [];
  });
}
const endedRuns = workspace =>
  journals(workspace).flatMap(({ id, text }) =>
    /"WorkflowExecution(Completed|Failed|Canceled)"/.test(text) ? [id] : [],
  );

/** What the learner's folder remembers of a step. */
export function remembered(workspace, id) {
  const file = join(workspace, '.ingestion-workshop', 'workshop', 'rag', 'progress.json');
  return JSON.parse(readFileSync(file, 'utf8')).steps[id] ?? {};
}

/** Has the work checked and waits for the verdict. */
export async function check(ctx, id) {
  const before = remembered(ctx.workspace, id).checked ?? 0;
  await press(ctx, ctx.t.say('step.doCheck'));
  await eventually(() => (remembered(ctx.workspace, id).checked ?? 0) > before, LONG);
}

export async function passes(ctx, id) {
  await check(ctx, id);
  await onStep(ctx, async frame => {
    const said = plain(await textOf(frame, '.work'));
    assert.match(plain(await textOf(frame, '.lede')), new RegExp(ctx.t.say('step.lede.passed')), said);
  });
}

/** On by the filled button. */
export async function goOn(ctx, id) {
  const next = steps[steps.findIndex(step => step.id === id) + 1];
  await press(ctx, ctx.t.say('step.nextStep', { number: next.number }));
  await isAt(ctx, next.id);
}

/** Over a step that is not done, by the arrow at the bottom. */
export async function stepOver(ctx, id) {
  const next = steps[steps.findIndex(step => step.id === id) + 1];
  await comeBack(ctx);
  await onStep(ctx, frame => frame.locator('nav.move').getByText(next.number).click({ timeout: 2_000 }));
  await isAt(ctx, next.id);
}

/** Ticks these answers and reads what is said of them. */
export async function answers(ctx, id, ticked) {
  await comeBack(ctx);
  const { quiz } = stepOf(id);
  const isRight = quiz.answers.every(({ right }, at) => Boolean(right) === ticked.includes(at));
  for (const at of ticked)
    await onStep(ctx, async frame => {
      const box = frame.locator('.qs input').nth(at);
      await box.check({ timeout: 2_000 });
    });
  await press(ctx, ctx.t.say('step.answer'));
  const right = quiz.answers.filter((answer, at) => Boolean(answer.right) === ticked.includes(at)).length;
  const [key, of] = isRight ? ['step.lede.quizAll', {}] : ['step.lede.quizSome', { right }];
  await says(ctx, '.lede', new RegExp(ctx.t.like(key, { ...of, answers: quiz.answers.length })));
  await onStep(ctx, async frame => assert.equal(await frame.locator('.qs li p').count(), quiz.answers.length));
}

export const answersRightly = (ctx, id) =>
  answers(
    ctx,
    id,
    stepOf(id).quiz.answers.flatMap(({ right }, at) => (right ? [at] : [])),
  );

/** A number, and the true one beside it, which is the answer. */
export async function guesses(ctx, id, value) {
  await comeBack(ctx);
  await onStep(ctx, async frame => {
    await frame.locator('[name=value]').fill(String(value), { timeout: 2_000 });
    await frame.locator('[name=value]').press('Enter', { timeout: 2_000 });
  });
  await onStep(ctx, async frame => assert.equal(await frame.locator('.bet .n.b').count(), 1));
  return remembered(ctx.workspace, id).truth;
}

export const shot = ({ t, page }, name) => screenshot(page, `workshop-${name}-${t.language}`);

export const mine = (workspace, file) => readFileSync(join(workspace, file), 'utf8');
export const solved = (id, file) => readFileSync(join(ragFolder, 'solutions', id, file), 'utf8');

/** Puts a text into the file of the editor in front, as it were typed; it is left unsaved. */
export async function writeInFront({ page, workspace }, file, text) {
  await eventually(async () => assert.equal((await editorTitles(page))[0], basename(file)), LONG);
  const editor = page.locator('.editor-group-container.active .monaco-editor').first();
  await eventually(async () => {
    await editor.locator('.native-edit-context, textarea.inputarea').first().focus();
    await page.evaluate(words => navigator.clipboard.writeText(words), text);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+V');
    const unsaved = page.locator('.part.editor .tab.dirty').filter({ hasText: basename(file) });
    // VS Code in a browser saves by itself after a second.
    await eventually(async () => (await unsaved.count()) > 0 || mine(workspace, file) === text, { limitMs: 3_000 });
  }, LONG);
}

/** The start fails and says all; with the solution typed, unsaved, it passes. */
export async function codes(ctx, id, file) {
  await opens(ctx, id, file);
  await check(ctx, id);
  await says(ctx, '.lede', new RegExp(ctx.t.like('step.lede.failed', { passed: 0, checks: '' }).split('0')[0]));
  await onStep(ctx, async frame => {
    const said = plain(await frame.locator('.call').first().innerText({ timeout: 2_000 }));
    for (const key of ['step.expected', 'step.found', 'step.where'])
      assert.ok(said.includes(plain(ctx.t.say(key))), said);
    const why = stepOf(id).checks[0].why;
    if (why) assert.ok(said.includes(plain(why[ctx.t.language])), said);
  });
  await shot(ctx, `${id}-failed`);
  await onStep(ctx, async frame => {
    await frame.locator('.call .kv .link').first().click({ timeout: 2_000 });
    await eventually(async () => assert.ok((await editorTitles(ctx.page)).length > 1), { limitMs: 5_000 });
  });
  await opens(ctx, id, file);
  await writeInFront(ctx, file, solved(id, file));
  await passes(ctx, id);
  assert.equal(mine(ctx.workspace, file), solved(id, file));
  assert.equal(await ctx.page.locator('.editor-group-container').count(), 2, 'the text, and what is opened beside it');
  await shot(ctx, `${id}-passed`);
}

/** The solution, from the page: a difference, applied on request. */
export async function appliesSolution(ctx, id, file) {
  const { t, page, workspace } = ctx;
  await press(ctx, t.say('step.showSolution'));
  const title = t.say('solution.diff', { file });
  await page.locator('.part.editor .tab').filter({ hasText: title }).waitFor();
  await shot(ctx, `${id}-solution`);
  await clickEditorAction(page, t.title('applySolution'));
  await eventually(() => assert.equal(mine(workspace, file), solved(id, file)), LONG);
}

export async function asks(ctx, id) {
  await pressAction(ctx, id, 'search');
  await ctx.page
    .locator('.part.editor .tab')
    .filter({ hasText: ctx.t.say('search.title') })
    .waitFor();
  await eventually(async () => assert.ok(await foundPassages(ctx.page)), LONG);
}

/** What stands on the search page, whether passages or that there are none. */
async function foundPassages(page) {
  for (const frame of page.frames())
    if (
      (await frame
        .locator('#question')
        .count()
        .catch(() => 0)) > 0
    )
      return (await frame.locator('main').innerText()).length > 40;
  return false;
}

/** A reload in the middle: the tab is at its step. */
export async function reloads(ctx, id) {
  await reloadWindow(ctx.page);
  await isAt(ctx, id);
}

/** The tree comes to where one is, and says so; what passed is green. */
export async function marks({ t, page }, { passed, here }) {
  const view = t.view('workshop');
  const row = async label =>
    (await treeRows(page, view)).map(one => ({ ...one, label: plain(one.label) })).find(one => one.label === label);
  await eventually(async () => {
    const at = await row(nameOf(t, here));
    assert.ok(plain(at?.description ?? '').includes(plain(t.say('step.here'))), JSON.stringify(at));
  }, LONG);
  if (passed === null) return;
  await clickTreeRow(page, view, nameOf(t, here));
  await page.keyboard.press('Home');
  await eventually(async () => assert.equal((await row(nameOf(t, passed)))?.icon, 'pass'), LONG);
}

/** To any step, by the list of all. */
export async function goTo(ctx, id) {
  await press(ctx, ctx.t.say('step.goTo'));
  // A long list holds only what is in sight of it.
  await eventually(() => typeInBox(ctx.page, stepOf(id).number), LONG);
  await pick(ctx.page, nameOf(ctx.t, id));
  await isAt(ctx, id);
}
