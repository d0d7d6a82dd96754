// A workshop of one's own in the real window: made, followed, its solution applied, reset, and taken back.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../host/install.mjs';
import {
  answer,
  choosePath,
  clickEditorAction,
  clickNotification,
  clickTreeRow,
  dismissNotifications,
  editorText,
  editorTitles,
  eventually,
  notifications,
  openFile,
  openView,
  pick,
  quickPickLabels,
  reloadWindow,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  treeText,
} from '../host/workbench.mjs';
import { goTo, nameOf, onStep, press } from '../learner.mjs';

export const name = 'workshopFolder';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const CODE = 'activities/chunking.ts';
const LONG = { limitMs: 30_000 };
const MINE = 'const mine = 1;';
const shipped = { folder: '' };

const rag = parse(readFileSync(join(root, 'workshop', 'rag', 'workshop.yaml'), 'utf8'));

const mine = workspace => readFileSync(join(workspace, CODE), 'utf8');
const made = (workspace, file) => readFileSync(join(workspace, 'trial', file, CODE), 'utf8');
const step = t => (t.language === 'fr' ? 'Un chunk par paragraphe' : 'A chunk for each paragraph');
/** Lists draw a no-break space as a plain one. */
const drawn = sentence => sentence.replaceAll('\u00a0', ' ');
const begins = sentence => sentence.split('{')[0].trim();

/** Once the editor shows what is on the disk, which it reads at its leisure. */
async function typeOnTop({ page, workspace }, text) {
  await openFile(page, CODE);
  await eventually(async () => assert.equal(await editorText(page), mine(workspace)), LONG);
  await page.keyboard.type(`${text}\n`);
}

const said = async (page, words) =>
  eventually(async () => {
    const all = (await notifications(page)).map(({ message }) => message);
    assert.ok(
      all.some(message => message.includes(words)),
      `${words}: ${all.join(' | ')}`,
    );
  }, LONG);

