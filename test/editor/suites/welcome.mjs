// What is said where there is nothing yet: no folder, no input, no run.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, openView, screenshot, welcomeText } from '../host/workbench.mjs';

export const name = 'welcome';
export const window = { workspace: 'empty' };

const says = (page, view, words) =>
  eventually(async () => assert.match(await welcomeText(page, view), words), { limitMs: 30_000 });

export const tests = {
  'no input: how to make one, and pages to practise on': async ({ page }) => {
    await openView(page, 'Ingestion Workshop', 'Sources');
    await says(page, 'Sources', /none in this folder yet.*New Workflow Input.*Start Practice Site/s);
    await says(page, 'Runs', /Runs of this folder are listed here/);
    await screenshot(page, 'welcome-1-no-input');
  },
  'no run: how to start one, as soon as there is an input': async ({ page, workspace }) => {
    writeFileSync(join(workspace, 'one.ingest.yaml'), 'sources:\n  - uri: http://127.0.0.1:9/\n');
    await says(page, 'Sources', /No run yet.*Run Workflow/s);
    await screenshot(page, 'welcome-2-no-run');
  },
  'no folder: open one first': async ({ page, window }) => {
    await page.goto(`${new URL(window.url).origin}/?ew=true`, { waitUntil: 'commit' });
    await openView(page, 'Ingestion Workshop', 'Sources');
    await says(page, 'Sources', /Open a folder first.*Open Folder/s);
    await screenshot(page, 'welcome-3-no-folder');
  },
};
