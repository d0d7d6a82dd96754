import assert from 'node:assert/strict';
import path from 'node:path';
import { lookAt } from '../looks.mjs';

export const cases = [
  ...['collection', 'noFolder', 'noRun', 'emptyCollection', 'alias', 'failed', 'underWay', 'notIndexed'],
  ...['runGone', 'locked', 'corrupt', 'engineGone'],
];

const out = path.join(import.meta.dirname, '../out');
const card = page => page.innerText('aside');
const isPicked = (page, n) => page.waitForFunction(at => document.querySelector('aside h2 .sw')?.textContent === at, n);

async function pickFirst(page) {
  await page.focus('.rows');
  await page.keyboard.press('ArrowDown');
  await isPicked(page, '1');
}

/** Every look with a chunk picked, in both forms: what the shared suite sees has nothing picked yet. */
const looks = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'].flatMap(theme =>
  [1000, 746, 360, 300].map(width => [
    `a picked chunk: ${theme}, ${width} px`,
    async ({ page, open, lines }) => {
      await open({ theme, width });
      await pickFirst(page);
      await page.keyboard.press('ArrowDown');
      await isPicked(page, '2');
      await page.screenshot({ path: path.join(out, `chunks-picked-${theme}-${width}.png`) });
      await lookAt(page, lines);
      await page.click('[role=tab] >> nth=1');
      await page.waitForSelector('.doc .sel');
      await page.screenshot({ path: path.join(out, `chunks-text-${theme}-${width}.png`) });
      await lookAt(page, lines);
    },
  ]),
);

const FRAME_MS = 1000 / 60;
const selected = page => page.getAttribute('.vrow[aria-selected=true]', 'id');

/**
 * The longest time in which a row in sight had no text yet, while the list is scrolled without a pause: in frames too,
 * because a busy machine stretches each of them.
 */
const longestBlank = page =>
  page.evaluate(async () => {
    const list = document.querySelector('.rows');
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    const isBlank = () => {
      const { top, bottom } = list.getBoundingClientRect();
      const rows = [...list.querySelectorAll('.vrow')].map(row => [row, row.getBoundingClientRect()]);
      const seen = rows.filter(([, box]) => box.bottom > top && box.top < bottom);
      const covered = seen.reduce((sum, [, box]) => sum + Math.min(bottom, box.bottom) - Math.max(top, box.top), 0);
      return covered < bottom - top - 1 || seen.some(([row]) => row.querySelector('.blank'));
    };
    const longest = {};
    const scroll = async (name, step, turns) => {
      let [since, blank, worst, frames] = [null, 0, 0, 0];
      const shown = new Set();
      for (let turn = 0; turn < turns || since !== null; turn += 1) {
        if (turn < turns) list.scrollTop = step(turn);
        await frame();
        const now = performance.now();
        blank = isBlank() ? blank + 1 : 0;
        since = blank === 0 ? null : (since ?? now);
        shown.add(list.querySelector('.vrow')?.textContent);
        frames = Math.max(frames, blank);
        worst = Math.max(worst, since === null ? 0 : now - since);
      }
      longest[name] = { ms: Math.round(worst), frames, shown: shown.size };
    };
    const most = list.scrollHeight - list.clientHeight;
    await scroll('wheel', turn => turn * 120, 300);
    await scroll('fast wheel', turn => 36_000 + turn * 900, 300);
    await scroll('dragged from end to end', turn => (most * turn) / 240, 241);
    await scroll('jumps', turn => (turn % 12 === 0 ? most * ((turn * 0.618) % 1) : list.scrollTop), 360);
    return longest;
  });

