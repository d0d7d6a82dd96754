// What is said where there is nothing yet: no folder, no input, no run.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, openView, screenshot, welcomeText } from '../host/workbench.mjs';

export const name = 'welcome';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const says = ({ page, t }, view, text) =>
  eventually(async () => assert.match(await welcomeText(page, t.view(view)), t.welcome(text)), { limitMs: 30_000 });

export const tests = {
  'no input: how to make one, and pages to practise on': async ctx => {
    await openView(ctx.page, ctx.t.manifest('container'), ctx.t.view('sources'));
    await says(ctx, 'sources', 'noInput');
    await says(ctx, 'runs', 'runs');
    await screenshot(ctx.page, `welcome-1-no-input-${ctx.t.language}`);
  },
  'no run: how to start one, as soon as there is an input': async ctx => {
    writeFileSync(join(ctx.workspace, 'one.ingest.yaml'), 'sources:\n  - uri: http://127.0.0.1:9/\n');
    await says(ctx, 'sources', 'noRun');
    await screenshot(ctx.page, `welcome-2-no-run-${ctx.t.language}`);
  },
  'no folder: open one first': async ctx => {
    const { page, window, t } = ctx;
    await page.goto(`${new URL(window.url).origin}/?ew=true`, { waitUntil: 'commit' });
    await openView(page, t.manifest('container'), t.view('sources'));
    await says(ctx, 'sources', 'noFolder');
    await screenshot(page, `welcome-3-no-folder-${t.language}`);
  },
};
