// How a run with every state looks, in the four themes and in a narrow window. The pictures are for a person's eye.
import assert from 'node:assert/strict';
import {
  clickEditorAction,
  eventually,
  openFile,
  openView,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
} from '../host/workbench.mjs';
import { THEMES } from '../host/settings.mjs';
import { startSite, writePages, writeSettings } from '../world.mjs';

export const name = 'looks';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

/** Path → the shape of its row. */
const STATES = {
  '/vie-pratique/pass-jeune': 'pass',
  '/vie-pratique/pass-jeune?utm_source=mail': 'alias-THEME',
  '/nulle-part': 'error',
  '/files/plan-du-reseau.pdf': 'circle-slash',
  '/_fault/500/page': 'clockface',
  '/_fault/slow/page': 'in-progress-THEME',
};

const shapes = async ({ page, t }) => (await treeRows(page, t.view('sources'))).map(row => row.icon);

/** Ours are pictures, and a theme kind has its own file of each. */
const inTheme = kind => Object.values(STATES).map(shape => shape.replace('THEME', kind));

const themeTests = Object.entries(THEMES).map(([theme, colours]) => [
  `our own shapes are drawn for ${theme}`,
  async ({ t, page, workspace }) => {
    writeSettings(workspace, { 'workbench.colorTheme': colours });
    const kind = theme.endsWith('light') ? 'light' : 'dark';
    await eventually(async () => {
      const shown = await shapes({ page, t });
      for (const own of [`alias-${kind}`, `in-progress-${kind}`]) assert.ok(shown.includes(own), shown.join());
    });
    await screenshot(page, `looks-${theme}-${t.language}`);
  },
]);

export const tests = {
  'a run shows every state at once': async ({ t, page, workspace }) => {
    const site = await startSite();
    await openView(page, t.manifest('container'), t.view('sources'));
    const paths = Object.keys(STATES).map(path => new URL(path, site.url).href);
    await openFile(page, writePages(workspace, 'states.ingest.yaml', paths));
    await clickEditorAction(page, t.title('run'));
    await eventually(async () => assert.deepEqual(await shapes({ page, t }), inTheme('dark')), { limitMs: 40_000 });
    const [first] = await treeRows(page, t.view('sources'));
    await toggleTreeRow(page, t.view('sources'), first.label);
    await screenshot(page, `looks-stages-${t.language}`);
    await toggleTreeRow(page, t.view('sources'), first.label);
  },
  ...Object.fromEntries(themeTests),
  'a window of 746 px still says what each Source is': async ({ t, page }) => {
    await page.setViewportSize({ width: 746, height: 900 });
    await eventually(async () =>
      assert.equal((await treeRows(page, t.view('sources'))).length, Object.keys(STATES).length),
    );
    await screenshot(page, `looks-narrow-${t.language}`);
    const labels = page.locator('.part.sidebar .pane:first-child .label-name');
    for (const box of await labels.evaluateAll(all => all.map(label => label.getBoundingClientRect().width)))
      assert.ok(box > 60, `a label of ${box} px`);
    await page.setViewportSize({ width: 1400, height: 900 });
    await runCommand(page, t.command('cancel'));
    await eventually(async () => assert.ok((await shapes({ page, t })).includes('stop-circle')));
    await screenshot(page, `looks-canceled-${t.language}`);
  },
};
