// What must hold of the grid, on the page of a table.
import assert from 'node:assert/strict';
import path from 'node:path';
import { lookAt } from '../looks.mjs';

const out = path.join(import.meta.dirname, '../out');
const FRAME_MS = 1000 / 60;

const active = page => page.getAttribute('#grid', 'aria-activedescendant');
const isActive = (page, id) =>
  page.waitForFunction(
    at => document.getElementById('grid').getAttribute('aria-activedescendant') === at && document.getElementById(at),
    id,
  );
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** What the column shows of the rows in sight. */
const shown = (page, column) =>
  page.$$eval(`.gd-rows [id^=grid-][id$="-${column}"].gd-c`, cells => cells.map(cell => cell.innerText.trim()));
const isShown = (page, column, first) =>
  page.waitForFunction(
    ([at, values]) => {
      const cells = [...document.querySelectorAll(`.gd-rows [id^=grid-][id$="-${at}"].gd-c`)];
      return values.every((value, place) => cells[place]?.innerText.trim() === value);
    },
    [column, first],
  );
const numbers = page => page.$$eval('.gd-rows .gd-no', all => all.map(one => one.innerText.replaceAll(/\s/g, '')));
const isFirst = (page, number) =>
  page.waitForFunction(
    wanted => document.querySelector('.gd-rows .gd-no')?.innerText.replaceAll(/\s/g, '') === wanted,
    number,
  );
const says = (page, words) =>
  page.waitForFunction(wanted => document.body.innerText.replaceAll(/[\u00a0\u202f]/g, ' ').includes(wanted), words);
const asks = async (asked, verb) => (await asked()).filter(one => one.verb === verb).map(({ params }) => params);

/**
 * The longest time in which a cell in sight had no value yet, while the grid is scrolled without a pause: in frames too,
 * because a busy machine stretches each of them.
 */
const longestBlank = page =>
  page.evaluate(async () => {
    const grid = document.getElementById('grid');
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    const isBlank = () => {
      const { bottom, right } = grid.getBoundingClientRect();
      const rows = [...document.querySelectorAll('.gd-rows .gd-row')];
      const last = rows.at(-1)?.getBoundingClientRect().bottom ?? 0;
      const edge = Math.max(
        ...[...(rows[0]?.querySelectorAll('.gd-c') ?? [])].map(one => one.getBoundingClientRect().right),
      );
      const isWhole = last >= bottom - 20 && edge >= right - 20;
      return !isWhole || document.querySelector('.gd-rows .gd-wait') !== null;
    };
    const longest = {};
    const scroll = async (name, step, turns) => {
      let [since, blank, worst, frames] = [null, 0, 0, 0];
      const met = new Set();
      for (let turn = 0; turn < turns || since !== null; turn += 1) {
        if (turn < turns) step(turn);
        await frame();
        const now = performance.now();
        blank = isBlank() ? blank + 1 : 0;
        since = blank === 0 ? null : (since ?? now);
        met.add(document.querySelector('.gd-rows .gd-no')?.textContent);
        frames = Math.max(frames, blank);
        worst = Math.max(worst, since === null ? 0 : now - since);
      }
      longest[name] = { ms: Math.round(worst), frames, shown: met.size };
    };
    const [most, wide] = [grid.scrollHeight - grid.clientHeight, grid.scrollWidth - grid.clientWidth];
    const wheel = px => grid.dispatchEvent(new WheelEvent('wheel', { deltaY: px, cancelable: true, bubbles: true }));
    await scroll('wheel', () => wheel(120), 240);
    await scroll('fast wheel', () => wheel(900), 240);
    await scroll('dragged from end to end', turn => (grid.scrollTop = (most * turn) / 180), 181);
    await scroll('across', turn => (grid.scrollLeft = (wide * turn) / 120), 121);
    await scroll('jumps', turn => turn % 12 === 0 && (grid.scrollTop = most * ((turn * 0.618) % 1)), 240);
    return longest;
  });

const looks = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'].flatMap(theme =>
  [1000, 360].map(width => [
    `a sorted, filtered grid with a value beside it: ${theme}, ${width} px`,
    async ({ page, open, lines }) => {
      await open({ theme, width });
      await page.fill('#grid-f-1', '> 5');
      await says(page, 'après filtre');
      await page.focus('#grid');
      await press(page, 'ArrowDown', 'ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowRight');
      await press(page, 'Enter');
      await page.waitForSelector('.value h2');
      await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
      await page.screenshot({ path: path.join(out, `table-value-${theme}-${width}.png`) });
      await lookAt(page, lines);
    },
  ]),
);

