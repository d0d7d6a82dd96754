// A folder that is not trusted: look at everything, run nothing; and the empty states.
import assert from 'node:assert/strict';
import {
  clickTreeRow,
  editorActions,
  editorText,
  eventually,
  notifications,
  openFile,
  openView,
  paletteOffers,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  trustFolder,
  welcomeText,
} from '../host/workbench.mjs';
import { ingestOutside, startSite, writePages } from '../world.mjs';

export const name = 'restricted';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty', trust: false };

export const tests = {
  'an empty one says why nothing is run, with a button to trust it': async ({ t, page }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await eventually(async () => assert.match(await welcomeText(page, t.view('sources')), t.welcome('untrusted')));
    await screenshot(page, `restricted-1-empty-${t.language}`);
  },
  'a run of the command line can be looked at, its artifacts too': async ({ t, page, workspace }) => {
    const site = await startSite();
    const address = new URL('/vie-pratique/pass-jeune', site.url).href;
    const { status } = await ingestOutside(workspace, [writePages(workspace, 'one.ingest.yaml', [address])]).ended;
    site.close();
    assert.equal(status, 'success');
    const [source] = await eventually(async () => {
      const rows = await treeRows(page, t.view('sources'));
      assert.match(rows[0]?.description ?? '', t.starts(t.say('outcome.COMPLETED')));
      return rows;
    });
    await toggleTreeRow(page, t.view('sources'), source.label);
    await eventually(async () => clickTreeRow(page, t.view('sources'), t.say('stage.CONVERTION')));
    await eventually(async () => assert.match(await editorText(page), /^# .*Pass Jeune/));
    await screenshot(page, `restricted-2-run-${t.language}`);
  },
  'no command that runs or writes is offered': async ({ t, page }) => {
    const isOffered = async name => (await paletteOffers(page, t.command(name))).includes(t.command(name));
    await eventually(() => isOffered('search'), { what: 'the search' });
    for (const name of ['run', 'clearWorkFolder', 'startPracticeSite', 'newInput', 'openTerminal'])
      assert.ok(!(await isOffered(name)), `${name} is offered`);
  },
  'the play button of an input is not there': async ({ t, page }) => {
    await openFile(page, 'one.ingest.yaml');
    assert.ok(!(await editorActions(page)).some(label => label.startsWith(t.title('run'))));
  },
  'the index answers': async ({ t, page }) => {
    await runCommand(page, t.command('quickSearch'));
    const input = page.locator('.quick-input-widget:visible input.input');
    await input.fill('pass jeune');
    await input.press('Enter');
    await eventually(async () => assert.match(await page.locator('.quick-input-list').innerText(), /1\. /));
    await page.keyboard.press('Escape');
    assert.deepEqual(await notifications(page), []);
  },
  'trusted, it runs': async ({ t, page }) => {
    await trustFolder(page);
    await eventually(async () => {
      const offers = await paletteOffers(page, t.command('run'));
      assert.ok(offers.includes(t.command('run')), offers.join());
    });
  },
};
