// A workshop of one's own in the real window: made, followed, its solution applied, reset, and taken back.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../host/install.mjs';
import {
  answer,
  choosePath,
  clickEditorAction,
  clickNotification,
  editorText,
  editorTitles,
  eventually,
  notifications,
  openFile,
  pick,
  quickPickLabels,
  runCommand,
  screenshot,
} from '../host/workbench.mjs';

export const name = 'workshopFolder';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const CODE = 'activities/chunking.ts';
const LONG = { limitMs: 30_000 };
const MINE = 'const mine = 1;';

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
  },
};
