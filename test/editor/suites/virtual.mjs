// A folder that is on no disk: said so, looked at, and nothing is run.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  clickNotification,
  editorActions,
  eventually,
  notifications,
  openView,
  paletteOffers,
  runCommand,
  screenshot,
  webviewFrame,
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
  'a Parquet file there is fetched and shown, for as long as it is open': async ({ t, page }) => {
    await openParquet(page, 'trams.parquet');
    await eventually(async () => assert.match(await webviewText(page), t.match(t.count('unit.row', 3))));
    assert.equal(copies('trams.parquet').length, 1);
    await screenshot(page, `virtual-3-${t.language}`);
    await runCommand(page, 'View: Close All Editors');
    await eventually(() => copies('trams.parquet').length === 0, { what: 'the end of the copy' });
  },
  'one that comes slowly says for how long, is stopped, and leaves nothing behind': async ({ t, page }) => {
    await openParquet(page, 'slow.parquet');
    const told = async () => (await notifications(page)).map(one => JSON.stringify(one)).join();
    const fetching = t.match(t.like('tables.fetching', { name: 'slow.parquet' }), t.like('tables.fetched.size'));
    await eventually(async () => assert.match(await told(), fetching));
    await screenshot(page, `virtual-slow-${t.language}`);
    await clickNotification(page, 'slow.parquet', 'Cancel');
    const stopped = t.match(t.like('error.table_not_fetched', { name: 'slow.parquet' }));
    await eventually(async () => assert.match(await webviewText(page), stopped));
    await runCommand(page, 'Memory Files: Release');
    await eventually(() => copies('slow.parquet').length === 0, { what: 'the end of what was still on its way' });
    await webviewFrame(page)
      .getByRole('button', { name: t.say('page.retry') })
      .click();
    await eventually(async () => assert.match(await webviewText(page), t.match(t.count('unit.row', 3))));
    await runCommand(page, 'View: Close All Editors');
    await eventually(() => copies('slow.parquet').length === 0, { what: 'the end of the copy' });
  },
  'a large one is not fetched, and says so': async ({ t, page }) => {
    await openParquet(page, 'far.parquet');
    const sentence = t.match(t.like('error.table_too_far', { name: 'far.parquet' }));
    await eventually(async () => assert.match(await webviewText(page), sentence));
    await screenshot(page, `virtual-4-${t.language}`);
    assert.deepEqual(await notifications(page), []);
  },
};

const webviewText = page => webviewFrame(page).locator('body').innerText({ timeout: 2_000 });

async function openParquet(page, name) {
  await openView(page, 'Explorer');
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick();
}

/** Where the extension puts what it fetches. */
function copies(name) {
  const roots = readdirSync(tmpdir()).filter(one => one.startsWith('ingestion-workshop-'));
  const files = roots.flatMap(one => readdirSync(join(tmpdir(), one), { recursive: true }));
  return files.filter(file => basename(file) === name);
}
