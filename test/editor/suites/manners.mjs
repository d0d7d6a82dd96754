// The manners of a guest: its walkthrough, its sign in the status bar, its settings, its command line in the terminal.
import assert from 'node:assert/strict';
import {
  answer,
  clickStatusBar,
  clickWelcome,
  dismissNotifications,
  eventually,
  notifications,
  openView,
  pick,
  quickPickLabels,
  runCommand,
  screenshot,
  statusBar,
  terminalText,
  typeInTerminal,
} from '../host/workbench.mjs';
import { writeSettings } from '../world.mjs';

export const name = 'manners';
export const window = {
  workspace: 'empty',
  // No Node of the learner's own: the command line must come with ours.
  env: { PATH: '/nowhere' },
  userSettings: { 'terminal.integrated.gpuAcceleration': 'off' },
};

const steps = page => page.locator('.gettingStartedContainer .getting-started-step');
const isTicked = (page, step) =>
  eventually(async () => assert.equal(await steps(page).nth(step).locator('.codicon.complete').count(), 1), {
    what: `step ${step + 1} ticked`,
  });

async function says(page, words) {
  await eventually(async () => assert.match(JSON.stringify(await notifications(page)), words));
}

export const tests = t => ({
  'an empty folder offers the walkthrough: six steps, the first done': async ({ page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await eventually(() => clickWelcome(page, t.view('sources'), t.title('openWalkthrough')), { limitMs: 30_000 });
    await eventually(async () => assert.equal(await steps(page).count(), 6));
    await isTicked(page, 0);
    for (const [place, step] of ['folder', 'site', 'input', 'run', 'artifacts', 'search'].entries()) {
      await steps(page).nth(place).click();
      const title = steps(page).nth(place).locator('.step-title');
      assert.equal(await title.innerText(), t.manifest(`walk.${step}.title`));
      await screenshot(page, `manners-1-walk-${t.language}-${step}`);
    }
  },
  'its button starts the practice site, which ticks its step and shows in the status bar': async ({ page }) => {
    await steps(page).nth(1).click();
    await page.getByRole('button', { name: t.title('startPracticeSite') }).last().click();
    await says(page, t.match(t.like('site.started')));
    await isTicked(page, 1);
    const items = await statusBar(page);
    const sign = items.find(item => /^127\.0\.0\.1:\d+$/.test(item.text));
    assert.ok(sign, JSON.stringify(items));
    assert.match(sign.name, t.match(t.like('site.sign')));
    await dismissNotifications(page);
    await screenshot(page, `manners-2-site-${t.language}`);
  },
  'its sign opens a menu that stops it, and is gone then': async ({ page }) => {
    await clickStatusBar(page, '127.0.0.1:');
    await eventually(async () => assert.equal((await quickPickLabels(page)).length, 3));
    await screenshot(page, `manners-3-site-menu-${t.language}`);
    await pick(page, t.say('action.stopSite'));
    await says(page, t.match(t.like('site.stopped')));
    assert.ok(!(await statusBar(page)).some(item => item.text.startsWith('127.0.0.1:')));
    await dismissNotifications(page);
  },
  'an input that was written ticks its step': async ({ page }) => {
    await runCommand(page, t.command('newInput'));
    await pick(page, t.say('newInput.practice'));
    await answer(page, 'orva');
    await runCommand(page, t.command('openWalkthrough'));
    await isTicked(page, 2);
  },
  'a setting that cannot be used is told, and taken up when it is mended': async ({ page, workspace }) => {
    writeSettings(workspace, { 'ingestionWorkshop.concurrency': 'many' });
    const told = { setting: 'ingestionWorkshop.concurrency', value: '\\"many\\"', minimum: 0, maximum: 64, used: 0 };
    await says(page, t.match(t.like('error.setting_out_of_range', told)));
    await screenshot(page, `manners-4-setting-${t.language}`);
    await page.locator('.notification-list-item:visible').getByRole('button', { name: t.say('action.openSettings') }).click();
    const found = page.locator('.settings-editor .setting-item-contents', { hasText: 'Concurrency' });
    await found.first().waitFor();
    await dismissNotifications(page);
    await page.locator('.settings-editor .suggest-input-container').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('ingestionWorkshop');
    await eventually(async () => assert.equal(await page.locator('.settings-editor .setting-item-contents').count(), 4));
    await screenshot(page, `manners-5-settings-${t.language}`);
    writeSettings(workspace, {});
    await page.keyboard.press('ControlOrMeta+W');
  },
  'the terminal knows our command line, though there is no Node': async ({ page }) => {
    await runCommand(page, t.command('openTerminal'));
    await eventually(async () => assert.match(await terminalText(page), t.match(t.like('terminal.hint').slice(0, 20))));
    await typeInTerminal(page, 'command -v node || echo no node; ingestion-workshop --version');
    await eventually(async () => assert.match(await terminalText(page), /^no node\n\d+\.\d+\.\d+$/m));
    await typeInTerminal(page, 'ingestion-workshop doctor');
    await eventually(async () => assert.match(await terminalText(page), /^✓ .*SQLite/m));
    await screenshot(page, `manners-6-terminal-${t.language}`);
  },
});
