import assert from 'node:assert/strict';
import path from 'node:path';
import { lookAt } from '../looks.mjs';

export const cases = ['cleaning', 'same', 'noSet', 'long', 'methods', 'noText', 'stopped', 'gone'];

const out = path.join(import.meta.dirname, '../out');
const lede = page => page.innerText('.lede');
const ready = page => page.waitForSelector('.al tr, .empty');

/** The questions and a setting's fields: the shared suite sees the first look only. */
const looks = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'].flatMap(theme =>
  [1000, 746, 360].map(width => [
    `the questions and the fields: ${theme}, ${width} px`,
    async ({ page, open, lines }) => {
      await open({ theme, width });
      await ready(page);
      await page.click('.pk >> nth=0');
      await page.waitForSelector('.drop:popover-open');
      await page.screenshot({ path: path.join(out, `compare-fields-${theme}-${width}.png`) });
      await lookAt(page, lines);
      await page.keyboard.press('Escape');
      await page.click('[role=tab] >> nth=1');
      await page.waitForSelector('.qt tbody tr');
      await page.screenshot({ path: path.join(out, `compare-questions-${theme}-${width}.png`) });
      await lookAt(page, lines);
    },
  ]),
);

export const tests = {
  ...Object.fromEntries(looks),
  'one sentence decides, and a tick stands on the better measure': async ({ page, open }) => {
    await open();
    await ready(page);
    assert.match(
      await lede(page),
      /Gardez 700 \/ 100[\s\S]+9 questions sur 10[\s\S]+7 avec 300 \/ 50[\s\S]+57\s% de moins/u,
    );
    const [a, b] = await page.locator('.vs tbody tr').allInnerTexts();
    assert.match(a ?? '', /93[\s\S]+entière[\s\S]+mieux\s:\s+9 sur 10/u);
    assert.match(b ?? '', /coupée[\s\S]+7 sur 10/u);
  },
  'the cut in the answer is a line with its consequence': async ({ page, open }) => {
    await open();
    await ready(page);
    assert.match(await page.innerText('.cutr'), /B coupe ici\s: «\s.+\s» finit dans \d, «\s.+\s» commence dans \d/u);
    assert.match(
      await page
        .locator('.al mark')
        .allInnerTexts()
        .then(all => all.join(' ')),
      /dernier tram part/,
    );
    assert.match(await page.getAttribute('.map', 'aria-label'), /morceaux de A[\s\S]+réponse est entre/u);
  },
  'pages as they are beside cleaned ones: what A lacks is dim and outside its lanes': async ({ page, open }) => {
    await open({ case: 'cleaning' });
    await ready(page);
    const gone = await page.locator('.gone .tx').allInnerTexts();
    assert.match(gone.join('\n'), /cookies[\s\S]+Mentions/);
    assert.equal(await page.locator('.gone td:nth-child(-n+2).ln.f').count(), 0);
  },
  'a changed setting is measured at once': async ({ page, open, asked }) => {
    await open();
    await ready(page);
    await page.click('.pk >> nth=1');
    await page.fill('#set1s', '400');
    await page.keyboard.press('Tab');
    await page.selectOption('#set1m', 'sentence');
    await page.waitForFunction(() => /phrases 400 \/ 50/.test(document.querySelectorAll('.pk')[1]?.textContent ?? ''));
    const last = (await asked()).filter(({ verb }) => verb === 'compare').at(-1).params;
    assert.deepEqual(last.settings[1], { method: 'sentence', chunkSize: 400, chunkOverlap: 50, isCleaned: true });
  },
  'an overlap stays below its size': async ({ page, open, asked }) => {
    await open();
    await ready(page);
    await page.click('.pk >> nth=0');
    await page.fill('#set0o', '900');
    await page.keyboard.press('Tab');
    const last = (await asked()).filter(({ verb }) => verb === 'compare').at(-1).params;
    assert.equal(last.settings[0].chunkOverlap, 699);
  },
  'another question, another sentence': async ({ page, open, asked }) => {
    await open();
    await ready(page);
    await page.click('.ask [type=button]');
    await page.fill('#question', 'La navette part-elle par grand vent ?');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /60 km/.test(document.querySelector('.al mark')?.textContent ?? ''));
    const compares = (await asked()).filter(({ verb }) => verb === 'compare').map(({ params }) => params);
    assert.deepEqual(
      compares.slice(-2).map(({ answer }) => answer),
      [1, 0],
    );
  },
  'ten questions with both ranks; one leads to its answer': async ({ page, open }) => {
    await open();
    await ready(page);
    await page.focus('[role=tab] >> nth=0');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.qt');
    assert.equal(await page.locator('.qt tbody tr').count(), 10);
    assert.equal(await page.locator('.qt .win').count(), 6);
    await page.click('.qt .link >> nth=5');
    await page.waitForFunction(() => /60 km/.test(document.querySelector('.al mark')?.textContent ?? ''));
  },
  'keeps, copies and exports': async ({ page, open, asked }) => {
    await open();
    await ready(page);
    await page.click('.head .btn');
    for (const at of [0, 1, 2, 3, 4]) {
      await page.click('[popovertarget=out]');
      await page.click(`.out button >> nth=${at}`);
      await page.keyboard.press('Escape');
    }
    const verbs = (await asked()).map(({ verb, params }) =>
      `${verb} ${params?.form ?? params?.setting?.chunkSize ?? ''}`.trim(),
    );
    for (const verb of [
      'keep 700',
      'copyTable csv',
      'copyTable json',
      'saveTable csv',
      'saveTable json',
      'saveTable markdown',
    ])
      assert.ok(verbs.includes(verb), verb);
  },
  'no question set: says how to make one': async ({ page, open, asked }) => {
    await open({ case: 'noSet' });
    await ready(page);
    await page.click('[role=tab] >> nth=1');
    await page.click('.empty .btn');
    assert.ok((await asked()).some(({ verb }) => verb === 'openQuestions'));
  },
  'progress is told and can be stopped': async ({ page, open, asked }) => {
    await open();
    await ready(page);
    await page.evaluate(() => globalThis.fakeHost.tell.moved({ done: 7, total: 24 }));
    await page.waitForFunction(() => /7 pages sur 24/.test(document.querySelector('.work')?.textContent ?? ''));
    await page.click('.work .btn');
    assert.ok((await asked()).some(({ verb }) => verb === 'stop'));
    await open({ case: 'stopped' });
    await page.click('.empty .btn');
    assert.equal((await asked()).filter(({ verb }) => verb === 'compare').length, 2);
  },
  'a long page is shown around its answer': async ({ page, open }) => {
    await open({ case: 'long' });
    await ready(page);
    assert.match(await page.innerText('.body'), /Page longue/);
    assert.ok((await page.locator('.al tr').count()) < 600);
  },
  'comes back as it was left': async ({ page, open }) => {
    await open();
    await ready(page);
    await page.click('[role=tab] >> nth=1');
    await page.waitForSelector('.qt');
    await page.reload();
    await page.waitForSelector('.qt');
  },
};
