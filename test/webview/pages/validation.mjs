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
const failing = page => page.locator('#failing-rows');
const row = (page, at) => failing(page).locator(`.gd-body .gd-row[aria-rowindex="${at + 2}"]`);
const isActive = (page, row) =>
  page.waitForFunction(
    at => document.getElementById('failing-rows')?.getAttribute('aria-activedescendant')?.startsWith(at),
    `failing-rows-${row}-`,
  );
const chosen = page => page.locator('.rules [aria-selected=true] .c-rule .m').innerText();

export const tests = {
  'the verdict is the first thing in words, then the rules, the worst first': async ({ page, open }) => {
    await open();
    assert.match(await page.innerText('h1'), /^Non valide\s: échec de 2 règles sur 8, 1 sans résultat$/);
    assert.match(await page.innerText('.lede'), /37 sur 18\s204\. Depuis le .* 1 nouvelle règle/);
    const verdicts = await page.locator('.rules .c-verdict .st').allInnerTexts();
    assert.deepEqual(
      verdicts.map(word => word.trim()),
      [...['Échouée', 'Échouée', 'Non vérifiée', 'Avec avertissement', 'Réussie', 'Réussie', 'Réussie', 'Réussie']],
    );
    assert.equal(await chosen(page), 'velos_bornes');
  },
  'arrows walk through the rules, and what fails is shown below': async ({ page, open, asked }) => {
    await open();
    await rules(page).first().focus();
    await page.keyboard.press('ArrowDown');
    assert.equal(await chosen(page), 'id_unique');
    await failing(page).getByRole('columnheader', { name: /^id/ }).waitFor();
    assert.match(await page.innerText('#failing'), /^6 lignes en défaut\s: id est unique$/);
    assert.deepEqual((await sent(asked, 'failing')).at(-1), { rule: 'id_unique', from: 0, count: 100 });
    await page.keyboard.press('End');
    assert.equal(await chosen(page), 'commentaire_court');
    await page.keyboard.press('Home');
    assert.equal(await chosen(page), 'velos_bornes');
  },
  'the failing cell is marked, a null is no text, and a row opens in the grid': async ({ page, open, asked }) => {
    await open();
    assert.equal(await row(page, 2).locator('.gd-hit').innerText(), 'NULL');
    assert.equal(await row(page, 2).locator('.gd-hit .null').count(), 1);
    assert.match(await failing(page).getByRole('columnheader', { name: /velos/ }).innerText(), /jugée/);
    // As the grid counts: from 1.
    await row(page, 2).getByRole('button', { name: 'Ouvrir la ligne 4\u202f827' }).click();
    assert.deepEqual(await sent(asked, 'openRow'), [
      { file: 'partition_date=2026-11-20/part-00000.parquet', row: 4826, column: 'velos' },
    ]);
    await button(page, 'Ouvrir dans la grille').click();
    assert.deepEqual((await sent(asked, 'openRow'))[1], { file: '', row: null, column: 'velos' });
  },
  'digits beyond 2^53 stay': async ({ page, open }) => {
    await open();
    assert.equal(await row(page, 0).locator('.gd-c.n').first().innerText(), '9007199254755427');
  },
  'a rule that could not run has not failed: it says why, and what to do': async ({ page, open, asked }) => {
    await open();
    await rules(page).nth(2).click();
    assert.match(await page.innerText('.fail .call'), /meteo_temp[\s\S]+n’a pas échoué/);
    assert.equal(await failing(page).count(), 0);
    await button(page, 'regles-comptages.yaml, ligne 15').click();
    assert.deepEqual(await sent(asked, 'openRule'), [{ line: 15 }]);
  },
  '12,345 failing rows: the first 10,000 of them, of which only those in sight are asked for': async ({
    page,
    open,
    asked,
  }) => {
    await open({ case: 'manyRows' });
    assert.match(await page.innerText('.fail'), /12\s345 lignes en défaut[\s\S]+Seules les 10\s000 premières/);
    assert.equal(await failing(page).getAttribute('aria-rowcount'), '10001');
    await failing(page).focus();
    await page.keyboard.press('Control+End');
    await isActive(page, 9999);
    await row(page, 9999).locator('.gd-hit .gd-t').waitFor();
    const pages = (await sent(asked, 'failing')).map(({ from }) => from);
    assert.ok(pages.includes(9900) && pages.length <= 6, String(pages));
  },
  'failing rows have the keys of the table: Enter opens one there, Ctrl+C and the menu copy': async ({
    page,
    open,
    asked,
  }) => {
    await open();
    await failing(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const [opened] = await sent(asked, 'openRow');
    assert.equal(typeof opened.row, 'number');
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await page.getByText('Copié : 2 lignes'.replace(' :', '\u00a0:')).waitFor();
    const [{ text }] = await sent(asked, 'copy');
    assert.equal(text.split('\n').length, 2);
    assert.match(text, /\t9007199254755\d+\t/);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Copier avec les noms des colonnes' }).click();
    await page.waitForFunction(() => globalThis.fakeHost.asked.filter(({ verb }) => verb === 'copy').length === 2);
    assert.match((await sent(asked, 'copy'))[1].text, /^Fichier\t/);
  },
  'a sentence says where most of the failing rows lie': async ({ page, open }) => {
    await open();
    const said = (await page.innerText('.fail .call')).replaceAll(/\s/g, ' ');
    assert.match(
      said,
      /24 des 31 lignes viennent de partition_date=2026-11-20, entre les lignes 4 813 et 5 022 ; 2 fichiers en ont\./,
    );
  },
  'each rule says how many it has looked at': async ({ page, open }) => {
    await open();
    assert.match(await rules(page).first().locator('.c-checked').innerText(), /18\s204/);
    assert.equal(await rules(page).nth(2).locator('.c-checked').innerText(), '–');
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
    assert.equal(await row(page, 1).locator('.gd-hit').innerText(), '""');
    assert.equal(await row(page, 1).locator('.gd-c').nth(2).innerText(), '"␣␣"');
    assert.equal(await page.getByText('\u202e').count(), 0, 'nothing turns the direction');
  },
  'what was not validated has one button that does it': async ({ page, open, asked }) => {
    await open({ case: 'empty' });
    await page.locator('.empty button').click();
    assert.equal((await sent(asked, 'validate')).length, 1);
  },
  'values of a file that has changed are not shown, its rows are': async ({ page, open }) => {
    await open({ case: 'changed' });
    assert.match(await page.innerText('.fail [role=alert]'), /a changé depuis sa validation/);
    assert.equal(await row(page, 1).getByRole('button').innerText(), '4\u202f814');
    assert.equal(await failing(page).getByText('NULL').count(), 0);
  },
  'comes back as it was left': async ({ page, open }) => {
    await open({ case: 'manyRows' });
    await failing(page).focus();
    await page.keyboard.press('Control+End');
    await isActive(page, 9999);
    await page.reload();
    await isActive(page, 9999);
    await row(page, 9999).waitFor();
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