export const tests = {
  'a new workshop is whole, and opens': async ({ t, page, workspace }) => {
    await runCommand(page, t.command('newWorkshop'));
    await answer(page, 'trial');
    await eventually(() => existsSync(join(workspace, 'trial', 'workshop.yaml')), LONG);
    await eventually(async () => assert.ok((await editorTitles(page)).includes('workshop.yaml')), LONG);
  },
  'followed in the open folder, it brings its files and opens at its first step': async ({ t, page, workspace }) => {
    await clickNotification(page, 'trial', t.say('begin.tryIt'));
    await pick(page, drawn(t.say('begin.here', { name: basename(workspace) })));
    await eventually(() => existsSync(join(workspace, CODE)), LONG);
    const progress = join(workspace, '.ingestion-workshop', 'workshop', 'trial', 'progress.json');
    await eventually(() => assert.equal(JSON.parse(readFileSync(progress, 'utf8')).current.step, 'why'), LONG);
    await eventually(async () => assert.ok((await editorTitles(page)).length > 1), LONG);
    await screenshot(page, `workshop-folder-1-step-${t.language}`);
  },
  'on a stage its letters are big, until the same command is given again': async ctx => {
    const { t, page } = ctx;
    const isStage = wanted =>
      onStep(ctx, async frame => assert.equal(await frame.locator('html.stage').count(), wanted ? 1 : 0));
    await isStage(false);
    await runCommand(page, t.command('toggleStageMode'));
    await isStage(true);
    await screenshot(page, `workshop-folder-10-stage-${t.language}`);
    await runCommand(page, t.command('toggleStageMode'));
    await isStage(false);
  },
  'its solution is a diff, applied on request, and what was not saved is in the backup': async ({
    t,
    page,
    workspace,
  }) => {
    const start = mine(workspace);
    await typeOnTop({ page, workspace }, MINE);
    await runCommand(page, t.command('showSolution'));
    await pick(page, step(t));
    const title = t.say('solution.diff', { file: CODE });
    await page.locator('.part.editor .tab').filter({ hasText: title }).waitFor();
    await screenshot(page, `workshop-folder-2-diff-${t.language}`);
    await clickEditorAction(page, t.title('applySolution'));
    await eventually(() => assert.equal(mine(workspace), made(workspace, 'solutions/chunk')), LONG);
    await said(page, t.say('solution.applied', { step: step(t) }));
    // What offered it is still there, and does no harm: what is taken back below is what was the learner's.
    await clickNotification(page, t.say('solution.shown', { step: step(t) }), t.say('solution.apply'));
    await clickNotification(page, t.say('solution.applied', { step: step(t) }), t.say('action.undo'));
    await eventually(() => assert.equal(mine(workspace), `${MINE}\n${start}`), LONG);
  },
  'a reset with an unsaved editor loses nothing: undo brings it back': async ({ t, page, workspace }) => {
    const saved = mine(workspace);
    await typeOnTop({ page, workspace }, 'const more = 1;');
    await runCommand(page, t.command('resetStep'));
    await pick(page, step(t));
    await eventually(() => assert.equal(mine(workspace), made(workspace, 'start')), LONG);
    await screenshot(page, `workshop-folder-3-reset-${t.language}`);
    await runCommand(page, t.command('undoReset'));
    await eventually(() => assert.equal(mine(workspace), `const more = 1;\n${saved}`), LONG);
    await said(page, begins(t.say('undo.reset')));
  },
  'debugged from its step, the activity stands beside the page and stops at its first statement': async ctx => {
    const { t, page, workspace } = ctx;
    await runCommand(page, t.command('goToWorkshopStep'));
    await pick(page, `1.3 ${step(t)}`);
    await press(ctx, t.say('step.debug'));
    const first =
      mine(workspace)
        .split('\n')
        .findIndex(line => line.startsWith('export default')) + 2;
    await page.locator('.debug-top-stack-frame-line').first().waitFor({ timeout: 60_000 });
    await eventually(
      async () => assert.match(await page.locator('.statusbar').innerText(), new RegExp(`Ln ${first}\\b`)),
      LONG,
    );
    assert.equal(await page.locator('.editor-group-container').count(), 2, 'the page, and the file beside it');
    await screenshot(page, `workshop-folder-5-debug-${t.language}`);
    await runCommand(page, 'Debug: Continue');
    await eventually(async () => assert.equal(await page.locator('.debug-toolbar:visible').count(), 0), LONG);
  },
  'progress that another version wrote is told once, with a way on that leaves the files as they are': async ({
    t,
    page,
    workspace,
  }) => {
    const folder = join(workspace, '.ingestion-workshop', 'workshop', 'trial');
    const file = join(folder, 'progress.json');
    const unread = JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: 99 });
    const files = mine(workspace);
    await dismissNotifications(page);
    writeFileSync(file, unread);
    await openView(page, t.manifest('container'), t.view('workshop'));
    await runCommand(page, t.command('openWorkshop'));
    const told = t.match(t.like('error.progress_other_version', { version: 99, known: 1 }));
    const tellings = async () => (await notifications(page)).filter(({ message }) => told.test(message));
    await eventually(async () => assert.equal((await tellings()).length, 1), LONG);
    await eventually(async () => assert.match(await treeText(page, t.view('workshop')), /^trial/), LONG);
    await screenshot(page, `workshop-folder-7-unread-${t.language}`);
    await clickTreeRow(page, t.view('workshop'), 'trial');
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'progress.json'), LONG);
    assert.deepEqual([(await tellings()).length, readFileSync(file, 'utf8')], [1, unread]);
    await clickNotification(page, 'progress.json', t.say('action.goOnHere'));
    await eventually(() => assert.equal(JSON.parse(readFileSync(file, 'utf8')).version, 1), LONG);
    await said(page, begins(t.say('begin.afresh').split(';')[0]));
    await eventually(async () => assert.match(await treeText(page, t.view('workshop')), / {2}1\.1 /), LONG);
    assert.equal(mine(workspace), files);
    const kept = readdirSync(folder).filter(name => name.startsWith('progress.kept-'));
    assert.deepEqual(
      kept.map(name => readFileSync(join(folder, name), 'utf8')),
      [unread],
    );
    await screenshot(page, `workshop-folder-8-afresh-${t.language}`);
  },
  'one that ships opens in a folder of its own, at its first step': async ({ t, page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'iw-rag-'));
    await runCommand(page, t.command('startWorkshop'));
    await pick(page, drawn(rag.title[t.language]));
    await pick(page, t.say('begin.otherFolder'));
    await choosePath(page, folder, t.say('begin.useFolder'));
    await eventually(() => existsSync(join(folder, '.ingestion-workshop', 'workshop', 'rag', 'progress.json')), LONG);
    const tab = page.locator('.part.editor .tab').filter({ hasText: /^1\.1 / });
    await tab.waitFor({ timeout: 60_000 });
    await eventually(async () => assert.match(await page.title(), new RegExp(basename(folder))), LONG);
    await screenshot(page, `workshop-folder-4-rag-${t.language}`);
    // The tree was never looked at: the palette offers the steps all the same.
    await runCommand(page, t.command('goToWorkshopStep'));
    await eventually(async () => assert.ok((await quickPickLabels(page)).some(label => label.includes('1.2 '))), LONG);
    await page.keyboard.press('Escape');
    shipped.folder = folder;
  },
  'a jump that is cancelled gives back what was there, and takes away what it ran': async ({ t, page }) => {
    const file = join(shipped.folder, 'activities', 'indexing.ts');
    writeFileSync(file, MINE);
    await runCommand(page, t.command('jumpToPart'));
    await pick(page, drawn(rag.parts.at(-2).title[t.language]));
    await eventually(
      async () => assert.ok((await notifications(page)).some(({ message }) => / [2-9]\/\d/.test(message))),
      LONG,
    );
    await clickNotification(page, /\d\/\d/, 'Cancel');
    await said(page, t.say('error.solution_stopped'));
    assert.notEqual(readFileSync(file, 'utf8'), MINE);
    await clickNotification(page, t.say('error.solution_stopped'), t.say('action.undo'));
    await eventually(() => assert.equal(readFileSync(file, 'utf8'), MINE), LONG);
    await eventually(() => assert.ok(!existsSync(join(shipped.folder, '.ingestion-workshop', 'runs'))), LONG);
    await screenshot(page, `workshop-folder-6-jump-${t.language}`);
  },
  'after a reload the tree comes to the step that one is at, however far down': async ctx => {
    const { t, page } = ctx;
    await openView(page, t.manifest('container'), t.view('workshop'));
    const { id } = rag.parts.at(-1).steps.at(-1);
    const here = nameOf(t, id);
    const inSight = async () => (await treeRows(page, t.view('workshop'))).some(({ label }) => label === here);
    await goTo(ctx, id);
    await eventually(async () => assert.ok(await inSight()), LONG);
    // All parts open, from below: the step that one is at is far down.
    for (const [at, part] of [...rag.parts.entries()].slice(0, -1).reverse())
      await toggleTreeRow(page, t.view('workshop'), drawn(`${at + 1} ${part.title[t.language]}`));
    await eventually(async () => assert.ok(!(await inSight())));
    await reloadWindow(page);
    await eventually(async () => assert.ok(await inSight()), LONG);
    await screenshot(page, `workshop-folder-9-reloaded-${t.language}`);
  },
};
