// The manners of a guest: its walkthrough, its sign in the status bar, its settings, its command line in the terminal.
import assert from 'node:assert/strict';
import {
  answer,
  clickStatusBar,
  clickWelcome,
  dismissNotifications,
  editorTitles,
  eventually,
  notifications,
  openView,
  pickOnce,
  quickPickLabels,
  runCommand,
  screenshot,
  statusBar,
  terminalText,
  typeInTerminal,
} from '../host/workbench.mjs';
import { literal } from '../host/words.mjs';
import { writeSettings } from '../world.mjs';

export const name = 'manners';
export const languages = ['en', 'fr'];
export const window = {
  workspace: 'empty',
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

export const tests = {
  'an empty folder offers the walkthrough: six steps, each with its picture': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await eventually(() => clickWelcome(page, t.view('sources'), t.title('openWalkthrough')), { limitMs: 30_000 });
    await eventually(async () => assert.equal(await steps(page).count(), 6));
    for (const [place, step] of ['site', 'input', 'run', 'artifacts', 'search', 'terminal'].entries()) {
      await steps(page).nth(place).click();
      const title = steps(page).nth(place).locator('.step-title');
      assert.equal(await title.innerText(), t.manifest(`walk.${step}.title`));
      await screenshot(page, `manners-1-walk-${t.language}-${step}`);
    }
  },
  'its button starts the practice site, which ticks its step and shows in the status bar': async ({ t, page }) => {
    await steps(page).nth(0).click();
    await page
      .getByRole('button', { name: t.title('startPracticeSite') })
      .last()
      .click();
    await says(page, t.match(t.like('site.started')));
    await isTicked(page, 0);
    const items = await statusBar(page);
    const sign = items.find(item => /^127\.0\.0\.1:\d+$/.test(item.text));
    assert.ok(sign, JSON.stringify(items));
    assert.match(sign.name, t.match(t.like('site.sign')));
    await dismissNotifications(page);
    await screenshot(page, `manners-2-site-${t.language}`);
  },
  'its sign opens a menu that stops it, and is gone then': async ({ t, page }) => {
    // The walkthrough takes the focus when it ticks its step, and VS Code closes a menu that loses it.
    await eventually(async () => {
      await clickStatusBar(page, '127.0.0.1:');
      await eventually(async () => assert.equal((await quickPickLabels(page)).length, 3), { limitMs: 5_000 });
      await screenshot(page, `manners-3-site-menu-${t.language}`);
      await pickOnce(page, t.say('action.stopSite'));
    });
    await says(page, t.match(t.like('site.stopped')));
    assert.ok(!(await statusBar(page)).some(item => item.text.startsWith('127.0.0.1:')));
    await dismissNotifications(page);
  },
  'an input that was written ticks its step': async ({ t, page }) => {
    // As above: the walkthrough may take the focus, and with it the menu.
    await eventually(async () => {
      await runCommand(page, t.command('newInput'));
      await pickOnce(page, t.say('newInput.practice'));
    });
    await answer(page, 'orva');
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'orva.ingest.yaml'));
    await runCommand(page, t.command('openWalkthrough'));
    await isTicked(page, 1);
  },
  'a setting that cannot be used is told, and taken up when it is mended': async ({ t, page, workspace }) => {
    writeSettings(workspace, { 'ingestionWorkshop.concurrency': 'many' });
    const told = { setting: 'ingestionWorkshop.concurrency', value: '\\"many\\"', minimum: 0, maximum: 64, used: 0 };
    await says(page, t.match(t.like('error.setting_out_of_range', told)));
    await screenshot(page, `manners-4-setting-${t.language}`);
    await page
      .locator('.notification-list-item:visible')
      .getByRole('button', { name: t.say('action.openSettings') })
      .click();
    const shown = page.locator('.settings-editor .setting-item-contents');
    await page.locator('.settings-editor').getByText('Workspace', { exact: true }).click();
    await shown.filter({ hasText: 'Concurrency' }).first().waitFor();
    await screenshot(page, `manners-5-settings-${t.language}`);
    writeSettings(workspace, {});
    await page.keyboard.press('Escape');
    await dismissNotifications(page);
  },
  'the terminal knows our command line, though there is no Node': async ({ t, page }) => {
    await runCommand(page, t.command('openTerminal'));
    await eventually(async () =>
      assert.match(await terminalText(page), t.match(literal(t.say('terminal.hint').slice(0, 20)))),
    );
    await typeInTerminal(page, 'PATH=$(dirname "$(command -v ingestion-workshop)")');
    await typeInTerminal(page, 'command -v node || echo no node; ingestion-workshop --version');
    await eventually(async () => assert.match(await terminalText(page), /^no node\n\d+\.\d+\.\d+$/m));
    await typeInTerminal(page, 'ingestion-workshop doctor');
    await eventually(async () =>
      assert.match(await terminalText(page), t.match('✓ .*SQLite', t.like('cli.doctor.good'))),
    );
    await screenshot(page, `manners-6-terminal-${t.language}`);
  },
};
