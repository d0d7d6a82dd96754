// Two settings side by side, in the real window: from the tree to the questions and the setting that is kept.
import assert from 'node:assert/strict';
import { clickRowMenu, editorTitles, eventually, screenshot, webviewFrame } from '../host/workbench.mjs';
import { ranPages } from '../ranPages.mjs';

export const name = 'compare';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const LONG = { timeout: 60_000 };
const frame = page => webviewFrame(page);

export const tests = {
  'opens from the row of a Source: both settings measured': async ({ t, page, workspace }) => {
    const first = await ranPages(page, { t, workspace });
    await clickRowMenu(page, t.view('sources'), first, t.title('compareSettings'));
    await frame(page).locator('.al tr').first().waitFor(LONG);
    assert.match(await frame(page).locator('.vs').innerText(), /700 \/ 100[\s\S]+300 \/ 50/);
    await screenshot(page, `compare-1-page-${t.language}`);
  },
  'a question shows where its answer lies': async ({ t, page }) => {
    await frame(page).locator('#question').fill('Combien coûte un carnet de 10 tickets ?');
    await page.keyboard.press('Enter');
    await frame(page).locator('.al mark').first().waitFor(LONG);
    await screenshot(page, `compare-2-question-${t.language}`);
  },
  'without a question set, one is made with this question': async ({ t, page }) => {
    await frame(page).getByRole('tab').nth(1).click();
    await frame(page)
      .getByRole('button', { name: t.say('pair.makeSet') })
      .click();
    await eventually(async () =>
      assert.ok((await editorTitles(page)).some(title => title.includes('questions.search.yaml'))),
    );
    await frame(page)
      .getByRole('button', { name: t.say('pair.again') })
      .click();
    await frame(page).locator('.qt tbody tr').first().waitFor(LONG);
    await screenshot(page, `compare-3-questions-${t.language}`);
  },
};
