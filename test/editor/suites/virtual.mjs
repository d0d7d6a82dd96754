// A folder that is on no disk: said so, looked at, and nothing is run.
import assert from 'node:assert/strict';
import { editorActions, eventually, openView, paletteOffers, screenshot, welcomeText } from '../host/workbench.mjs';

export const name = 'virtual';
export const languages = ['en', 'fr'];
export const window = { workspace: 'virtual', beside: 'memory-files' };

export const tests = {
  'says why nothing can be run there': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await eventually(async () => assert.match(await welcomeText(page, t.view('sources')), t.welcome('virtual')));
    await screenshot(page, `virtual-1-${t.language}`);
  },
  'offers no command that runs or reads runs, and what works anywhere': async ({ t, page }) => {
    const offers = await eventually(async () => {
      const found = await paletteOffers(page, `${t.manifest('category')}:`);
      assert.ok(found.includes(t.command('showModel')), found.join());
      return found;
    });
    for (const command of ['run', 'resume', 'newInput', 'startPracticeSite', 'search', 'openArtifact', 'openTerminal'])
      assert.ok(!offers.includes(t.command(command)), `${command} is offered`);
  },
  'an input there has no play button': async ({ t, page }) => {
    await openView(page, 'Explorer');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'pages.ingest.yaml' }).dblclick();
    await page.locator('.monaco-editor[data-uri$="pages.ingest.yaml"]').first().waitFor();
    assert.ok(!(await editorActions(page)).some(label => label.startsWith(t.title('run'))));
    await screenshot(page, `virtual-2-${t.language}`);
  },
};
