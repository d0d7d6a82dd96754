// Looking at a table of a million rows, as a person sees it: from the start of the page, a key or a click until the rows
// have been painted by Chromium, through the page and the engine process; beside DuckDB and parquetjs-lite, which paint
// nothing. Then fifty columns while somebody scrolls.
import { join } from 'node:path';
import { longestBlank } from '../../webview/longestBlank.mjs';
import { inFolder } from '../bundle.mjs';
import { median, takeTurns } from '../measure.mjs';
import { megabytes } from '../tableEngine.mjs';
import { openTablePages } from '../tablePage.mjs';
import * as peers from '../tablePeers.mjs';
import { FAR, FARE, TITLE } from '../tablePeers.mjs';

const ROUNDS = 5;
const SCROLLS = 3;
const AIM_BLANK_MS = 100;

export async function measure() {
  const found = peers.findPython();
  if ('missing' in found) return { skipped: found.missing };
  const pages = await openTablePages();
  if ('missing' in pages) return { skipped: pages.missing };
  const measured = inFolder(async folder => ({
    rows: [...(await looks(found.python, folder, pages)), ...(await scrolls(found.python, folder, pages))],
  }));
  return measured.finally(pages.close);
}

async function looks(python, folder, pages) {
  const file = join(folder, 'rows.parquet');
  peers.writeTable(python, file);
  const seen = { ours: [], duckdb: [], lite: [] };
  const keep = (name, session) => async round => {
    const figures = await session();
    if (round >= 0) seen[name].push(figures);
  };
  await takeTurns(
    {
      ours: keep('ours', () => pages.look(file, look)),
      duckdb: keep('duckdb', () => peers.lookWithDuckdb(python, file)),
      lite: keep('lite', () => peers.lookWithLite(file)),
    },
    ROUNDS,
  );
  return WAITS.flatMap(wait => peers.besidePeers(seen, wait));
}

const WAITS = [
  { what: 'first rows painted', name: 'first', aim: 300 },
  { what: 'row 900,000 painted', name: 'jump', aim: 250 },
  { what: 'painted, sorted by doubles', name: 'sort', aim: 1500 },
  { what: 'then its middle', name: 'middle' },
  { what: 'painted, sorted by texts', name: 'sortTexts', aim: 1500 },
];

async function look(page) {
  const first = await page.evaluate(() => globalThis.firstPainted);
  const jump = await page.evaluate(jumpTo, FAR);
  const sort = await page.evaluate(sortBy, { column: FARE, first: '0' });
  const middle = await page.evaluate(toMiddle);
  const sortTexts = await page.evaluate(sortBy, { column: TITLE, first: 'Delay number 0 on line T0' });
  return { first, jump, sort, middle, sortTexts };
}

// These run in the page.

async function jumpTo(row) {
  const field = document.getElementById('go');
  field.focus();
  field.value = String(row);
  const started = performance.now();
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  const isRow = one => one.querySelector('.gd-no').textContent.replaceAll(/\D/g, '') === String(row);
  return (await globalThis.painted(isRow)) - started;
}

async function sortBy({ column, first }) {
  const grid = document.getElementById('grid');
  grid.scrollTop = 0;
  await globalThis.painted(row => row.querySelector('[id^="grid-0-"]') !== null);
  const started = performance.now();
  document.getElementById(`grid-h-${column}`).click();
  const isFirst = row => row.querySelector(`[id="grid-0-${column}"]`)?.textContent.trim() === first;
  return (await globalThis.painted(isFirst)) - started;
}

async function toMiddle() {
  const grid = document.getElementById('grid');
  const at = () => Number(document.querySelector('.gd-rows .gd-row').getAttribute('aria-rowindex'));
  const started = performance.now();
  grid.scrollTop = (grid.scrollHeight - grid.clientHeight) / 2;
  return (await globalThis.painted(() => at() > 400_000)) - started;
}

/**
 * Rows of before may stand for a while where others are wanted, which is no blank: of so many places that were gone to,
 * one each frame, or each fifth of a second, more are shown the sooner their rows come.
 */
const STANDS = { 'dragged from end to end': 181, jumps: 20 };

async function scrolls(python, folder, pages) {
  const file = join(folder, 'wide.parquet');
  peers.writeTable(python, file, 5);
  return pages.look(file, async (page, pid) => {
    await page.evaluate(() => globalThis.firstPainted);
    const seen = [];
    const memory = [];
    for (let round = 0; round < SCROLLS; round += 1) {
      seen.push(await longestBlank(page));
      memory.push(megabytes(pid));
    }
    const blanks = Object.keys(seen[0]).map(way => {
      const ours = median(seen.map(longest => longest[way].ms));
      const goal = { aim: `≤ ${AIM_BLANK_MS} ms`, met: ours <= AIM_BLANK_MS };
      return { what: `50 columns, longest blank, ${way}, ms`, ours, ...goal };
    });
    const places = Object.entries(STANDS).map(([way, of]) => {
      const ours = median(seen.map(longest => longest[way].shown));
      return { what: `50 columns, places shown of ${of} gone to, ${way}`, ours };
    });
    return [...blanks, ...places, ...grown(memory)];
  });
}

function grown(memory) {
  if (memory.includes(null)) return [];
  const times = memory.at(-1) / memory[0];
  return [
    { what: 'engine process after it, MB', ours: memory[0] },
    { what: 'and after two times more, times as much', ours: times, aim: '≤ 1.25', met: times <= 1.25 },
  ];
}
