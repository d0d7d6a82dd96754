// What stands around the grid of a table: its tabs, the panel on a column, finding, copying, exporting.
import assert from 'node:assert/strict';
import path from 'node:path';
import { lookAt } from '../looks.mjs';

const sent = async (asked, verb) =>
  (await asked()).filter(message => message.verb === verb).map(({ params }) => params);
const button = (scope, name) => scope.getByRole('button', { name, exact: true });
const tab = (page, at) => page.getByRole('tab').nth(at).click();

export const partCases = ['cut', 'encrypted'];

/** What is drawn only once it was asked for, by how it is asked for. */
const PARTS = {
  schema: page => tab(page, 1),
  groups: async page => {
    await tab(page, 2);
    await page.locator('.chunks tbody').waitFor();
  },
  figures: async page => {
    await figures(page, 2);
    await page.getByText('Sous forme de table').click();
  },
  find: async page => {
    await page.keyboard.press('Control+f');
    await page.keyboard.type('arsenal');
    await page.keyboard.press('Enter');
    await page.getByText(/^Ligne \d+, station/).waitFor();
  },
  copy: page => button(page, 'Copier').first().click(),
  export: page => button(page, 'Exporter').first().click(),
};
const LOOKS = ['dark-modern', 'light-modern', 'high-contrast', 'high-contrast-light'];
const WIDTHS = [1000, 746, 360];

const looks = Object.entries(PARTS).map(([name, show]) => [
  `${name} in four themes and three widths`,
  async ({ page, open, lines }) => {
    for (const theme of LOOKS)
      for (const width of WIDTHS) {
        await open({ theme, width, case: name === 'schema' ? 'folder' : 'plain' });
        await show(page);
        const file = `table-${name}-${theme}-${width}.png`;
        await page.screenshot({ path: path.join(import.meta.dirname, '../out', file) });
        await lookAt(page, lines);
      }
  },
]);

