import assert from 'node:assert/strict';
import { lookAt } from '../looks.mjs';

export const cases = [
  'failed',
  'unsolved',
  'passed',
  'ran',
  'read',
  'guess',
  'quiz',
  'discuss',
  'lacking',
  'restricted',
  'gone',
  'unread',
];

const lede = page => page.innerText('.lede');
const sees = (page, selector, source) =>
  page.waitForFunction(
    ([where, pattern]) => new RegExp(pattern, 'u').test(document.querySelector(where)?.innerText ?? ''),
    [selector, source],
  );

/** What the page says to who does not see it, in turn. */
const listen = page =>
  page.evaluate(() => {
    const heard = (globalThis.heard = []);
    const region = document.querySelector('[role=status]');
    const watch = new MutationObserver(() => heard.push(region.textContent));
    watch.observe(region, { childList: true, characterData: true, subtree: true });
  });
const heard = page => page.evaluate(() => globalThis.heard);
const focused = page => page.evaluate(() => document.activeElement.textContent.trim());

const LOOKS = ['light-modern', 'high-contrast', 'high-contrast-light'];
/** Each state in each other theme; the suite itself looks at the first. */
const themed = Object.fromEntries(
  LOOKS.map(theme => [
    `every state holds in ${theme}`,
    async ({ page, open, lines }) => {
      for (const one of cases) {
        await open({ case: one, theme, width: 746 });
        await lookAt(page, lines);
      }
    },
  ]),
);

