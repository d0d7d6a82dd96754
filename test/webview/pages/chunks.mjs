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

export const tests = {
  ...Object.fromEntries(looks),
};
