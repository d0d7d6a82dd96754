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
export const window = { workspace: 'empty', trust: false };

export const tests = {
  'an empty one says why nothing is run, with a button to trust it': async ({ page }) => {
    await openView(page, 'Ingestion Workshop', 'Sources');
    await eventually(async () => assert.match(await welcomeText(page, 'Sources'), /not trusted yet.*Manage Trust/s));
    await screenshot(page, 'restricted-1-empty');
  },
  'a run of the command line can be looked at, its artifacts too': async ({ page, workspace }) => {
    const site = await startSite();
    const address = new URL('/vie-pratique/pass-jeune', site.url).href;
    const { status } = await ingestOutside(workspace, [writePages(workspace, 'one.ingest.yaml', [address])]).ended;
    site.close();
    assert.equal(status, 'success');
    const [source] = await eventually(async () => {
      const rows = await treeRows(page, 'Sources');
      assert.match(rows[0]?.description ?? '', /^Completed/);
      return rows;
    });
    await toggleTreeRow(page, 'Sources', source.label);
    await eventually(async () => clickTreeRow(page, 'Sources', 'Conversion'));
    await eventually(async () => assert.match(await editorText(page), /^# .*Pass Jeune/));
    await screenshot(page, 'restricted-2-run');
  },
  'no command that runs or writes is offered': async ({ page }) => {
    const offers = await eventually(() => paletteOffers(page, 'Ingestion Workshop:'));
    const titles = offers.map(offer => offer.replace('Ingestion Workshop: ', ''));
    assert.ok(titles.includes('Search the Index'), titles.join());
    for (const title of ['Run Workflow', 'Resume', 'Clear Work Folder', 'Start Practice Site', 'New Workflow Input'])
      assert.ok(!titles.includes(title), `${title} is offered`);
  },
  'the play button of an input is not there': async ({ page }) => {
    await openFile(page, 'one.ingest.yaml');
    assert.ok(!(await editorActions(page)).some(label => label.startsWith('Run Workflow')));
  },
  'the index answers': async ({ page }) => {
    await runCommand(page, 'Ingestion Workshop: Search the Index Quickly');
    const input = page.locator('.quick-input-widget:visible input.input');
    await input.fill('pass jeune');
    await input.press('Enter');
    await eventually(async () => assert.match(await page.locator('.quick-input-list').innerText(), /1\. /));
    await page.keyboard.press('Escape');
    assert.deepEqual(await notifications(page), []);
  },
  'trusted, it runs': async ({ page }) => {
    await trustFolder(page);
    await eventually(async () => {
      const offers = await paletteOffers(page, 'Ingestion Workshop: Run Workflow');
      assert.ok(offers.includes('Ingestion Workshop: Run Workflow'), offers.join());
    });
  },
};