export const tests = {
  ...themed,
  'a failure says what was expected, what was found, where and why, and leads there': async ({ page, open, asked }) => {
    await open({ case: 'failed' });
    assert.match(await lede(page), /Pas encore\. Contrôles réussis\s: 3 sur 5\./u);
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
  'a known mistake is told once, in words; the next fault by its own name': async ({ page, open }) => {
    await open({ case: 'failed' });
    const [first, second] = await page.locator('.call .b').allInnerTexts();
    assert.match(first, /^Le Markdown commence par le menu\s: toMarkdown a reçu toute la page\.$/u);
    assert.equal(second, 'La recherche le trouve');
    assert.equal(await page.locator('.call .b code').innerText(), 'toMarkdown');
  },
  'where the mistake is not known, the check is named; without a solution nothing of one is shown': async ({
    page,
    open,
  }) => {
    await open({ case: 'unsolved' });
    assert.equal(await page.locator('.call .b').first().innerText(), 'Ni menu ni bandeau');
    assert.equal(await page.locator('#solution, #reset, #hints').count(), 0);
    assert.match(await page.innerText('.help'), /Après cette partie[\s\S]+son article/);
  },
  'a look is heard at its begin and at its end, once each; who pressed the button stays on it': async ({
    page,
    open,
  }) => {
    await open({ case: 'failed' });
    assert.equal(await page.locator('[aria-live], [role=status], [role=alert]').count(), 1);
    await listen(page);
    await page.focus('text=Vérifier mon travail');
    await page.keyboard.press('Enter');
    await sees(page, '.lede', 'Réussie');
    assert.deepEqual(await heard(page), ['Vérification en cours…', 'Réussie.']);
    assert.equal(await focused(page), 'Vérifier à nouveau');
  },
  'which check is under way is seen and heard, whoever asked for it; its button stops it': async ({
    page,
    open,
    asked,
    lines,
  }) => {
    await open({ case: 'failed', width: 746 });
    await listen(page);
    const moved = (done, step = 'convert') =>
      page.evaluate(
        ([at, id]) => fakeHost.tell.checking({ step: id, done: at, total: 2, title: 'Le `menu`' }),
        [done, step],
      );
    await moved(0, 'reader');
    await moved(1);
    await sees(page, '.act', 'Contrôle 2 sur 2 · Le menu');
    assert.deepEqual(await heard(page), ['Contrôle 2 sur 2\u00a0: Le menu']);
    await lookAt(page, lines);
    await page.click('text=Vérification');
    assert.ok((await asked()).some(({ verb }) => verb === 'stopCheck'));
    await moved(2);
    await sees(page, '.act', 'Vérifier mon travail');
  },
  'where a solution only runs, there is nothing to compare once it passed': async ({ page, open }) => {
    await open({ case: 'passed' });
    assert.equal(await page.locator('#solution').count(), 1);
    await open({ case: 'ran' });
    assert.equal(await page.locator('#solution').count(), 0);
    assert.equal(await page.locator('#reset').count(), 1);
  },
  'in a folder that is not trusted it is read, and one button leads on': async ({ page, open, asked }) => {
    await open({ case: 'restricted' });
    assert.match(await page.innerText('.work'), /À faire|À écrire/);
    await page.click('text=Gérer l’approbation');
    assert.ok((await asked()).some(({ verb }) => verb === 'manageTrust'));
  },
  'where progress cannot be read, one button goes on there, and none where that helps nobody': async ({
    page,
    open,
    asked,
  }) => {
    await open({ case: 'gone' });
    assert.equal(await page.locator('text=Continuer ici').count(), 0);
    await open({ case: 'unread' });
    assert.match(await page.innerText('[role=alert]'), /format 99.*progress\.kept-0123abcd\.json/su);
    await page.click('button >> text=Continuer ici');
    assert.ok((await asked()).some(({ verb }) => verb === 'goOnHere'));
  },
  'a hint is heard once, as text': async ({ page, open }) => {
    await open();
    await listen(page);
    await page.click('details >> nth=1 >> summary');
    await sees(page, '.help', 'lus\\s: 2 sur 3');
    assert.deepEqual(await heard(page), ['context.extractMain(html) rend l’article seul.']);
  },
  'a hint that was read is folded at the next step': async ({ page, open }) => {
    await open();
    await page.click('details >> nth=0 >> summary');
    await page.focus('.way [aria-current]');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await sees(page, 'h1', '1\\.6');
    assert.equal(await page.locator('details').count(), 1);
    assert.equal(await page.locator('details[open]').count(), 0);
  },
  'the task of a step that passed is folded, and unfolds by key': async ({ page, open, lines }) => {
    await open({ case: 'passed', width: 746 });
    assert.equal(await page.isVisible('.work .md'), false);
    await page.focus('.work summary');
    await page.keyboard.press('Enter');
    assert.equal(await page.isVisible('.work .md'), true);
    await lookAt(page, lines);
  },
  'the result is copied as text': async ({ page, open, asked }) => {
    await open({ case: 'failed' });
    await page.click('[aria-label="Copier le résultat"]');
    const [{ params }] = (await asked()).filter(({ verb }) => verb === 'copy');
    assert.match(
      params.text,
      /^1\.2 Garder l’article seul\n[^\n]+2026[^\n]+\n\n✓ Le titre vient de la page\n✗ Ni menu/,
    );
    assert.match(params.text, /\n {2}Où\s: activities\/conversion\.ts, ligne 14\n {2}Ce menu est/u);
  },
  'the code that a check runs is stepped through from its page': async ({ page, open, asked }) => {
    await open();
    await page.click('[aria-label="Déboguer avec des points d’arrêt"]');
    assert.ok((await asked()).some(({ verb }) => verb === 'debug'));
    await open({ case: 'read' });
    assert.equal(await page.locator('[aria-label^="Déboguer"]').count(), 0);
  },
  'no mark of Markdown is left in any sentence': async ({ page, open }) => {
    for (const one of ['failed', 'passed', 'guess', 'quiz', 'discuss', 'lacking']) {
      await open({ case: one });
      assert.doesNotMatch(await page.innerText('body'), /[`*]/, one);
    }
  },
  'on a stage the letters are big, and what is private is hidden': async ({ page, open, lines }) => {
    for (const width of [1000, 746]) {
      await open({ case: 'failed', stage: '', width });
      assert.equal(await page.isVisible('.lede .priv'), false);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '20.8px');
      await lookAt(page, lines);
    }
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
  'a guess is kept beside the truth': async ({ page, open, lines }) => {
    await open({ case: 'guess' });
    await page.fill('[name=value]', '5000');
    await page.keyboard.press('Enter');
    await sees(page, '.bet', '5\\s000[\\s\\S]+49\\s558');
    assert.match(await lede(page), /9,9 fois votre pari/);
    await sees(page, '[role=status]', '9,9 fois votre pari');
    assert.equal(await focused(page), 'Votre nombre et le vrai');
    assert.match(await page.innerText('.work'), /bandeau et les <script>\./);
    await lookAt(page, lines);
  },
  'what was guessed is measured again on demand': async ({ page, open, asked }) => {
    await open({ case: 'guess' });
    await page.fill('[name=value]', '5000');
    await page.keyboard.press('Enter');
    await page.click('text=Mesurer à nouveau');
    assert.equal((await asked()).filter(({ verb }) => verb === 'check').length, 1);
  },
  'a double click on a button presses it once, two clicks twice': async ({ page, open, asked }) => {
    await open({ case: 'failed' });
    const button = page.locator('#task ~ .act .btn.alt').first();
    const presses = async () => (await asked()).filter(({ verb }) => verb === 'press').length;
    await button.dblclick();
    assert.equal(await presses(), 1);
    await button.dispatchEvent('click');
    assert.equal(await presses(), 2);
  },
  'a quiz tells why only once it was answered': async ({ page, open, lines }) => {
    await open({ case: 'quiz' });
    assert.equal(await page.locator('.qs p').count(), 0);
    assert.equal(await page.locator('.qs label code').innerText(), 'Date.now()');
    await listen(page);
    await page.click('.qs input >> nth=0');
    await page.click('text=Répondre');
    await sees(page, '.qs', 'Coché à tort[\\s\\S]+rejoué[\\s\\S]+Oublié');
    assert.match(await lede(page), /Réponses justes\s: 1 sur 3/u);
    assert.deepEqual(await heard(page), ['Vérification en cours…', (await page.innerText('.lede .b')).trim()]);
    assert.equal(await focused(page), 'Répondre à nouveau');
    assert.doesNotMatch(await page.innerText('.qs'), /[`*]/);
    await lookAt(page, lines);
    await page.click('text=Répondre à nouveau');
    assert.equal(await page.locator('.qs p').count(), 0);
  },
  'model answers wait for a click': async ({ page, open }) => {
    await open({ case: 'discuss' });
    assert.doesNotMatch(await page.innerText('.work'), /Surveiller/);
    await page.click('text=Les montrer');
    await sees(page, '.work', 'Surveiller');
    assert.equal(await focused(page), 'Réponses types');
  },
  'what a step lacks is said, and that it is optional': async ({ page, open }) => {
    await open({ case: 'lacking' });
    assert.match(await page.innerText('.head'), /serveur Temporal[\s\S]+facultative/);
  },
  'a text that begins with its title says it once; another heading stays': async ({ page, open }) => {
    await open({ case: 'lacking' });
    assert.match(await page.innerText('.work .md'), /^La même entrée/);
    await open({ case: 'read' });
    assert.equal(await page.innerText('.work h3'), 'Ce qu’un lecteur garde');
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
