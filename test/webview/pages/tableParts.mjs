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
    // A column that is only wider in some files is told in the schema alone.
    assert.match(await page.innerText('#panel-data'), /De types différents d’un fichier à l’autre\s: 1 colonne\./);
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
        ['station', 'string', '65'],
        ['station', 'int32', '1'],
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
  'the file, the row group and the text of the search are there after a reload': async ({ page, open }) => {
    await open();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('arsenal');
    await tab(page, 2);
    await page.getByLabel('Fichier').selectOption({ index: 1 });
    await page.locator('#groups [role=option]').first().waitFor();
    await page.locator('#groups').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'Groupe 1' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Groupe 1' }).waitFor();
    assert.equal(await page.getByLabel('Fichier').evaluate(list => list.selectedIndex), 1);
    await tab(page, 0);
    assert.equal(await page.locator('#find').inputValue(), 'arsenal');
  },
  'a table of a dataset leads to its page; another does not': async ({ page, open, asked }) => {
    for (const width of [1000, 360]) {
      await open({ width });
      await button(page, 'Jeu de données').click();
    }
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(({ verb }) => verb === 'showDataset'));
    assert.equal((await sent(asked, 'showDataset')).length, 1);
    await open({ case: 'file' });
    assert.equal(await button(page, 'Jeu de données').count(), 0);
  },
  'of ten thousand files the first and the last are listed, and all of them copied': async ({ page, open, asked }) => {
    await open({ case: 'manyFiles', width: 746 });
    assert.match(await page.innerText('.head'), /10.000 fichiers/);
    await tab(page, 1);
    await page.locator('.tree').waitFor();
    const list = page.locator('.filepick select');
    assert.match(await list.innerText(), /part-1\.parquet\s+et 9.996 de plus\s+part-9998\.parquet/);
    await list.selectOption('part-9999.parquet');
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(one => one.params?.file === 9999));
    assert.match(await page.innerText('#panel-schema'), /et 680 de plus/);
    for (const at of [0, 1]) await button(page, 'Copier toute la liste').nth(at).click();
    await page.waitForFunction(() => globalThis.fakeHost.asked.filter(({ verb }) => verb === 'copyText').length === 2);
    assert.deepEqual(
      (await sent(asked, 'copyText')).map(({ text }) => text),
      ['name\nunread', 'name\nfiles'],
    );
  },
  'a table that takes long to open says how far it is, and can be stopped': async ({ page, open, asked, lines }) => {
    await open({ case: 'slowOpen', width: 360 }).catch(() => undefined);
    await page.getByText(/2.000 sur 10.000/).waitFor();
    await page.screenshot({ path: path.join(import.meta.dirname, '../out', 'table-opening-360.png') });
    await lookAt(page, lines);
    await button(page, 'Arrêter').click();
    await page.getByText('l’ouverture a été arrêtée').waitFor();
    const [{ id }] = await sent(asked, 'open');
    assert.ok((await sent(asked, 'stop')).some(stopped => stopped.id === id));
    await button(page, 'Réessayer').click();
    await page.getByText(/2.000 sur 10.000/).waitFor();
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
  'a search of which nothing is told yet says that it is on, and can be stopped': async ({ page, open }) => {
    await open({ case: 'silentFind' });
    await page.keyboard.press('Control+f');
    await page.keyboard.type('x');
    await page.keyboard.press('Enter');
    await page.locator('.find .work').waitFor();
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
  'an export is asked for as it was chosen; its end is said by VS Code, and not twice': async ({
    page,
    open,
    asked,
  }) => {
    await open();
    await button(page, 'Exporter').first().click();
    await page.getByRole('radio', { name: 'JSON Lines' }).check();
    await page.locator('#export').getByRole('button').click();
    await page.waitForFunction(() => globalThis.fakeHost.asked.some(({ verb }) => verb === 'export'));
    await page.waitForFunction(() => document.querySelectorAll('.work').length === 0);
    const [{ format, columns }] = await sent(asked, 'export');
    assert.deepEqual([format, columns.length], ['jsonl', 12]);
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
