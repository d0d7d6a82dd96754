// What cleaning kept of a page, in the real window: from the tree to the setting that would keep a block.
import assert from 'node:assert/strict';
import { clickRowMenu, editorTitles, eventually, runCommand, screenshot, webviewFrame } from '../host/workbench.mjs';
import { ranPages } from '../ranPages.mjs';

export const name = 'cleaning';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const frame = page => webviewFrame(page);
const card = page => frame(page).locator('.card');
const LONG = { timeout: 60_000 };

export const tests = {
  'opens from the row of a Source: measured, before and after': async ({ t, page, workspace }) => {
    const first = await ranPages(page, { t, workspace });
    await clickRowMenu(page, t.view('sources'), first, t.title('showCleaning'));
    await frame(page).locator('.fig').waitFor(LONG);
    await card(page).getByText(t.say('cleaning.doubtTitle')).waitFor(LONG);
    assert.match(await frame(page).locator('.fig').innerText(), /gpt-4\.1/);
    await screenshot(page, `cleaning-1-page-${t.language}`);
  },
  'every page of the run is weighed': async ({ t, page }) => {
    await frame(page).getByRole('tab').nth(1).click();
    await frame(page).locator('tbody tr').nth(1).waitFor(LONG);
    assert.equal(await frame(page).locator('tbody tr').count(), 2);
    await screenshot(page, `cleaning-2-run-${t.language}`);
    await frame(page).getByRole('tab').first().click();
  },
  'a doubtful block leads to its setting, with an effect that was measured': async ({ t, page }) => {
    await card(page)
      .getByRole('button', { name: t.say('cleaning.wrong') })
      .click();
    await frame(page)
      .locator('#fix')
      .getByText(/[+−]\d|\p{L}+ .*\p{L}/u)
      .first()
      .waitFor(LONG);
    await eventually(async () =>
      assert.doesNotMatch(await frame(page).locator('#fix').innerText(), new RegExp(t.say('cleaning.measuring'))),
    );
    assert.match(await frame(page).locator('#fix').innerText(), /\+\d/);
    await screenshot(page, `cleaning-3-fix-${t.language}`);
  },
  'its HTML opens beside, and the whole page compared with what is left': async ({ t, page }) => {
    await card(page)
      .getByRole('button', { name: t.say('cleaning.openHtml') })
      .click();
    await eventually(async () => assert.ok((await editorTitles(page)).some(title => /\.html/.test(title))));
    await frame(page)
      .getByRole('button', { name: t.say('cleaning.compare') })
      .click();
    await page.locator('.diff-editor, .monaco-diff-editor').first().waitFor(LONG);
    await screenshot(page, `cleaning-4-diff-${t.language}`);
  },
  'from the palette it asks which page': async ({ t, page }) => {
    await runCommand(page, t.command('showCleaning'));
    await page.locator('.quick-input-list .monaco-list-row').nth(1).waitFor(LONG);
    await page.keyboard.press('Escape');
  },
};
