// A folder that is on no disk: said so, looked at, and nothing is run.
import assert from 'node:assert/strict';
import {
  editorActions,
  eventually,
  notifications,
  openView,
  paletteOffers,
  screenshot,
  welcomeText,
} from '../host/workbench.mjs';

export const name = 'virtual';
export const languages = ['en', 'fr'];
export const window = { workspace: 'virtual', beside: 'memory-files' };

const DATASETS = ['ingestApi', 'backfill', 'newApiIngestion', 'showDeadLetters', 'replayDeadLetters', 'removeDataset'];

export const tests = {
  'says why nothing can be run there': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await eventually(async () => assert.match(await welcomeText(page, t.view('sources')), t.welcome('virtual')));
    await screenshot(page, `virtual-1-${t.language}`);
  },
  'says what datasets are, without buttons that would be refused': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('datasets'));
    const only = t.welcome('datasetsOnly');
    await eventually(async () => assert.match(await welcomeText(page, t.view('datasets')), only));
    assert.deepEqual(await notifications(page), []);
  },
  'offers no command that runs or reads runs, and what works anywhere': async ({ t, page }) => {
    const isOffered = async name => (await paletteOffers(page, t.command(name))).includes(t.command(name));
    await eventually(() => isOffered('showModel'), { what: 'the data model' });
    for (const name of ['run', 'newInput', 'startPracticeSite', 'search', 'openArtifact', 'openTerminal', ...DATASETS])
      assert.ok(!(await isOffered(name)), `${name} is offered`);
  },
  'an input there has no play button': async ({ t, page }) => {
    await openView(page, 'Explorer');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'pages.ingest.yaml' }).dblclick();
    await page.locator('.monaco-editor[data-uri$="pages.ingest.yaml"]').first().waitFor();
    assert.ok(!(await editorActions(page)).some(label => label.startsWith(t.title('run'))));
    await screenshot(page, `virtual-2-${t.language}`);
  },
};
