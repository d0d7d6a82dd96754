// What a run would fetch, before it: previewed in a tree, filtered, led back to the input's line, exported, then run.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  choosePath,
  clickEditorAction,
  clickTreeAction,
  clickViewAction,
  answer,
  editorTitles,
  eventually,
  openFile,
  pick,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  treeText,
} from '../host/workbench.mjs';
import { literal } from '../host/words.mjs';
import { startSite } from '../world.mjs';

export const name = 'preview';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const INPUT = 'site.ingest.yaml';
const EXCLUDED = '/magazine/histoire-tramway';
let site;

async function writeInput(workspace) {
  site = await startSite();
  const lines = ['sources:', `  - uri: ${site.url}`, '    max_depth: 1'];
  const config = ['crawling_config:', '  exclude:', '    - /magazine/*', ''];
  writeFileSync(join(workspace, INPUT), [...lines, ...config].join('\n'));
}

const nothingStored = workspace => assert.ok(!existsSync(join(workspace, '.ingestion-workshop', 'runs')));

/** The other trees are closed: rows that are out of sight are not in the page. */
async function makeRoom(page, t) {
  for (const other of ['sources', 'runs']) {
    const header = page.locator('.part.sidebar .pane-header').filter({ hasText: t.view(other) });
    await eventually(async () => {
      if ((await header.getAttribute('aria-expanded')) === 'false') return true;
      await header.locator('.title').click({ timeout: 2_000 });
      return false;
    });
  }
}

/** The group of what would be done with the addresses of level 1, opened. */
const openGroup = async (page, t, action) => {
  const said = t.say(`preview.action.${action}`);
  await toggleTreeRow(page, t.view('preview'), said[0].toUpperCase() + said.slice(1));
};

export const tests = {
  'the addresses are grouped by level and by what would be done, with figures, and nothing is stored': async ctx => {
    const { t, page, workspace } = ctx;
    await writeInput(workspace);
    await openFile(page, INPUT);
    await clickEditorAction(page, t.title('previewCrawl'));
    const view = t.view('preview');
    await eventually(
      async () => assert.match(await treeText(page, view), t.line(literal(t.say('preview.tree.input')))),
      {
        limitMs: 60_000,
      },
    );
    const text = await treeText(page, view);
    assert.match(text, t.match(t.like('preview.tree.level', { level: 1 }), literal(t.say('preview.action.fetch'))));
    nothingStored(workspace);
    await makeRoom(page, t);
    await openGroup(page, t, 'skip');
    await eventually(async () => assert.match(await treeText(page, view), new RegExp(literal(EXCLUDED))));
    const row = (await treeRows(page, view)).find(({ label }) => label.endsWith(EXCLUDED));
    assert.match(row.description, new RegExp(t.like('preview.excluded', { pattern: '/magazine/*' })));
    assert.equal(row.icon, 'circle-slash');
    await screenshot(page, `preview-1-tree-${t.language}`);
  },
  'a row leads to the line of the input that keeps the page out': async ({ t, page }) => {
    const row = (await treeRows(page, t.view('preview'))).find(({ label }) => label.endsWith(EXCLUDED));
    await clickTreeAction(page, t.view('preview'), row.label, t.title('openPreviewCause'));
    await eventually(async () => assert.match(await page.locator('.statusbar').innerText(), /Ln 6\b/), {
      what: 'the cursor on line 6',
    });
    assert.ok((await editorTitles(page)).some(title => title.includes(INPUT)));
  },
  'words in the address filter the tree, and what is not there says so': async ({ t, page }) => {
    const view = t.view('preview');
    await clickViewAction(page, view, t.title('filterPreview'));
    await answer(page, 'tramway');
    await eventually(async () => {
      const text = await treeText(page, view);
      assert.ok(!text.includes(t.say('preview.tree.input')), text);
      assert.ok(text.includes(t.say('preview.tree.level', { level: 1 })), text);
    });
    await clickViewAction(page, view, t.title('filterPreview'));
    await answer(page, '');
    await eventually(async () => assert.ok((await treeText(page, view)).includes(t.say('preview.tree.input'))));
  },
  'it is exported as CSV': async ({ t, page, workspace }) => {
    const file = join(workspace, 'preview.csv');
    await runCommand(page, t.command('exportPreview'));
    await pick(page, 'CSV');
    await choosePath(page, file);
    await eventually(() => assert.ok(existsSync(file)));
    const csv = readFileSync(file, 'utf8');
    assert.match(csv, /^uri,action,level,reason_code,reason,alias_of,found_on\r\n/);
    assert.match(csv, /magazine\/histoire-tramway,skip,1,excluded,/);
  },
  'and the run is started from it': async ({ t, page, workspace }) => {
    await clickViewAction(page, t.view('preview'), t.title('runPreviewed'));
    await eventually(() => assert.ok(existsSync(join(workspace, '.ingestion-workshop', 'runs'))), { limitMs: 60_000 });
    await screenshot(page, `preview-2-run-${t.language}`);
    site.close();
  },
};
