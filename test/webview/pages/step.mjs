import assert from 'node:assert/strict';

export const cases = ['failed', 'passed', 'read', 'guess', 'quiz', 'discuss', 'lacking', 'gone'];

const lede = page => page.innerText('.lede');
const sees = (page, selector, source) =>
  page.waitForFunction(
    ([where, pattern]) => new RegExp(pattern, 'u').test(document.querySelector(where)?.innerText ?? ''),
    [selector, source],
  );

export const tests = {
  'a failure says what was expected, what was found, where and why, and leads there': async ({ page, open, asked }) => {
    await open({ case: 'failed' });
    assert.match(await lede(page), /Pas encore\s: 3 contrôles sur 5/u);
    const [first] = await page.locator('.call').allInnerTexts();
    for (const fact of [
      /commence par le menu/,
      /Attendu[\s\S]+# Tram A/,
      /Trouvé[\s\S]+Accueil/,
      /ligne 14/,
      /13\s+const html/,
    ])
      assert.match(first, fact);
    await page.click('.call .link >> nth=0');
    const [{ params }] = (await asked()).filter(({ verb }) => verb === 'openFile');
    assert.deepEqual(params, { path: 'activities/conversion.ts', line: 14 });
    assert.equal(await page.locator('.btn:not(.alt)').innerText(), 'Vérifier mon travail');
  },
  'once it passed, the filled button is the next step': async ({ page, open, asked }) => {
    await open();
    await page.click('text=Vérifier mon travail');
    await sees(page, '.lede', 'Réussie');
    assert.match(await page.locator('.btn:not(.alt)').innerText(), /Étape 1\.3/);
    await sees(page, '.help', 'À retenir');
    await page.click('.btn:not(.alt)');
    await sees(page, 'h1', '1\\.3 Parier');
    assert.ok((await asked()).some(({ verb }) => verb === 'check'));
  },
  'hints open one after the other': async ({ page, open }) => {
    await open();
    assert.equal(await page.locator('details').count(), 2);
    await page.click('details >> nth=1 >> summary');
    await page.waitForFunction(() => document.querySelectorAll('details').length === 3);
    await sees(page, '.help', 'lus\\s: 2 sur 3');
  },
  'a guess is kept beside the truth': async ({ page, open }) => {
    await open({ case: 'guess' });
    await page.fill('[name=value]', '5000');
    await page.keyboard.press('Enter');
    await sees(page, '.bet', '5\\s000[\\s\\S]+49\\s558');
    assert.match(await lede(page), /10 fois votre pari/);
  },
  'a quiz tells why only once it was answered': async ({ page, open }) => {
    await open({ case: 'quiz' });
    assert.equal(await page.locator('.qs p').count(), 0);
    await page.click('.qs input >> nth=0');
    await page.click('text=Répondre');
    await sees(page, '.qs', 'Coché à tort[\\s\\S]+rejoué[\\s\\S]+Oublié');
    assert.match(await lede(page), /1 réponses? justes? sur 3/);
    await page.click('text=Répondre à nouveau');
    assert.equal(await page.locator('.qs p').count(), 0);
  },
  'model answers wait for a click': async ({ page, open }) => {
    await open({ case: 'discuss' });
    assert.doesNotMatch(await page.innerText('.work'), /Surveiller/);
    await page.click('text=Les montrer');
    await sees(page, '.work', 'Surveiller');
  },
  'what a step lacks is said, and that it is optional': async ({ page, open }) => {
    await open({ case: 'lacking' });
    assert.match(await page.innerText('.head'), /serveur Temporal[\s\S]+facultative/);
  },
  'a tag of a workshop is text, and no script address a link': async ({ page, open }) => {
    await open({ case: 'read' });
    assert.match(await page.innerText('.md'), /<script>alert\(1\)<\/script>/);
    assert.equal(await page.locator('.md script, .md a').count(), 0);
  },
  'the line of steps is one tab stop, and leads to any of them': async ({ page, open }) => {
    await open();
    await page.focus('.way [aria-current]');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await sees(page, 'h1', '1\\.3');
  },
};
