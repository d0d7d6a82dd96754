import assert from 'node:assert/strict';
import path from 'node:path';
import { lookAt } from '../looks.mjs';

export const cases = ['off', 'ownPrice', 'noHtml', 'nothing', 'gone', 'stopped', 'huge'];

const out = path.join(import.meta.dirname, '../out');
const card = page => page.innerText('.card');
const says = (page, pattern) =>
  page.waitForFunction(source => new RegExp(source).test(document.querySelector('.card')?.innerText ?? ''), pattern);

/** With what leads to the setting open, and the totals: the shared suite sees the first look only. */
const looks = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'].flatMap(theme =>
  [1000, 746, 360].map(width => [
    `the setting and the totals: ${theme}, ${width} px`,
    async ({ page, open, lines }) => {
      await open({ theme, width });
      await page.click('.card [aria-controls=fix]');
      await page.waitForFunction(() => /\+9\s800/u.test(document.querySelector('#fix')?.innerText ?? ''));
      await page.screenshot({ path: path.join(out, `cleaning-fix-${theme}-${width}.png`) });
      await lookAt(page, lines);
      await page.click('[role=tab] >> nth=1');
      await page.waitForSelector('tbody tr');
      await page.screenshot({ path: path.join(out, `cleaning-run-${theme}-${width}.png`) });
      await lookAt(page, lines);
    },
  ]),
);

