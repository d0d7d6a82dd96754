import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lookAt } from '../looks.mjs';

const GOLDEN = path.join(import.meta.dirname, '../../golden/report');
const OUT = path.join(import.meta.dirname, '../out');

export const cases = [
  ...['first', 'passed', 'manyRules', 'manyRows', 'hostile', 'empty', 'noRows', 'running', 'changed', 'gone'],
];

const sent = async (asked, verb) =>
  (await asked()).filter(message => message.verb === verb).map(({ params }) => params);
const rules = page => page.locator('.rules tbody tr');
const button = (page, name) => page.getByRole('button', { name, exact: true });
const chosen = page => page.locator('.rules [aria-selected=true] .c-rule .m').innerText();

export const tests = {
  'the verdict is the first thing in words, then the rules, the worst first': async ({ page, open }) => {
    await open();
    assert.match(await page.innerText('h1'), /^Non valide\s: échec de 2 règles sur 8, 1 sans résultat$/);
    assert.match(await page.innerText('.lede'), /37 sur 18\s204\. Depuis le .* 1 nouvelle règle/);
    const verdicts = await page.locator('.rules .c-verdict .st').allInnerTexts();
    assert.deepEqual(
      verdicts.map(word => word.trim()),
      [...['Échouée', 'Échouée', 'Non vérifiée', 'Avertie', 'Réussie', 'Réussie', 'Réussie', 'Réussie']],
    );
    assert.equal(await chosen(page), 'velos_bornes');
  },
  'arrows walk through the rules, and what fails is shown below': async ({ page, open, asked }) => {
    await open();
    await rules(page).first().focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await chosen(page), 'id_unique');
    await page.locator('.rows th.n', { hasText: 'id' }).waitFor();
    assert.match(await page.innerText('#failing'), /^6 lignes en défaut\s: id est unique$/);
    assert.deepEqual((await sent(asked, 'failing')).at(-1), { rule: 'id_unique', from: 0, count: 50 });
    await page.keyboard.press('End');
    assert.equal(await chosen(page), 'commentaire_court');
    await page.keyboard.press('Home');
    assert.equal(await chosen(page), 'velos_bornes');
  },
  'the failing cell is marked, a null is no text, and a row opens in the grid': async ({ page, open, asked }) => {
    await open();
    const row = page.locator('.rows tbody tr').nth(2);
    assert.equal(await row.locator('.hit i').innerText(), 'NULL');
    assert.equal(await row.locator('.hit').count(), 1);
    // As the grid counts: from 1.
    await row.getByRole('button', { name: 'Ouvrir la ligne 4\u202f827' }).click();
    assert.deepEqual(await sent(asked, 'openRow'), [
      { file: 'partition_date=2026-11-20/part-00000.parquet', row: 4826, column: 'velos' },
    ]);
    await button(page, 'Ouvrir dans la grille').click();
    assert.deepEqual((await sent(asked, 'openRow'))[1], { file: '', row: null, column: 'velos' });
  },
  'digits beyond 2^53 stay': async ({ page, open }) => {
    await open();
    assert.equal(await page.locator('.rows tbody td.n').nth(1).innerText(), '9007199254755427');
  },
  'a rule that could not run has not failed: it says why, and what to do': async ({ page, open, asked }) => {
    await open();
    await rules(page).nth(2).click();
    assert.match(await page.innerText('.fail .call'), /meteo_temp[\s\S]+n’a pas échoué/);
    assert.equal(await page.locator('.fail .rows').count(), 0);
    await button(page, 'regles-comptages.yaml, ligne 15').click();
    assert.deepEqual(await sent(asked, 'openRule'), [{ line: 15 }]);
  },
  '12,345 failing rows: 50 at a time, the first 10,000 of them': async ({ page, open, asked }) => {
    await open({ case: 'manyRows' });
    assert.equal(await page.locator('.rows tbody tr').count(), 50);
    assert.match(await page.innerText('.fail'), /12\s345 lignes en défaut[\s\S]+Seules les 10\s000 premières/);
    assert.ok(await button(page, 'Lignes précédentes').isDisabled());
    await button(page, 'Lignes suivantes').click();
    await page.getByText('51 à 100 sur 10 000'.replace('10 000', '10\u202f000')).waitFor();
    assert.deepEqual((await sent(asked, 'failing')).at(-1), { rule: 'velos_bornes', from: 50, count: 50 });
  },
  'the threshold is a tick on the bar': async ({ page, open }) => {
    await open();
    const warned = rules(page).nth(3);
    const [fill, tick] = [
      await warned.locator('.mf').getAttribute('width'),
      await warned.locator('.mtk').getAttribute('x1'),
    ];
    assert.deepEqual([fill, tick], ['96%', '42.4%']);
  },
  'the history of a rule is a picture and a table that says the same': async ({ page, open }) => {
    await open();
    const picture = page.locator('.past svg.hist');
    assert.match(await picture.getAttribute('aria-label'), /13 dernières validations/);
    assert.equal(await picture.locator('.fell').count(), 13);
    await page.locator('.past summary').click();
    assert.equal(await page.locator('.past tbody tr').count(), 13);
    assert.match(await page.locator('.past tbody tr').first().innerText(), /Échouée[\s\S]+18\s204\s+31$/);
    assert.equal(await rules(page).first().locator('.c-before').innerText(), '+7');
  },
  'a validation says how far it is, can be cancelled, and shows what it found': async ({ page, open, asked }) => {
    await open({ case: 'validates' });
    await button(page, 'Valider à nouveau').click();
    await page.locator('progress').waitFor();
    assert.match(await page.innerText('.going'), /50\s% de 18\s204 lignes/);
    assert.ok(await button(page, 'Valider à nouveau').isDisabled());
    await button(page, 'Annuler').click();
    await page.locator('h1', { hasText: 'Valide' }).waitFor();
    assert.equal((await sent(asked, 'stop')).length, 1);
    assert.equal(await page.locator('progress').count(), 0);
    assert.match(await page.innerText('[aria-live]'), /terminée/);
  },
  'a rules file that cannot be read leads to its line, and the report stays': async ({ page, open }) => {
    await open({ case: 'breaks' });
    await button(page, 'Valider à nouveau').click();
    await page.getByRole('button', { name: /regles\.yaml, ligne 4/ }).waitFor();
    assert.equal(await rules(page).count(), 8);
    await button(page, 'Fermer').click();
    assert.equal(await page.locator('[role=alert]').count(), 0);
  },
  'what is to be done is asked of the host': async ({ page, open, asked }) => {
    await open();
    for (const name of ['Extraire…', 'Mettre en quarantaine…', 'Exporter le rapport', 'Copier la commande'])
      await button(page, name).click();
    assert.deepEqual(await sent(asked, 'extract'), [{ rule: 'velos_bornes' }]);
    for (const verb of ['quarantine', 'export', 'copyCommand']) assert.equal((await sent(asked, verb)).length, 1, verb);
  },
  'data are text, whatever they hold': async ({ page, open }) => {
    await open({ case: 'hostile' });
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.locator('a').count(), 0);
    assert.equal(await page.locator('.rows tbody tr').nth(1).locator('.hit').innerText(), '""');
    assert.equal(await page.locator('.rows tbody tr').nth(1).locator('td').nth(3).innerText(), '"␣␣"');
    assert.equal(await page.locator('.rows').getByText('\u202e').count(), 0, 'nothing turns the direction');
  },
  'what was not validated has one button that does it': async ({ page, open, asked }) => {
    await open({ case: 'empty' });
    await page.locator('.empty button').click();
    assert.equal((await sent(asked, 'validate')).length, 1);
  },
  'values of a file that has changed are not shown, its rows are': async ({ page, open }) => {
    await open({ case: 'changed' });
    assert.match(await page.innerText('.fail [role=alert]'), /a changé depuis sa validation/);
    assert.equal(await page.locator('.rows tbody tr').count(), 1);
  },
  'comes back as it was left': async ({ page, open }) => {
    await open({ case: 'manyRows' });
    await button(page, 'Lignes suivantes').click();
    await page.getByText(/^51 à 100/).waitFor();
    await page.reload();
    await page.getByText(/^51 à 100/).waitFor();
  },
  'the HTML report: axe finds nothing, light, dark, narrow and in print, and nothing in it runs': async ({
    page,
    lines,
  }) => {
    mkdirSync(OUT, { recursive: true });
    for (const [colorScheme, media, width] of [
      ['light', 'screen', 1000],
      ['dark', 'screen', 746],
      ['light', 'screen', 360],
      ['light', 'print', 746],
    ]) {
      lines.length = 0;
      await page.emulateMedia({ colorScheme, media });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(pathToFileURL(path.join(GOLDEN, 'report.fr.html')).href);
      await page.screenshot({ path: path.join(OUT, `report-${media}-${colorScheme}-${width}.png`), fullPage: true });
      assert.match(await page.evaluate(() => getComputedStyle(document.querySelector('.hit')).fontWeight), /600/);
      assert.equal(await page.locator('img, script, a').count(), 0);
      await lookAt(page, lines);
    }
    await page.emulateMedia({ colorScheme: null, media: null });
  },
};