export const tests = {
  ...Object.fromEntries(looks),
  'arrows walk, the card follows, Enter opens at the place, Escape leaves': async ({ page, open, asked }) => {
    await open();
    await pickFirst(page);
    await page.keyboard.press('End');
    await isPicked(page, '5');
    assert.equal(await selected(page), 'row-4');
    await page.keyboard.press('Home');
    await isPicked(page, '1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('aside') === null);
    const verbs = (await asked()).map(({ verb }) => verb);
    assert.equal(verbs.filter(verb => verb === 'showPlace').length, 1);
    assert.equal(verbs.filter(verb => verb === 'leave').length, 3);
  },
  'a chunk that a command asked for is picked, in the list too': async ({ page, open }) => {
    await open({ case: 'wanted', height: 420 });
    await isPicked(page, '5');
    await page.waitForFunction(() => document.querySelector('.vrow[aria-selected=true]')?.id === 'row-4');
    const row = await page.locator('#row-4').boundingBox();
    const list = await page.locator('.rows').boundingBox();
    assert.ok(row.y >= list.y && row.y + row.height <= list.y + list.height + 1, 'it is in sight');
  },
  'a screen reader is told which of how many': async ({ page, open }) => {
    await open({ case: 'hundredThousand' });
    await page.focus('.rows');
    await page.keyboard.press('End');
    await page.waitForFunction(() => document.querySelector('[aria-selected=true] .what:not(.blank)'));
    const row = page.locator('.vrow[aria-selected=true]');
    assert.deepEqual(
      [await row.getAttribute('aria-posinset'), await row.getAttribute('aria-setsize')],
      ['100000', '100000'],
    );
    assert.equal(await page.getAttribute('.rows', 'aria-activedescendant'), 'row-99999');
    assert.ok((await page.locator('.vrow').count()) < 100, 'only the rows in sight are in the page');
  },
  'a hundred thousand chunks scroll without a blank of 100 ms': async ({ page, open, asked }) => {
    await open({ case: 'hundredThousand' });
    const longest = await longestBlank(page);
    const counts = (await asked()).filter(({ verb }) => verb === 'rows').map(({ params }) => params.count);
    console.log(`      longest blank: ${JSON.stringify(longest)}; ${counts.length} questions`);
    for (const { frames } of Object.values(longest)) assert.ok(frames * FRAME_MS < 100, JSON.stringify(longest));
    assert.ok(longest['dragged from end to end'].shown > 20, 'the list goes along with the bar');
    assert.ok(counts.every(count => count <= 100));
  },
  'the card says all of a chunk': async ({ page, open }) => {
    await open();
    await pickFirst(page);
    await page.keyboard.press('ArrowDown');
    await isPicked(page, '2');
    const text = await card(page);
    for (const fact of [/Morceau 2 sur 5/, /391 caractères, 98 tokens/, /caractères 410 à 801, lignes 7 à 15/])
      assert.match(text, fact);
    for (const fact of [
      /offline \((lexical, not semantic|lexical, pas sémantique)\), 1.024 dimensions/,
      /norme 1/,
      /11 car. communs/,
      /22 car. communs/,
      /## Horaires/,
    ])
      assert.match(text, fact);
    assert.match(await page.getAttribute('.spark', 'aria-label'), /Forme du vecteur, de -?\d/);
  },
  'neighbours: by button, by Alt and an arrow, and the list goes along': async ({ page, open }) => {
    await open();
    await pickFirst(page);
    await page.click('.nb button');
    await isPicked(page, '2');
    assert.equal(await selected(page), 'row-1');
    await page.keyboard.press('Alt+ArrowDown');
    await isPicked(page, '3');
    assert.equal(await selected(page), 'row-2');
  },
  'on the Markdown: overlaps are marked, a click picks': async ({ page, open }) => {
    await open();
    await pickFirst(page);
    await page.click('[role=tab] >> nth=1');
    await page.waitForSelector('.doc .sel');
    assert.equal(await page.innerText('.doc .ov.sel'), '## Horaires');
    await page.click('.doc .no >> nth=3');
    await isPicked(page, '4');
    await page.waitForFunction(() => document.querySelector('.doc [aria-current]')?.textContent.trim() === '4');
    assert.match(await page.innerText('.doc'), /^1\s?# 🚊 Tram A/u);
  },
  'the map picks, too': async ({ page, open }) => {
    await open();
    await page.click('.map rect >> nth=2', { force: true });
    await isPicked(page, '3');
  },
  'similar chunks with their score, and a way back': async ({ page, open }) => {
    await open();
    await pickFirst(page);
    await page.keyboard.press('End');
    await isPicked(page, '5');
    await page.click('aside .btn.alt');
    await page.waitForSelector('.back');
    assert.match(await page.innerText('.vrow >> nth=0'), /0,\d\d/);
    assert.ok(!(await page.locator('.vrow').allInnerTexts()).some(text => text.includes('## Vélos et poussettes')));
    await page.click('.vrow >> nth=0');
    await page.waitForFunction(() => !document.querySelector('aside').innerText.includes('Morceau 5 sur 5'));
    await page.click('.back button');
    await isPicked(page, '5');
    assert.equal(await selected(page), 'row-4');
  },
  'copies as JSON and as text': async ({ page, open, asked }) => {
    await open();
    await pickFirst(page);
    await page.click('aside [aria-label="Copier en JSON"]');
    await page.click('aside [aria-label="Copier le texte"]');
    const copies = (await asked()).filter(({ verb }) => verb === 'copy').map(({ params }) => params.as);
    assert.deepEqual(copies, ['json', 'text']);
  },
  'a whole collection, and back to the Source': async ({ page, open }) => {
    await open();
    await page.selectOption('select', { label: 'Collection : default' });
    await page.waitForFunction(() => document.querySelectorAll('.vrow').length === 6);
    assert.match(await page.innerText('.vrow >> nth=5'), /Orva Vélo/);
    await page.selectOption('select', { index: 0 });
    await page.waitForFunction(() => document.querySelectorAll('.vrow').length === 5);
  },
  'comes back as it was left, scrolled and picked': async ({ page, open }) => {
    await open({ case: 'hundredThousand' });
    await page.evaluate(() => void (document.querySelector('.rows').scrollTop = 2_000_000));
    await page.waitForFunction(() => document.querySelector('#row-43480 .what:not(.blank)'));
    await page.click('#row-43485');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('#row-43485[aria-selected=true] .what:not(.blank)'));
    assert.ok(Math.abs((await page.evaluate(() => document.querySelector('.rows').scrollTop)) - 2_000_000) < 300);
  },
  'an index that was written shows its new rows without losing the place': async ({ page, open, asked }) => {
    await open();
    await pickFirst(page);
    const before = (await asked()).filter(({ verb }) => verb === 'rows').length;
    await page.evaluate(() => globalThis.fakeHost.tell.changed({}));
    await page.waitForFunction(
      count => globalThis.fakeHost.asked.filter(({ verb }) => verb === 'rows').length > count,
      before,
    );
    await isPicked(page, '1');
  },
  'a Markdown that changed is said, with what helps': async ({ page, open, asked }) => {
    await open({ case: 'changedFile' });
    await pickFirst(page);
    assert.match(await card(page), /n’est plus le texte[\s\S]+Exécuter cette Source[\s\S]+L’ouvrir tel quel/);
    await page.click('aside .btn >> text=L’ouvrir tel quel');
    assert.ok((await asked()).some(({ verb }) => verb === 'openMarkdown'));
    await page.click('[role=tab] >> nth=1');
    await page.waitForSelector('.left [role=alert]');
  },
  'an engine that dies while the card is awaited: a sentence, and Retry': async ({ page, open, lines }) => {
    await open({ case: 'engineDies' });
    await page.focus('.rows');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector('aside [role=alert]');
    assert.match(await card(page), /Le processus du moteur s’est arrêté[\s\S]+Réessayer/);
    await lookAt(page, lines);
  },
  'empty states have a button that helps': async ({ page, open, asked }) => {
    for (const [sample, act] of [
      ['noFolder', 'openFolder'],
      ['noRun', 'run'],
      ['emptyCollection', 'run'],
      ['failed', 'runSource'],
      ['notIndexed', 'runSource'],
      ['runGone', 'newest'],
    ]) {
      await open({ case: sample });
      await page.click('main .btn:not(.alt)');
      const [{ params }] = (await asked()).filter(({ verb }) => verb === 'act');
      assert.equal(params.what, act, sample);
    }
    await open({ case: 'alias' });
    await page.click('main .btn');
    assert.ok((await asked()).some(({ verb, params }) => verb === 'show' && /velo$/.test(params.uri)));
  },
};