export const gridTests = {
  ...Object.fromEntries(looks),
  'a million rows of fifty columns scroll without a blank of 100 ms': async ({ page, open, asked }) => {
    await open({ case: 'million' });
    const longest = await longestBlank(page);
    const questions = await asks(asked, 'rows');
    console.log(`      longest blank: ${JSON.stringify(longest)}; ${questions.length} questions`);
    for (const { frames } of Object.values(longest)) assert.ok(frames * FRAME_MS < 100, JSON.stringify(longest));
    assert.ok(longest['dragged from end to end'].shown > 20, 'the grid goes along with the bar');
    assert.ok(questions.every(({ count, columns }) => count <= 200 && columns.length <= 100));
    assert.ok((await page.locator('.gd-c').count()) < 600, 'only what is in sight is in the page');
  },
  'keys walk as in a spreadsheet, and a cell that is scrolled away is not lost': async ({ page, open }) => {
    await open();
    await page.focus('#grid');
    await press(page, 'ArrowDown', 'ArrowRight', 'ArrowRight');
    await isActive(page, 'grid-1-2');
    await press(page, 'Home', 'ArrowUp', 'ArrowUp');
    await isActive(page, 'grid-0-0');
    await press(page, 'Control+End');
    await isActive(page, 'grid-19999-11');
    assert.equal(await page.getAttribute('#grid', 'aria-rowcount'), '20002');
    assert.equal(await page.locator('.gd-row:has(#grid-19999-11)').getAttribute('aria-rowindex'), '20002');
    assert.equal(await page.getAttribute('#grid-19999-11', 'aria-colindex'), '13');
    await press(page, 'Control+Home', 'PageDown');
    assert.match(await active(page), /^grid-2\d-0$/);
    await press(page, 'Control+ArrowDown');
    await isActive(page, 'grid-19999-0');
    await page.evaluate(() => void (document.getElementById('grid').scrollTop = 0));
    await isFirst(page, '1');
    await isActive(page, 'grid-19999-0');
    await press(page, 'ArrowUp');
    await isActive(page, 'grid-19998-0');
    assert.ok((await numbers(page)).includes('19999'), 'it is in sight again');
  },
  'a screen reader hears the column and the value': async ({ page, open }) => {
    await open();
    await page.focus('#grid');
    await page.waitForFunction(() =>
      /^id, \d{16}$/.test(document.getElementById('grid-0-0')?.getAttribute('aria-label')),
    );
    assert.equal(await page.getAttribute('#grid-h-0', 'role'), 'columnheader');
  },
  'what is selected is copied through the host: a cell, a rectangle, rows, a column, all of a million': async ({
    page,
    open,
    asked,
  }) => {
    await open({ case: 'million' });
    await page.focus('#grid');
    await press(page, 'Control+c', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight', 'Control+c');
    await says(page, '3 lignes × 2 colonnes');
    await press(page, 'Shift+Space', 'Control+c', 'Escape', 'Control+Space', 'Control+c', 'Control+a', 'Control+c');
    await page.waitForFunction(() => globalThis.fakeHost.asked.filter(({ verb }) => verb === 'copy').length === 5);
    const copies = (await asks(asked, 'copy')).map(({ from, count, columns, as }) => [as, from, count, columns.length]);
    assert.deepEqual(copies, [
      ['tsv', 0, 1, 1],
      ['tsv', 0, 3, 2],
      ['tsv', 2, 1, 50],
      ['tsv', 0, 1_000_000, 1],
      ['tsv', 0, 1_000_000, 50],
    ]);
    assert.ok((await asks(asked, 'rows')).length < 10, 'nothing was loaded for it');
  },
  'the mouse selects: a click, Shift and a click, a drag, a row by its number': async ({ page, open, asked }) => {
    await open();
    await page.click('#grid-2-1');
    await isActive(page, 'grid-2-1');
    await page.click('#grid-5-3', { modifiers: ['Shift'] });
    await says(page, '4 lignes × 3 colonnes');
    await page.click('.gd-rows .gd-row:nth-child(8) .gd-no');
    await says(page, '1 ligne × 12 colonnes');
    const [from, to] = [await page.locator('#grid-1-1').boundingBox(), await page.locator('#grid-3-2').boundingBox()];
    await page.mouse.move(from.x + 9, from.y + 9);
    await page.mouse.down();
    await page.mouse.move(to.x + 9, to.y + 9, { steps: 4 });
    await page.mouse.up();
    await says(page, '3 lignes × 2 colonnes');
    await press(page, 'Control+c');
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(({ verb }) => verb === 'copy'));
    assert.deepEqual((await asks(asked, 'copy'))[0].columns, [1, 2]);
  },
  'a click on a name sorts, Shift and a click adds, by key too; NULL comes last': async ({ page, open, asked }) => {
    await open();
    await page.click('#grid-h-1');
    await isShown(page, 1, ['0', '0', '0']);
    assert.equal(await page.getAttribute('#grid-h-1', 'aria-sort'), 'ascending');
    await page.click('#grid-h-1');
    await isShown(page, 1, ['39', '39', '39']);
    await page.click('#grid-h-2', { modifiers: ['Shift'] });
    await page.waitForSelector('#grid-h-2 .gd-order');
    await says(page, 'filtre et tri sur toutes les lignes, 38 ms');
    await page.focus('.gd-head');
    await press(page, 'Home', 'ArrowRight', 'Enter');
    await isFirst(page, '1');
    assert.equal(await page.getAttribute('#grid-h-1', 'aria-sort'), null);
    const sorts = (await asks(asked, 'arrange')).map(({ query }) => query.sort.map(({ column }) => column));
    assert.deepEqual(sorts, [[1], [1], [1, 2]]);
  },
  'a filter is typed under the header, its fault stands at its field, it is cleared where it is seen': async ({
    page,
    open,
    lines,
  }) => {
    await open();
    await page.fill('#grid-f-4', 'arsenal');
    await says(page, 'après filtre');
    await isShown(page, 4, ['Arsenal', 'Arsenal', 'Arsenal', 'Arsenal']);
    await page.fill('#grid-f-1', '> beaucoup');
    await page.waitForSelector('#grid-f-1[aria-invalid]');
    assert.match(await page.innerText('.gd-fault'), /«\sbeaucoup\s» n’est pas un nombre/);
    await page.screenshot({ path: path.join(out, 'table-fault.png') });
    await lookAt(page, lines);
    await page.fill('#grid-f-1', '> 100');
    await says(page, 'Aucune ligne ne correspond');
    await page.screenshot({ path: path.join(out, 'table-no-match.png') });
    await lookAt(page, lines);
    await page.click('.gd-empty .btn');
    await page.waitForFunction(() => !document.body.innerText.includes('après filtre'));
    assert.equal(await page.inputValue('#grid-f-4'), '');
    await isFirst(page, '1');
  },
  'long work says how far it is and can be stopped: what was shown holds': async ({ page, open, asked }) => {
    await open({ case: 'slow' });
    await page.click('#grid-h-1');
    await page.waitForFunction(() => document.querySelector('.tabs progress')?.value === 4000);
    await page.click('.bar0 button');
    await page.waitForFunction(() => document.querySelector('.tabs progress') === null);
    assert.equal(await page.getAttribute('#grid-h-1', 'aria-sort'), null);
    assert.equal((await asks(asked, 'stop')).length, 1);
    assert.equal((await numbers(page))[0], '1');
  },
  'columns are resized, hidden, pinned and fitted': async ({ page, open }) => {
    await open();
    const width = async at => (await page.locator(`#grid-h-${at}`).boundingBox()).width;
    const before = await width(1);
    const grip = await page.locator('#grid-h-1 .gd-grip').boundingBox();
    await page.mouse.move(grip.x + 2, grip.y + 9);
    await page.mouse.down();
    await page.mouse.move(grip.x + 62, grip.y + 9, { steps: 3 });
    await page.mouse.up();
    assert.ok(Math.abs((await width(1)) - before - 60) < 3);
    assert.equal(await page.getAttribute('#grid-h-1', 'aria-sort'), null, 'nothing was sorted by it');
    await page.focus('.gd-head');
    await press(page, 'Home', 'Shift+ArrowRight');
    await page.focus('.gd-head');
    await press(page, 'ArrowRight', 'ContextMenu');
    await page.click('[role=menuitem] >> text=Épingler');
    await page.waitForSelector('#grid-h-1.gd-pin');
    await page.evaluate(() => void (document.getElementById('grid').scrollLeft = 600));
    await page.waitForFunction(() => document.getElementById('grid-h-7') !== null);
    const pinned = await page.locator('#grid-h-1').boundingBox();
    assert.ok(pinned.x < 100 && (await page.locator('#grid-0-1').boundingBox()).x === pinned.x);
    await page.click('[popovertarget=columns]');
    await page.fill('#columns input[type=search]', 'horo');
    await page.uncheck('#columns li input');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.getElementById('grid-h-6') === null);
    assert.equal(await page.getAttribute('#grid', 'aria-colcount'), '12');
  },
  'a field at the edge comes in sight with its rows, and the row numbers stay': async ({ page, open, lines }) => {
    await open();
    const edge = await page.$$eval('.gd-f', all => Number(all.at(-1).id.split('-').at(-1)));
    await page.focus(`#grid-f-${edge}`);
    await page.waitForFunction(
      id => document.getElementById(id).getBoundingClientRect().right <= innerWidth + 1,
      `grid-f-${edge}`,
    );
    assert.equal(await page.$eval('.gd-pane', pane => pane.scrollLeft), 0);
    assert.equal((await page.locator('.gd-rows .gd-no').first().boundingBox()).x, 0);
    await page.focus('.gd-head');
    await press(page, 'ContextMenu');
    await page.waitForSelector('[role=menu]:popover-open');
    await page.screenshot({ path: path.join(out, 'table-menu.png') });
    await lookAt(page, lines);
  },
  'comes back as it was left: query, widths, hidden and pinned columns, place, cell, panel': async ({ page, open }) => {
    await open();
    await page.click('#grid-h-1');
    await isShown(page, 1, ['0', '0']);
    await page.evaluate(() => void (document.getElementById('grid').scrollTop = 24_000));
    await page.waitForSelector('#grid-1003-2');
    await page.click('#grid-1003-2');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.value h2');
    const before = await numbers(page);
    await page.reload();
    await page.waitForSelector('.value h2');
    await isActive(page, 'grid-1003-2');
    await isFirst(page, before[0]);
    assert.equal(await page.getAttribute('#grid-h-1', 'aria-sort'), 'ascending');
  },
  'a file that has changed is told, and read anew without losing the place': async ({ page, open, asked, lines }) => {
    await open();
    await page.evaluate(() => void (document.getElementById('grid').scrollTop = 24_000));
    await isFirst(page, '1001');
    await page.evaluate(() => globalThis.fakeHost.tell.changed({}));
    await says(page, 'Le fichier a changé sur le disque');
    await lookAt(page, lines);
    await page.click('.line button');
    await page.waitForFunction(() => document.querySelector('.line') === null);
    await isFirst(page, '1001');
    assert.equal((await asks(asked, 'open')).length, 2);
  },
  'a row that the host names comes in sight, marked; one that the filter hides is said': async ({ page, open }) => {
    await open();
    await page.evaluate(() => globalThis.fakeHost.tell.showRow({ row: 12_345, column: 'station' }));
    await isActive(page, 'grid-12345-4');
    await page.waitForFunction(
      () => document.querySelector('.gd-marked .gd-no')?.innerText.replaceAll(/\s/g, '') === '12346',
    );
    await page.fill('#grid-f-1', '> 100');
    await says(page, 'Aucune ligne ne correspond');
    await page.fill('#go', '12 346');
    await press(page, 'Enter');
    await says(page, 'La ligne 12 346 est masquée par le filtre');
    await page.click('.line button');
    await isActive(page, 'grid-12345-4');
    // Without the filter it is in sight.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.gd-no')].some(one => one.innerText.replaceAll(/\s/g, '') === '12346'),
    );
    await page.fill('#go', '19 000');
    await press(page, 'Enter');
    await isActive(page, 'grid-18999-4');
  },
  'a billion rows of a thousand columns have no wall': async ({ page, open }) => {
    await open({ case: 'billion' });
    await page.focus('#grid');
    await press(page, 'Control+End');
    await isActive(page, 'grid-999999999-999');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.gd-no')].some(one => /^1.000.000.000$/.test(one.innerText.trim())),
    );
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, -240);
    await page.waitForFunction(() => document.getElementById('grid-999999970-999') !== null);
    await press(page, 'Control+Home', 'PageDown');
    await page.waitForFunction(
      () => document.getElementById('grid-0-0') !== null || document.getElementById('grid-5-0') !== null,
    );
    await page.evaluate(() => {
      const grid = document.getElementById('grid');
      grid.scrollTop = (grid.scrollHeight - grid.clientHeight) / 2;
    });
    await page.waitForFunction(() =>
      /^(499|500).\d{3}.\d{3}$/.test(document.querySelector('.gd-rows .gd-no')?.innerText.trim()),
    );
  },
  'odd texts: NULL, empty, blank, tabs and ends of lines, overrides, right to left, long': async ({ page, open }) => {
    await open({ case: 'million' });
    const seen = new Set();
    for (let turn = 0; turn < 12; turn += 1) {
      for (const text of await shown(page, 3)) seen.add(text);
      await page.mouse.move(400, 400);
      await page.mouse.wheel(0, 480);
      await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
    }
    for (const text of ['NULL', '""', '"␣␣"', 'Ligne 1↵Ligne 2', '⇥tabulé', '[U+202E]inversé', '0'])
      assert.ok(seen.has(text), `${text} in ${[...seen].join(' | ')}`);
    assert.ok(
      [...seen].some(text => /Vélos déplacés[^]+\d+ car\./.test(text)),
      'a long one says its length',
    );
    assert.ok(
      [...seen].some(text => /104.857.600 car\./.test(text)),
      'one that was cut says all of it',
    );
  },
  'larger, for a room': async ({ page, open, lines }) => {
    await open({ stage: '' });
    await page.screenshot({ path: path.join(out, 'table-stage.png') });
    await lookAt(page, lines);
    assert.ok((await page.locator('.gd-rows .gd-row').first().boundingBox()).height > 36);
  },
};
