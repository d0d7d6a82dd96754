import assert from 'node:assert/strict';

export const cases = [
  ...['years', 'empty', 'noConfig', 'badConfig', 'noDay', 'failed', 'running', 'ingesting', 'manyLetters', 'schemas'],
  'replaying',
  ...['hostile', 'gone', 'engineGone'],
];

const calls = async (asked, verb) => (await asked()).filter(one => one.verb === verb).map(({ params }) => params);
const chosen = page => page.$$eval('.cals .sel', days => days.map(day => day.dataset.day));
const dayAt = (page, date) => page.locator(`[data-day="${date}"]`);
const letters = page => page.locator('#letters .gd-body .gd-row');
const box = (page, at) => letters(page).nth(at).locator('[type=checkbox]');
const focused = page => page.evaluate(() => document.activeElement?.dataset.day);

export const tests = {
  'says first up to when it is, and what is missing': async ({ page, open }) => {
    await open({ lang: 'en' });
    const lede = await page.innerText('.lede');
    assert.equal(
      lede.replace(/\s+/g, ' '),
      'Up to date until 20 November. Of 71 days: 3 are missing, 1 failed, 1 has no rows. 5 records wait in the dead letters.',
    );
  },
  'the missing and the failed are chosen, simulated and backfilled, those and no others': async ({
    page,
    open,
    asked,
  }) => {
    await open();
    assert.equal(await page.isDisabled('#backfill'), true);
    await page.click('text=Choisir les manquants et les échecs');
    const days = ['2026-10-14', '2026-10-15', '2026-11-03', '2026-11-08'];
    assert.deepEqual(await chosen(page), days);
    assert.match(await page.innerText('.what ul'), /3 manquants\s+1 en échec/);
    await page.click('#simulate');
    assert.match(
      await page.innerText('.what .call'),
      /rien n’a été écrit[\s\S]*4 jours seraient ingérés[\s\S]*732 requêtes/,
    );
    assert.deepEqual(await calls(asked, 'backfill'), []);
    await page.fill('.few', '2');
    await page.click('text=Du plus récent au plus ancien');
    await page.click('#backfill');
    await page.waitForFunction(() => document.querySelectorAll('.cals .sel').length === 0);
    assert.deepEqual(await calls(asked, 'backfill'), [{ dates: days, backwards: false, maxParallel: 2 }]);
  },
  'a number that is being typed outlives another drawing of the page, and is held to its limits': async ({
    page,
    open,
  }) => {
    await open();
    await page.click('text=Choisir les manquants et les échecs');
    const field = page.locator('.few');
    await field.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('99');
    await page.evaluate(() => globalThis.fakeHost.speak('en'));
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    assert.equal(await field.inputValue(), '99');
    const most = await field.getAttribute('max');
    await page.keyboard.press('Tab');
    await page.waitForFunction(wanted => document.querySelector('.few').value === wanted, most);
  },
  'a click chooses, Shift+click a range, a second click leaves; days to come are not chosen': async ({
    page,
    open,
  }) => {
    await open();
    await dayAt(page, '2026-11-18').click();
    await dayAt(page, '2026-11-22').click({ modifiers: ['Shift'], force: true });
    assert.deepEqual(await chosen(page), ['2026-11-18']);
    await dayAt(page, '2026-11-21').click({ modifiers: ['Shift'] });
    assert.deepEqual(await chosen(page), ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21']);
    await dayAt(page, '2026-11-19').click();
    assert.deepEqual(await chosen(page), ['2026-11-18', '2026-11-20', '2026-11-21']);
    assert.match(await page.innerText('.what ul'), /1 pas encore chargé\s+2 déjà terminés/);
  },
  'arrows, Home, End and Page keys move, over the ends of months; Space chooses': async ({ page, open }) => {
    await open();
    await dayAt(page, '2026-10-14').focus();
    for (const [key, date] of [
      ['ArrowRight', '2026-10-15'],
      ['ArrowDown', '2026-10-22'],
      ['Home', '2026-10-19'],
      ['End', '2026-10-25'],
      ['PageDown', '2026-11-25'],
      ['PageUp', '2026-10-25'],
      ['ArrowLeft', '2026-10-24'],
      ['ArrowUp', '2026-10-17'],
    ]) {
      await page.keyboard.press(key);
      assert.equal(await focused(page), date, key);
    }
    await page.keyboard.press('Space');
    assert.deepEqual(await chosen(page), ['2026-10-17']);
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    assert.deepEqual(await chosen(page), ['2026-10-17', '2026-10-18', '2026-10-19']);
    assert.equal(await page.locator('.cals [tabindex="0"]').count(), 1);
  },
  'goes to months that were not shown, by key and by button': async ({ page, open }) => {
    await open();
    await dayAt(page, '2026-09-02').focus();
    await page.keyboard.press('PageUp');
    assert.equal(await focused(page), '2026-08-02');
    const before = await page.locator('.cal').count();
    await page.click('.cal-box .tool >> nth=0');
    assert.equal(await page.locator('.cal').count(), before + 3);
  },
  'a day says what is there, and in what it differs': async ({ page, open, asked }) => {
    await open();
    await dayAt(page, '2026-10-02').click();
    await page.waitForSelector('.facts dl');
    assert.match(
      await page.innerText('.facts'),
      /Vendredi 2 octobre 2026[\s\S]*18.033[\s\S]*5f0c9e1b7a3d[\s\S]*velos/i,
    );
    await page.click('.facts >> text=Ouvrir ses lignes');
    assert.deepEqual(await calls(asked, 'actOnDay'), [{ act: 'open', date: '2026-10-02' }]);
    await page.click('.facts .link');
    assert.deepEqual(await calls(asked, 'openDayRun'), [{ runId: '20261121-060000-v1c2' }]);
  },
  'the report on the whole dataset opens from its head, where one is kept': async ({ page, open, asked }) => {
    await open();
    await page.click('.head >> text=Dernier rapport');
    assert.deepEqual(await calls(asked, 'act'), [{ act: 'report' }]);
  },
  'the verdict of a day leads to its report, where that is kept': async ({ page, open, asked }) => {
    await open();
    await dayAt(page, '2026-11-20').click();
    await page.click('.facts >> text=velos_range');
    assert.deepEqual(await calls(asked, 'actOnDay'), [{ act: 'report', date: '2026-11-20' }]);
  },
  'the state can be edited without a watermark, too': async ({ page, open, asked }) => {
    await open({ case: 'empty' });
    await page.click('text=Modifier l’état');
    assert.deepEqual(await calls(asked, 'act'), [{ act: 'editState' }]);
  },
  'several years are shown a year at a time, and choosing goes over all': async ({ page, open }) => {
    await open({ case: 'years' });
    assert.equal(await page.locator('.cal').count(), 11);
    await page.selectOption('.cal-box select', '2024');
    assert.equal(await page.locator('.cal').count(), 12);
    assert.match(await page.innerText('.cal >> nth=0'), /Janvier 2024/);
    await page.click('text=Choisir les manquants et les échecs');
    assert.match(await page.innerText('#backfill'), /Rattraper 23\d jours/);
    await dayAt(page, '2024-12-31').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(page), '2025-01-01');
  },
  'a run that is on shows its days, is canceled, and nothing else is begun meanwhile': async ({
    page,
    open,
    asked,
  }) => {
    await open({ case: 'running' });
    assert.equal(await page.locator('.cals .busy').count(), 3);
    assert.match(await page.innerText('.work'), /1 sur 4 jours/);
    await page.click('text=Choisir les manquants et les échecs');
    assert.equal(await page.isDisabled('#backfill'), true);
    await page.click('.work .btn');
    assert.equal((await calls(asked, 'cancel')).length, 1);
    await page.evaluate(() => {
      const [work] = [{ workDir: '/orva/.ingestion-workshop', runId: 'r', kind: 'backfill', status: 'CANCELED' }];
      const figures = { failure: null, startedAt: '2026-11-21T09:00:00Z', planned: 4, done: 2, failed: 0, running: [] };
      globalThis.fakeHost.tell.works({ works: [{ ...work, ...figures, pages: 0, rows: 0 }] });
    });
    await page.waitForSelector('.work[data-status=CANCELED]');
    assert.equal(await page.locator('.cals .busy').count(), 0);
    assert.equal(await page.isDisabled('#backfill'), false);
  },
  'without a configuration there is no backfill, and it says what helps': async ({ page, open, asked }) => {
    await open({ case: 'noConfig' });
    assert.match(await page.innerText('.what'), /output_dir/);
    assert.equal(await page.locator('#backfill').count(), 0);
    await page.click('.what .btn');
    assert.deepEqual(await calls(asked, 'act'), [{ act: 'newConfig' }]);
  },
  'dead letters are replayed, and what came of it is told in place': async ({ page, open, asked }) => {
    await open();
    assert.equal(await page.isDisabled('#replay'), true);
    await box(page, 0).check();
    await box(page, 2).check();
    assert.equal(await page.innerText('#replay'), 'Rejouer 2');
    await page.click('#replay');
    await page.waitForSelector('.told');
    assert.match(await page.innerText('.told'), /1 rejouée\. 4 restent\.[\s\S]*0123456789abcde1[\s\S]*douze/);
    assert.deepEqual(await calls(asked, 'replay'), [{ ids: ['0123456789abcde1', '0123456789abcde3'] }]);
    await page.waitForFunction(() => document.querySelectorAll('#letters .gd-body .gd-row').length === 4);
  },
  'a replay that a page began which is gone is shown, can be stopped, and what came of it is told': async ({
    page,
    open,
    asked,
  }) => {
    await open({ case: 'replaying' });
    assert.equal(await page.locator('#replay').count(), 0);
    await page.click('.dl .st.run + button');
    await page.waitForSelector('#replay');
    assert.deepEqual(await calls(asked, 'stopReplay'), [{}]);
    assert.match(await page.innerText('.dl [role=alert]'), /arrêté/);
  },
  'dead letters have the keys of the table: Space chooses, Enter unfolds, Ctrl+C copies': async ({
    page,
    open,
    asked,
  }) => {
    await open();
    await page.focus('#letters');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Space');
    assert.equal(await page.innerText('#replay'), 'Rejouer 2');
    assert.match(await page.locator('#letters .gd-active').getAttribute('aria-label'), /choisie$/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    assert.equal(await page.innerText('#replay'), 'Rejouer 3');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    assert.equal(await page.innerText('#replay'), 'Rejouer 2');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Space');
    assert.equal(await page.innerText('#replay'), 'Rejouer 5');
    await page.keyboard.press('Control+c');
    await page.getByText('Copié').waitFor();
    const [{ text }] = await calls(asked, 'copy');
    assert.equal(text.split('\n').length, 5);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await page.getByText('"Arsenal"').last().waitFor();
    await page.keyboard.press('ArrowDown');
    assert.match(await page.innerText('.whole pre'), /Lavoir/);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.whole').count(), 0);
  },
  'nine thousand are filtered by reason, chosen at once but for one, and dropped': async ({ page, open, asked }) => {
    await open({ case: 'manyLetters' });
    await page.focus('#letters');
    assert.equal(await page.getAttribute('#letters', 'aria-rowcount'), '9001');
    await page.keyboard.press('Control+End');
    await page.waitForFunction(() => document.getElementById('letters-8999-4')?.innerText.includes('À'));
    assert.ok((await letters(page).count()) < 60, 'only those in sight are in the page');
    await page.click('#letters .gd-head [type=checkbox]');
    assert.match(await page.innerText('#replay'), /9.000/);
    await letters(page).last().locator('[type=checkbox]').uncheck();
    await page.waitForFunction(() => /8.999/.test(document.querySelector('#replay').innerText));
    await page.selectOption('.dl select', 'row_not_object');
    await page.waitForFunction(() => document.querySelector('#letters')?.getAttribute('aria-rowcount') === '3601');
    assert.equal(await page.isDisabled('#replay'), true);
    await page.click('#letters .gd-head [type=checkbox]');
    assert.match(await page.innerText('#replay'), /3.600/);
    const last = letters(page).last();
    const [id] = await last.locator('[id$="-0"]').evaluateAll(([cell]) => [Number(cell.id.split('-')[1])]);
    await last.locator('[type=checkbox]').uncheck();
    await page.waitForFunction(() => /3.599/.test(document.querySelector('#replay').innerText));
    assert.equal(await page.locator('#letters .gd-head [type=checkbox]').evaluate(all => all.indeterminate), true);
    await page.click('#drop');
    await page.waitForSelector('.told');
    const [{ except, ...dropped }] = await calls(asked, 'drop');
    assert.deepEqual(dropped, { reason: 'row_not_object', count: 3599 });
    assert.equal(except.length, 1, `row ${id} stays`);
    assert.match(await page.innerText('.told'), /3.599 supprimées\. 5.401 restent/);
  },
  'a record unfolds with all its digits, and is copied': async ({ page, open, asked }) => {
    await open();
    await letters(page).first().locator('.gd-t.link').click();
    assert.match(await page.innerText('.whole pre'), /"id": 9007199254759301/);
    await page.click('.whole .btn');
    const [{ text }] = await calls(asked, 'copy');
    assert.match(text, /Arsenal/);
  },
  'columns that differ, and files that nobody can read, are named': async ({ page, open }) => {
    await open({ case: 'schemas' });
    const text = await page.innerText('[aria-labelledby=schemas-title]');
    assert.match(text, /velos[\s\S]*integer[\s\S]*62 jours[\s\S]*text[\s\S]*meteo[\s\S]*absente/);
    await page.click('text=Choisir ces jours');
    assert.deepEqual(await chosen(page), ['2026-10-30']);
  },
  'a day that was written again is compared and simulated again, though there are as many files': async ({
    page,
    open,
  }) => {
    await open({ case: 'rewritten' });
    await page.getByText('Les colonnes sont les mêmes dans les 66 jours').waitFor();
    await dayAt(page, '2026-11-08').click();
    await page.click('#simulate');
    await page.waitForSelector('.what .call');
    await page.evaluate(() => globalThis.fakeHost.tell.changed({}));
    await page.waitForSelector('[aria-labelledby=schemas-title] .t');
    assert.match(await page.innerText('[aria-labelledby=schemas-title] .t'), /velos[\s\S]*text/);
    assert.equal(await page.locator('.what .call').count(), 0);
    assert.deepEqual(await chosen(page), ['2026-11-08']);
  },
  'comes back as it was left': async ({ page, open }) => {
    await open();
    await dayAt(page, '2026-10-14').click();
    await page.reload();
    await page.waitForSelector('.cals .sel');
    assert.deepEqual(await chosen(page), ['2026-10-14']);
    assert.match(await page.innerText('.facts h2'), /14 octobre/);
  },
};
