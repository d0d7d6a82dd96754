import assert from 'node:assert/strict';

export const cases = ['asked', 'noIndex', 'nothingClose', 'corrupt', 'unauthorised', 'serverDown'];

const sent = async (asked, verb) =>
  (await asked()).filter(message => message.verb === verb).map(({ params }) => params);
const rows = page => page.locator('[role=option]');
const button = (page, name) => page.getByRole('button', { name, exact: true });

export const tests = {
  'arrows walk through the passages, Enter opens one': async ({ page, open, asked }) => {
    await open();
    await rows(page).first().focus();
    await page.keyboard.press('ArrowDown');
    assert.match(await page.innerText('#passage h2'), /^2\. /);
    await page.keyboard.press('Enter');
    const [hit] = await sent(asked, 'openHit');
    assert.match(hit.uri, /^https:\/\/www\.orva\.example\//);
    assert.equal(hit.collection, 'orva');
    const before = (await sent(asked, 'leaveHit')).length;
    await rows(page).nth(2).click();
    await rows(page).nth(3).click();
    assert.equal((await sent(asked, 'leaveHit')).length - before, 1, 'its colours go with the next pick, once');
  },
  'a passage is shown among the chunks of the collection where it was found': async ({ page, open, asked }) => {
    await open();
    await button(page, 'Comparer').click();
    await page.locator('.col').nth(1).locator('select').first().selectOption('phrases');
    await page.locator('.col').nth(1).locator('[role=option]').nth(1).click();
    await button(page, 'Afficher le morceau').click();
    const [place] = await sent(asked, 'showChunk');
    assert.equal(place.collection, 'phrases');
    assert.match(place.chunkId, /^phrases /);
  },
  'the parts of a score add up to it': async ({ page, open }) => {
    await open();
    const figures = await page.locator('.shares td').allInnerTexts();
    const [sum, ...parts] = figures.map(text => Number(text.replace(',', '.').replace('−', '-'))).reverse();
    assert.ok(parts.length >= 2, figures.join());
    assert.ok(Math.abs(parts.reduce((all, part) => all + part, 0) - sum) < 0.003, figures.join());
    assert.ok((await page.locator('#passage mark').count()) > 0);
  },
  'two settings stand side by side, and one sentence compares them': async ({ page, open, asked }) => {
    await open();
    await button(page, 'Comparer').click();
    await page.locator('.col').nth(1).locator('select').first().selectOption('phrases');
    await page.locator('.col').nth(1).locator('[role=option]').first().waitFor();
    assert.match(await page.innerText('.lede'), /A (et B )?trouve/);
    assert.equal((await sent(asked, 'search')).at(-1).collection, 'phrases');
    await button(page, 'Comparer').click();
    assert.equal(await page.locator('.col').count(), 1);
  },
  'k, weight, diversity and a filter ask again': async ({ page, open, asked }) => {
    await open();
    await button(page, 'Réglages').click();
    await page.locator('.num').first().fill('3');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.querySelectorAll('[role=option]').length === 3);
    await page.getByLabel('Diversité (MMR)').check();
    await page.getByLabel('Champ').selectOption('language');
    await page.getByLabel('Valeur').fill('en');
    await button(page, 'Ajouter le filtre').click();
    await page.locator('.empty').waitFor();
    const last = (await sent(asked, 'search')).at(-1);
    assert.deepEqual([last.k, last.lambda, last.filter], [3, 0.7, [{ field: 'language', values: ['en'] }]]);
    await button(page, 'Effacer le filtre').click();
    await rows(page).first().waitFor();
  },
  'a question set is measured, and grows by a click': async ({ page, open, asked }) => {
    await open();
    await page.getByRole('tab', { name: 'Jeu de questions' }).click();
    await page.locator('#panel-questions tbody tr').first().waitFor();
    assert.match(await page.innerText('#panel-questions'), /rappel@10 [01],\d\d, MRR [01],\d\d/);
    const before = await page.locator('#panel-questions tbody tr').count();
    await button(page, 'Marquer comme attendue').click();
    assert.match(await page.innerText('#passage'), /questions\.search\.yaml/);
    await page.waitForFunction(n => document.querySelectorAll('#panel-questions tbody tr').length === n, before + 1);
    await page.locator('#panel-questions .link').first().click();
    assert.equal((await sent(asked, 'search')).at(-1).question, await page.inputValue('#question'));
  },
  'without a question set it says how one begins': async ({ page, open }) => {
    await open({ case: 'noQuestions' });
    await page.getByRole('tab', { name: 'Jeu de questions' }).click();
    assert.match(await page.innerText('.empty'), /Marquer comme attendue/);
  },
  'the projection is a picture with the question, and a table': async ({ page, open }) => {
    await open();
    await page.locator('.plot .hit').first().waitFor();
    assert.equal(await page.locator('.plot .qx').count(), 1);
    assert.match(await page.innerText('.legend'), /\d morceaux\s; .+graine 42/);
    assert.ok((await page.locator('.plot .rank.k0 .hit').count()) > 0, 'a rank wears the colour of its Source');
    await page.getByRole('tab', { name: 'Table' }).click();
    const cosines = await page.locator('#panel-table tbody td:nth-child(4)').allInnerTexts();
    const values = cosines.map(text => Number(text.replace(',', '.').replace('−', '-')));
    assert.deepEqual(
      values,
      values.toSorted((a, b) => b - a),
    );
    assert.ok(values.length >= 10);
  },
  'an answer cites passages that exist, and strikes those that do not': async ({ page, open }) => {
    await open({ case: 'answered' });
    await button(page, 'Répondre').click();
    await page.locator('.cite').first().waitFor();
    assert.deepEqual(
      (await page.locator('.cite').allInnerTexts()).map(text => text.trim()),
      ['1', '2'],
    );
    assert.deepEqual(await page.locator('.answer s').allInnerTexts(), ['[99]']);
    assert.match(await page.innerText('.answer'), /812 tokens lus, 24 écrits\s: 0,00021\s\$\sUS/);
    await page.locator('.cite').nth(1).click();
    assert.match(await page.innerText('#passage h2'), /^2\. /);
  },
  'an answer that is being written can be cancelled, and keeps what came': async ({ page, open, asked }) => {
    await open({ case: 'writing' });
    await button(page, 'Répondre').click();
    await page.locator('.answer', { hasText: 'correspondances' }).waitFor();
    await button(page, 'Annuler').click();
    assert.equal((await sent(asked, 'cancelAsk')).length, 1);
    assert.match(await page.innerText('.answer'), /Un trajet coûte[\s\S]+Annulé/);
  },
  'an answer that was written while the page was hidden is there again, and goes on': async ({ page, open }) => {
    await open({ case: 'hidden' });
    assert.equal(await page.locator('.answer').count(), 0, 'an answer to another question is not shown');
    await page.fill('#question', 'Combien coûte le tram ?');
    await page.keyboard.press('Enter');
    await rows(page).first().waitFor();
    await page.reload();
    await page.locator('.answer', { hasText: 'Un trajet coûte un euro' }).waitFor();
    await button(page, 'Annuler').waitFor();
    await page.evaluate(() => globalThis.finishAnswer());
    await page.locator('.cite').first().waitFor();
    assert.match(await page.innerText('.answer'), /comprises[\s\S]+812 tokens lus/);
    assert.equal((await page.innerText('.answer')).split('Un trajet').length, 2, 'each word once');
  },
  'one that was cancelled is there again as it was left': async ({ page, open }) => {
    await open({ case: 'hiddenCancelled' });
    await page.fill('#question', 'Combien coûte le tram ?');
    await page.keyboard.press('Enter');
    await page.reload();
    await page.locator('.answer', { hasText: 'Annulé' }).waitFor();
    assert.match(await page.innerText('.answer'), /Un trajet coûte/);
  },
  'another question takes the answer away, and cancels it': async ({ page, open, asked }) => {
    await open({ case: 'writing' });
    await button(page, 'Répondre').click();
    await page.locator('.answer', { hasText: 'correspondances' }).waitFor();
    await page.fill('#question', 'objets trouvés');
    await page.keyboard.press('Enter');
    await page.locator('.answer').waitFor({ state: 'detached' });
    assert.equal((await sent(asked, 'cancelAsk')).length, 1);
  },
  'without a chat model the passages are the answer, and a line says so': async ({ page, open }) => {
    await open();
    await button(page, 'Répondre').click();
    await page.locator('.answer', { hasText: 'INGESTION_WORKSHOP_CHAT_MODEL' }).waitFor();
    assert.ok((await rows(page).count()) > 0);
  },
  'a page’s text is text, whatever it holds': async ({ page, open }) => {
    await open({ case: 'asked' });
    await page.fill('#question', '<img src=x onerror=alert(1)>');
    await page.keyboard.press('Enter');
    await page.locator('[role=option], .empty').first().waitFor();
    assert.equal(await page.locator('img').count(), 0);
  },
  'comes back as it was left, and asks again': async ({ page, open }) => {
    await open({ case: 'asked' });
    await page.fill('#question', 'objets trouvés');
    await page.keyboard.press('Enter');
    await rows(page).first().waitFor();
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.reload();
    await rows(page).first().waitFor();
    assert.equal(await page.inputValue('#question'), 'objets trouvés');
    assert.equal(await page.getAttribute('#tab-table', 'aria-selected'), 'true');
    assert.equal(await page.locator('datalist option').count(), 1);
  },
  'an index that is not there has a button that makes it': async ({ page, open, asked }) => {
    await open({ case: 'noIndex' });
    await page.locator('.empty button').click();
    assert.equal((await sent(asked, 'run')).length, 1);
  },
  'a problem keeps the question, and asks again on demand': async ({ page, open, asked }) => {
    await open({ case: 'serverDown' });
    assert.match(await page.innerText('[role=alert]'), /127\.0\.0\.1:11434/);
    const before = (await sent(asked, 'search')).length;
    await button(page, 'Réessayer').click();
    assert.ok((await sent(asked, 'search')).length > before);
  },
};
