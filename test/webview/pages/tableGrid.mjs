// What must hold of the grid, on the page of a table.
import assert from 'node:assert/strict';
import path from 'node:path';
import { longestBlank } from '../longestBlank.mjs';
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

const looks = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'].flatMap(theme =>
  [1000, 360].map(width => [
    `a sorted, filtered grid with a value beside it: ${theme}, ${width} px`,
    async ({ page, open, lines }) => {
      await open({ theme, width });
      await page.fill('#grid-f-0', '> 5');
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
    await isActive(page, 'grid-0-11');
    await press(page, 'Control+End');
    await isActive(page, 'grid-19999-10');
    assert.equal(await page.getAttribute('#grid', 'aria-rowcount'), '20002');
    assert.equal(await page.locator('.gd-row:has(#grid-19999-10)').getAttribute('aria-rowindex'), '20002');
    assert.equal(await page.getAttribute('#grid-19999-10', 'aria-colindex'), '13');
    await press(page, 'Control+Home', 'PageDown');
    assert.match(await active(page), /^grid-2\d-11$/);
    await press(page, 'Control+ArrowDown');
    await isActive(page, 'grid-19999-11');
    await page.evaluate(() => void (document.getElementById('grid').scrollTop = 0));
    await isFirst(page, '1');
    await isActive(page, 'grid-19999-11');
    await press(page, 'ArrowUp');
    await isActive(page, 'grid-19998-11');
    // The cell that is active is in the page at once, its neighbours when their rows have come.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.gd-rows .gd-no')].some(one => one.innerText.replaceAll(/\D/g, '') === '19999'),
    );
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
    await press(page, 'Home', 'ArrowRight', 'ArrowRight', 'Enter');
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
  'who scrolls is not thrown back by what is drawn before the scroll event': async ({ page, open }) => {
    await open();
    await page.click('#grid-h-1');
    await isShown(page, 1, ['0', '0', '0']);
    await page.evaluate(() => {
      const grid = document.getElementById('grid');
      [grid.scrollTop, grid.scrollLeft] = [24_000, 300];
      globalThis.fakeHost.tell.changed({ isGone: false });
    });
    await says(page, 'Le fichier a changé sur le disque');
    await page.waitForSelector('#grid-1000-4');
    const at = await page.$eval('#grid', grid => [grid.scrollTop, grid.scrollLeft]);
    assert.deepEqual(at, [24_000, 300]);
  },
  'what a folder tells its rows apart by stands first, until the reader has another order': async ({ page, open }) => {
    await open();
    await page.waitForSelector('#grid-h-11.gd-pin');
    const left = async column => (await page.locator(`#grid-h-${column}`).boundingBox()).x;
    assert.ok((await left(11)) < (await left(0)));
    await page.focus('.gd-head');
    await press(page, 'Home', 'ContextMenu');
    await page.click('[role=menuitem] >> text=Détacher');
    await page.waitForFunction(() => document.querySelector('.gd-h.gd-pin') === null);
    await page.reload();
    await page.waitForSelector('#grid-0-0');
    assert.equal(await page.locator('.gd-h.gd-pin').count(), 0);
  },
  'a panel that opens beside the active cell leaves it in sight': async ({ page, open }) => {
    for (const width of [1000, 360]) {
      await open({ width, height: 500 });
      await page.waitForSelector('#grid-0-0');
      // The last cell that is in sight, at the lower right.
      const id = await page.$$eval('.gd-rows .gd-row', rows => {
        const row = rows.at(-3);
        return [...row.querySelectorAll('.gd-c')]
          .filter(cell => cell.getBoundingClientRect().right < innerWidth)
          .sort((a, b) => a.getBoundingClientRect().right - b.getBoundingClientRect().right)
          .at(-1).id;
      });
      await page.click(`#${id}`);
      await press(page, 'Enter');
      await page.waitForSelector('.value h2');
      await page.waitForFunction(at => {
        const [cell, grid] = [at, 'grid'].map(one => document.getElementById(one).getBoundingClientRect());
        return cell.right <= grid.right && cell.bottom <= grid.bottom && cell.top >= grid.top;
      }, id);
    }
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
    await press(page, 'ArrowRight', 'ArrowRight', 'ContextMenu');
    await page.click('[role=menuitem] >> text=Épingler');
    await page.waitForSelector('#grid-h-1.gd-pin');
    await page.evaluate(() => void (document.getElementById('grid').scrollLeft = 600));
    await page.waitForFunction(() => document.getElementById('grid-h-7') !== null);
    const pinned = await page.locator('#grid-h-1').boundingBox();
    assert.ok(pinned.x < 300 && (await page.locator('#grid-0-1').boundingBox()).x === pinned.x);
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
  'a file that got other columns while the page was away keeps what was said of those that are still there': async ({
    page,
    open,
  }) => {
    await open({ case: 'rewritten', width: 2600 });
    await page.fill('#grid-f-1', '> 38');
    await page.fill('#grid-f-4', 'Arsenal');
    await page.click('#grid-h-2');
    await page.waitForFunction(() => document.getElementById('grid-h-2').getAttribute('aria-sort') === 'ascending');
    await says(page, 'après filtre');
    const back = async (as, wanted) => {
      await page.evaluate(to => sessionStorage.setItem('rewritten', to), as);
      await page.reload();
      await page.waitForFunction(
        all =>
          all ===
          [...document.querySelectorAll('input[id^=grid-f-]')].map(({ id, value }) => value && id + value).join(''),
        wanted,
      );
      await says(page, 'après filtre');
    };
    await back('reversed', 'grid-f-7Arsenalgrid-f-10> 38');
    assert.equal(await page.getAttribute('#grid-h-9', 'aria-sort'), 'ascending');
    await back('fewer', 'grid-f-1> 38');
    await isShown(page, 1, ['39', '39']);
  },
  'a file that has changed is told, and read anew without losing the place': async ({ page, open, asked, lines }) => {
    await open();
    await page.evaluate(() => void (document.getElementById('grid').scrollTop = 24_000));
    await isFirst(page, '1001');
    await page.evaluate(() => globalThis.fakeHost.tell.changed({ isGone: false }));
    await says(page, 'Le fichier a changé sur le disque');
    await lookAt(page, lines);
    await page.click('.line button');
    await page.waitForFunction(() => document.querySelector('.line') === null);
    await isFirst(page, '1001');
    assert.equal((await asks(asked, 'open')).length, 2);
  },
  'what is typed to go to a row outlives what the host tells meanwhile': async ({ page, open }) => {
    await open();
    await page.fill('#go', '12 3');
    await page.evaluate(() => globalThis.fakeHost.tell.changed({ isGone: false }));
    await says(page, 'Le fichier a changé sur le disque');
    await page.keyboard.type('46');
    await press(page, 'Enter');
    await isActive(page, 'grid-12345-0');
    await page.fill('#go', '7');
    await press(page, 'Tab');
    await page.waitForFunction(() => document.getElementById('go').value.replaceAll(/\s/g, '') === '12346');
  },
  'a file that is gone is told as gone, and read again when it is back': async ({ page, open }) => {
    await open({ case: 'file' });
    await page.evaluate(() => globalThis.fakeHost.tell.changed({ isGone: true }));
    await says(page, 'Le fichier n’est plus là');
    await page.evaluate(() => globalThis.fakeHost.tell.changed({ isGone: false }));
    await says(page, 'Le fichier a changé sur le disque');
    await open();
    await page.evaluate(() => globalThis.fakeHost.tell.changed({ isGone: true }));
    await says(page, 'Le dossier n’est plus là');
  },
  'nested values unfold, by key too, a hundred at a time, with every digit': async ({ page, open, lines }) => {
    for (const theme of ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light']) {
      await open({ case: 'nested', theme, width: theme.startsWith('high') ? 360 : 746 });
      await page.evaluate(() => globalThis.fakeHost.tell.showRow({ row: 0, column: 'meteo' }));
      await isActive(page, 'grid-0-5');
      await press(page, 'Enter');
      await page.waitForSelector('.json');
      await page.screenshot({ path: path.join(out, `table-nested-${theme}.png`) });
      await lookAt(page, lines);
    }
    assert.match(await page.innerText('.json'), /a \\"b\\" \{1\}/);
    assert.match(await page.innerText('.json'), /"Ligne 1\\nLigne 2, \{"/);
    assert.ok((await page.locator('.json li').count()) < 220, 'only some are in the page');
    const closed = page.locator('.json summary', { hasText: 'deep {1}' });
    assert.match(await closed.innerText(), /deeper: \[…/);
    // The preview of one that is closed names the next one too: only the next one itself begins with its name.
    const begins = name => page.locator('.json summary').filter({ hasText: new RegExp(`^\\s*${name} `) });
    await closed.focus();
    for (const next of ['deeper', '0']) {
      await press(page, 'Enter');
      await begins(next).first().waitFor();
      await press(page, 'Tab');
    }
    await press(page, 'Enter');
    await says(page, 'id 12345678901234567890');
    await page.getByRole('button', { name: /reste 4.900/ }).click();
    await page.getByRole('button', { name: /reste 4.000/ }).waitFor();
    await page.locator('.json summary', { hasText: 'many' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.json li').length < 50);
  },
  'columns that cannot be read are told above the rows, with what to do': async ({ page, open, lines }) => {
    await open({ case: 'columnProblem', width: 360 });
    await says(page, 'La colonne « commentaire » est chiffrée et ne peut pas être lue ici');
    await says(page, 'Déchiffrez-la avec le programme qui en détient la clé');
    await page.screenshot({ path: path.join(out, 'table-broken-column-360.png') });
    await lookAt(page, lines);
    await open({ case: 'columnsFail' });
    await says(page, 'Impossible de lire 2 colonnes. Pour la première : Dans le fichier part-7.parquet, la colonne');
    await page.getByRole('button', { name: 'Lesquelles' }).click();
    await page.waitForSelector('#panel-schema');
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
    // Another filter: nothing is known of the row any more.
    await page.fill('#grid-f-1', '> 101');
    await press(page, 'Enter');
    await page.waitForFunction(() => document.querySelector('.line') === null);
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
    await isActive(page, 'grid-999999999-998');
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.gd-no')].some(one => /^1.000.000.000$/.test(one.innerText.trim())),
    );
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, -240);
    await page.waitForFunction(() => document.getElementById('grid-999999970-998') !== null);
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