export const tests = {
  ...Object.fromEntries(looks),
  'opens on what may have been lost, before and after first': async ({ page, open }) => {
    await open();
    await says(page, 'Retiré, à vérifier');
    const figures = await page.innerText('.fig');
    for (const fact of [/53\s667[\s\S]*2\s711/u, /17\s725[\s\S]*841/u, /0,18[\s\S]*0,0084/, /2,00[\s\S]*gpt-4\.1/])
      assert.match(figures, fact);
    assert.match(await page.innerText('.lede'), /95\s% des tokens[\s\S]+16 sur 29 blocs/u);
    assert.match(await page.getAttribute('.map', 'aria-label'), /17\s725[\s\S]+gardé 841[\s\S]+menu/u);
  },
  'a question over a run of four pages takes four': async ({ page, open }) => {
    await open();
    await page.click('[role=tab] >> nth=1');
    await page.waitForSelector('tbody tr');
    const shown = await page.locator('.fig').allInnerTexts();
    assert.match(shown.join(), /Une question, 4 pages moyennes/);
  },
  'arrows walk, both sides are marked, Enter opens the HTML at its line': async ({ page, open, asked }) => {
    await open();
    await says(page, 'hors de l’article');
    await page.focus('.rows');
    await page.keyboard.press('ArrowDown');
    await says(page, 'Retiré : menu|Retiré\\s: menu');
    assert.match(await page.innerText('.doc .on'), /menu, 10\s063/u);
    await page.keyboard.press('Enter');
    const [{ params }] = (await asked()).filter(({ verb }) => verb === 'openHtml');
    assert.equal(params.line, 108);
    await page.keyboard.press('End');
    await says(page, 'script');
    await page.keyboard.press('Home');
    await says(page, 'styles');
  },
  'the pointer lights both sides': async ({ page, open }) => {
    await open();
    await page.hover('.vrow >> nth=0');
    await page.waitForFunction(() => document.querySelectorAll('.lit').length === 3);
    assert.match(await page.innerText('.doc .lit'), /styles/);
  },
  'Alt and an arrow walk from the Markdown, too; a click there picks': async ({ page, open }) => {
    await open();
    await says(page, 'hors de l’article');
    await page.click('.doc .mk >> nth=0');
    await says(page, 'Le titre de la page');
    await page.keyboard.press('Alt+ArrowDown');
    await says(page, 'partage');
    assert.match(await page.innerText('.vrow[aria-selected=true]'), /partage/);
  },
  'a filter shows one reason, and gives way to a pick elsewhere': async ({ page, open }) => {
    await open();
    await page.click('.flt button >> text=Menu');
    await page.waitForFunction(() => document.querySelectorAll('.vrow').length === 4);
    await says(page, 'menu');
    await page.click('.doc .mk >> nth=1');
    await page.waitForFunction(() => document.querySelectorAll('.vrow').length > 10);
    await says(page, 'Gardé');
  },
  'what was removed by mistake leads to a setting with its effect': async ({ page, open, asked }) => {
    await open();
    await says(page, 'à vérifier');
    await page.click('.card [aria-controls=fix]');
    await page.waitForFunction(() => /\+64 tokens/.test(document.querySelector('#fix')?.innerText ?? ''));
    assert.match(await page.innerText('#fix'), /keep:\s+- 'div\.trafic'/);
    await page.click('#fix .btn >> nth=0');
    await page.click('#fix .tool >> nth=1');
    const acts = await asked();
    assert.equal(acts.find(({ verb }) => verb === 'runWith').params.keep, 'div.trafic');
    assert.match(acts.find(({ verb }) => verb === 'copy').params.text, /main_content: false/);
  },
  'what the scan left out says that no setting brings it back': async ({ page, open }) => {
    await open();
    await page.click('.vrow >> nth=1');
    await says(page, 'Un script est fait');
    await page.click('.card [aria-controls=fix]');
    assert.match(await page.innerText('#fix'), /Aucun réglage/);
  },
  'copies, exports and compares': async ({ page, open, asked }) => {
    await open();
    await page.click('.head .btn');
    for (const at of [0, 1, 2, 3]) {
      await page.click('[popovertarget=out]');
      await page.click(`.out button >> nth=${at}`);
      await page.keyboard.press('Escape');
    }
    const verbs = (await asked()).map(({ verb, params }) => `${verb} ${params?.form ?? ''}`.trim());
    for (const verb of ['compare', 'copyTable markdown', 'copyTable csv', 'saveTable csv', 'saveTable json'])
      assert.ok(verbs.includes(verb), verb);
  },
  'fifty thousand blocks: only what is in sight is asked for and drawn': async ({ page, open, asked }) => {
    await open({ case: 'huge' });
    await page.focus('.rows');
    await page.keyboard.press('End');
    await page.waitForFunction(() =>
      /49999/.test(document.querySelector('[aria-selected=true] .el')?.textContent ?? ''),
    );
    assert.ok((await page.locator('.vrow').count()) < 100);
    const rows = (await asked()).filter(({ verb }) => verb === 'rows');
    assert.ok(rows.length <= 6 && rows.every(({ params }) => params.count <= 200), JSON.stringify(rows.length));
    assert.ok((await page.locator('.doc [data-b]').count()) <= 120);
  },
  'progress is told and can be stopped': async ({ page, open, asked }) => {
    await open();
    await page.evaluate(() => globalThis.fakeHost.tell.moved({ done: 12_000, total: 50_000 }));
    await open({ case: 'stopped' });
    assert.match(await card(page).catch(() => page.innerText('main')), /Arrêté\./);
    await page.click('main .btn');
    assert.equal((await asked()).filter(({ verb }) => verb === 'open').length, 2);
  },
  'empty states have a button that helps': async ({ page, open, asked }) => {
    for (const [sample, verb] of [
      ['noHtml', 'runSource'],
      ['nothing', 'openHtml'],
    ]) {
      await open({ case: sample });
      await page.click('main .btn');
      assert.ok(
        (await asked()).some(one => one.verb === verb),
        sample,
      );
    }
    await open({ case: 'noTotals' });
    await page.click('[role=tab] >> nth=1');
    await page.waitForSelector('.empty');
  },
  'comes back as it was left': async ({ page, open }) => {
    await open();
    await page.click('.vrow >> nth=9');
    await says(page, 'Gardé');
    await page.reload();
    await says(page, 'Gardé');
    await page.waitForFunction(() => document.querySelector('#row-9[aria-selected=true]') !== null);
  },
};