export const partTests = {
  ...Object.fromEntries(looks),
  'the schema is a tree with each column’s types, and leads to its values': async ({ page, open }) => {
    await open();
    await tab(page, 1);
    const rows = page.locator('.tree tbody tr');
    await rows.first().waitFor();
    const texts = await rows.allInnerTexts();
    assert.equal(texts.length, 16);
    assert.match(texts.at(-1), /partition_date.*date, dit par le dossier/s);
    const left = name =>
      page.getByRole('rowheader', { name, exact: true }).evaluate(el => parseFloat(getComputedStyle(el).paddingLeft));
    assert.ok((await left('meteo.temp')) > (await left('meteo')), 'a member stands further right');
    await page.getByLabel('Chercher une colonne').fill('TEMP');
    assert.equal(await rows.count(), 1);
    await button(page, 'temp').click();
    assert.equal(await page.getByRole('tab').first().getAttribute('aria-selected'), 'true');
  },
  'differences between files and files that cannot be read are named, each with its reason': async ({ page, open }) => {
    await open({ case: 'folder' });
    await button(page, 'Lesquels').click();
    const panel = page.locator('#panel-schema');
    assert.match(
      await panel.innerText(),
      /partition_date=2026-10-03\/part-00000\.parquet\s+\S+ n’est pas un fichier Parquet/,
    );
    const rows = await page.locator('.differences tbody tr').allInnerTexts();
    assert.deepEqual(
      rows.map(row => row.split(/\s+/).slice(0, 3)),
      [
        ['velos', 'int32', '60'],
        ['velos', 'int64', '5'],
        ['velos', 'absente', '1'],
      ],
    );
  },
  'a long note of the file is cut, and copied whole': async ({ page, open, asked }) => {
    await open();
    await tab(page, 1);
    await page.locator('.notes li').nth(1).waitFor();
    assert.match(await page.locator('.notes li').nth(1).innerText(), /… \d\s\d{3} car\./);
    await page.locator('.notes li').nth(1).getByRole('button').click();
    await page.getByText('Copié.').waitFor();
    const [{ text }] = await sent(asked, 'copyText');
    assert.equal(JSON.parse(text).fields.length, 40);
  },
  'row groups: the picked one shows its column chunks, the largest first where that is wished': async ({
    page,
    open,
    asked,
  }) => {
    await open();
    await tab(page, 2);
    await page.locator('#groups [role=option]').first().waitFor();
    await page.locator('#groups').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Groupe 1' }).waitFor();
    assert.deepEqual(
      (await sent(asked, 'groupLayout')).map(({ group }) => group),
      [0, 1],
    );
    await page.getByLabel('Fichier').selectOption({ index: 1 });
    await page.getByRole('heading', { name: 'Groupe 0' }).waitFor();
    assert.equal((await sent(asked, 'layout')).at(-1).file, 1);
    assert.match(
      await page.locator('.bytes').getAttribute('aria-label'),
      /^Où sont les octets\s: id 3\d(,\d)?\s%, velos/,
    );
  },
  'row groups and column chunks are copied as TSV and JSON': async ({ page, open, asked }) => {
    await open();
    await tab(page, 2);
    await page.locator('.chunks').waitFor();
    await button(page, 'Copier les morceaux de colonne').click();
    await button(page, 'TSV').click();
    await page.getByText('Copié.').waitFor();
    await button(page, 'Copier les groupes de lignes').click();
    await button(page, 'JSON').click();
    await page.waitForFunction(() => globalThis.fakeHost.asked.filter(({ verb }) => verb === 'copyText').length === 2);
    const [chunks, groups] = (await sent(asked, 'copyText')).map(({ text }) => text);
    assert.equal(chunks.split('\n').length, 14);
    assert.ok(chunks.startsWith('column\tphysicalType\tcodec'), chunks.slice(0, 80));
    assert.equal(JSON.parse(groups).length, 2);
  },
  'a footer that cannot be read says why, and is asked for again': async ({ page, open, asked }) => {
    await open({ case: 'failedParts' });
    await tab(page, 2);
    assert.match(await page.locator('#panel-groups [role=alert]').innerText(), /sa fin manque/);
    await button(page, 'Réessayer').click();
    await page.waitForFunction(() => globalThis.fakeHost.asked.filter(({ verb }) => verb === 'layout').length === 2);
    assert.equal((await sent(asked, 'layout')).length, 2);
  },
  'a column in figures: nulls, distinct ones, bounds, the most frequent; a click on one filters': async ({
    page,
    open,
    asked,
  }) => {
    await open();
    await figures(page, 2);
    const panel = page.locator('.insight');
    assert.match(await panel.innerText(), /NULL\s+1\s219 6,1\s%/);
    assert.match(await panel.innerText(), /Distinctes\s+≈ 1\s590/);
    assert.match(await panel.innerText(), /Maximum\s+15,99/);
    assert.match(await panel.innerText(), /Calculé sur toutes les lignes\s: 20\s000 lignes/);
    await panel.locator('.topv button').first().click();
    await page.getByText(/Calculé sur les lignes du filtre/).waitFor();
    assert.deepEqual((await sent(asked, 'arrange')).at(-1).query.filters, [{ column: 2, text: '= 0.55' }]);
  },
  'the histogram is a picture with a sentence and a table; a bar filters': async ({ page, open, asked }) => {
    await open();
    await figures(page, 2);
    const picture = page.locator('.insight svg.hist');
    assert.match(
      await picture.getAttribute('aria-label'),
      /^Répartition de distance_km\s.+, est entre 2,\d+ et 3,\d+\. \d+ lignes isolées$/,
    );
    await page.getByText('Sous forme de table').click();
    const rows = page.locator('.insight details tr');
    assert.equal(await rows.count(), await picture.locator('.hbar').count());
    await picture.locator('.hbar').nth(2).click();
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(({ verb }) => verb === 'arrange'));
    const [{ query }] = await sent(asked, 'arrange');
    assert.match(query.filters[0].text, /^2\.\d+\.\.<3\.\d+$/);
  },
  'the panel stays for the next column, and asks for the one where the reader stays': async ({ page, open, asked }) => {
    await open();
    await figures(page, 2);
    await page.evaluate(() => globalThis.dispatchEvent(new Event('resize')));
    await tab(page, 1);
    await button(page, 'station').click();
    await page.getByRole('heading', { name: 'station' }).waitFor();
    await page.locator('.insight .topv').waitFor();
    assert.deepEqual(
      (await sent(asked, 'insight')).map(({ column }) => column),
      [2, 4],
    );
    assert.equal(await page.locator('.insight svg.hist').count(), 0, 'texts have no histogram');
  },
  'figures that take long say how far they are, and can be stopped': async ({ page, open, asked }) => {
    await open({ case: 'slowParts' });
    await button(page, 'La colonne en chiffres').click();
    await page.getByText(/240\s000 sur 1\s196\s448/).waitFor();
    await button(page, 'Arrêter').click();
    await button(page, 'Calculer').waitFor();
    const [{ id }] = await sent(asked, 'insight');
    assert.ok((await sent(asked, 'stop')).some(stopped => stopped.id === id));
  },
  'figures that cannot be computed say why': async ({ page, open }) => {
    await open({ case: 'failedParts' });
    await button(page, 'La colonne en chiffres').click();
    assert.match(await page.locator('.insight [role=alert]').innerText(), /est abîmée/);
  },
  'Ctrl+F finds the next, the one before, wraps with a word, and leaves by Escape': async ({ page, open, asked }) => {
    await open();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('reprise');
    await page.keyboard.press('Enter');
    await page.getByText('« reprise » n’est nulle part').waitFor();
    await page.locator('#find').fill('9007199254740995');
    await page.keyboard.press('Enter');
    await page.getByText('Ligne 2, id').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/Ligne 2, id – fin atteinte/).waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText(/Ligne 2, id – début atteint/).waitFor();
    assert.equal((await sent(asked, 'find'))[0].columns.length, 12);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#find').count(), 0);
  },
  'a long search says how far it is, and can be stopped': async ({ page, open }) => {
    await open({ case: 'slowParts' });
    await page.keyboard.press('Control+f');
    await page.keyboard.type('x');
    await page.keyboard.press('Enter');
    await page.getByText(/240\s000 sur/).waitFor();
    await button(page, 'Arrêter').click();
    await page.getByText('Arrêté avant la fin.').waitFor();
  },
  'what is copied is chosen, and said; what finds no room on the clipboard, too': async ({ page, open, asked }) => {
    await open();
    await button(page, 'Copier').first().click();
    await page.getByRole('radio', { name: 'Ligne', exact: true }).check();
    await page.getByRole('radio', { name: 'Markdown' }).check();
    await page.locator('#copy').getByRole('button').click();
    await page.getByText('Copié : 1 ligne.').waitFor();
    await button(page, 'Copier').first().click();
    await page.getByRole('radio', { name: 'Toutes les lignes' }).check();
    await page.getByLabel('Avec le nom des colonnes').uncheck();
    await page.locator('#copy').getByRole('button').click();
    await page.getByText(/5\s000 lignes sur 20\s000 dans le presse-papiers/).waitFor();
    const [row, all] = await sent(asked, 'copy');
    assert.deepEqual([row.from, row.count, row.columns.length, row.as, row.hasHeader], [0, 1, 12, 'markdown', true]);
    assert.deepEqual([all.from, all.count, all.as, all.hasHeader], [0, 20_000, 'markdown', false]);
  },
  'an export says rows, bytes and file; one that nobody wanted says nothing': async ({ page, open, asked }) => {
    await open();
    await button(page, 'Exporter').first().click();
    await page.getByRole('radio', { name: 'JSON Lines' }).check();
    await page.locator('#export').getByRole('button').click();
    await page.getByText(/Écrit\s: 20\s000 lignes, 3,2\sMo, \/orva\/exports\/comptages_velos\.jsonl/).waitFor();
    await button(page, 'Ouvrir').click();
    assert.equal((await sent(asked, 'openPlace'))[0].file, '/orva/exports/comptages_velos.jsonl');
    await open({ case: 'unwanted' });
    await button(page, 'Exporter').first().click();
    await page.locator('#export').getByRole('button').click();
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(({ verb }) => verb === 'export'));
    assert.equal(await page.locator('.outline').count(), 0);
  },
  'an export that takes long is stopped; one that fails says why': async ({ page, open, asked }) => {
    await open({ case: 'slowParts' });
    await button(page, 'Exporter').first().click();
    await page.locator('#export').getByRole('button').click();
    await page.getByText('Export en cours').first().waitFor();
    await button(page, 'Arrêter').click();
    await page.waitForFunction(() => document.querySelectorAll('.work').length === 0);
    assert.equal((await sent(asked, 'stop')).length, 1);
    await open({ case: 'failedParts' });
    await button(page, 'Exporter').first().click();
    await page.locator('#export').getByRole('button').click();
    await page.locator('.outline [role=alert]').waitFor();
  },
};

/** The panel of a column, by its place. */
async function figures(page, column) {
  await tab(page, 1);
  await page.locator('.tree tbody tr').nth(column).getByRole('button').click();
  await button(page, 'La colonne en chiffres').click();
  await page.locator('.insight .kv').waitFor();
}
