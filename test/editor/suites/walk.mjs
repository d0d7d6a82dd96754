// The walk of a new user: new input → run → watch the tree → open Markdown → search. In both display languages.
import assert from 'node:assert/strict';
import {
  answer,
  clickTreeRow,
  editorText,
  editorTitles,
  eventually,
  notifications,
  openView,
  pick,
  quickPickLabels,
  runCommand,
  screenshot,
  toggleTreeRow,
  treeRows,
  treeText,
  welcomeText,
} from '../host/workbench.mjs';

export const name = 'walk';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

export const tests = {
  'a new user walks from nothing to a passage': walk,
};

async function walk({ t, page }) {
  const locale = t.language;
  const sources = t.view('sources');
  const convertion = t.say('stage.CONVERTION');
  await openView(page, t.manifest('container'), sources);
  await eventually(async () => assert.match(await welcomeText(page, sources), t.welcome('noInput')));
  await screenshot(page, `walk-${locale}-1-empty`);

  await runCommand(page, t.command('newInput'));
  await pick(page, t.say('newInput.practice'));
  await answer(page, 'orva');
  await eventually(async () => assert.ok((await editorTitles(page)).includes('orva.ingest.yaml')));
  await screenshot(page, `walk-${locale}-2-input`);

  await runCommand(page, t.command('startPracticeSite'));
  await eventually(async () => assert.match(JSON.stringify(await notifications(page)), /127\.0\.0\.1:4173/));
  await runCommand(page, t.command('run'));
  await eventually(async () => assert.ok((await treeRows(page, sources)).length > 3), { limitMs: 60_000 });
  await screenshot(page, `walk-${locale}-3-running`);
  await eventually(async () => assert.match(JSON.stringify(await notifications(page)), /38/), { limitMs: 90_000 });
  await screenshot(page, `walk-${locale}-4-ended`);

  const first = (await treeRows(page, sources))[0];
  await toggleTreeRow(page, sources, first.label);
  await eventually(async () => assert.match(await treeText(page, sources), t.match(convertion)));
  await screenshot(page, `walk-${locale}-5-stages`);
  const stage = (await treeRows(page, sources)).find(row => row.label === convertion);
  await clickTreeRow(page, sources, stage.label);
  await eventually(async () => assert.ok((await editorTitles(page)).some(title => title.endsWith('.md'))));
  await eventually(async () => assert.match(await editorText(page), /^# /));
  await screenshot(page, `walk-${locale}-6-markdown`);

  await runCommand(page, t.command('quickSearch'));
  await answer(page, 'Combien coûte le pass Jeune ?');
  await eventually(async () => assert.match((await quickPickLabels(page)).join('\n'), /^1\. /));
  await screenshot(page, `walk-${locale}-7-search`);
  await pick(page, (await quickPickLabels(page))[0]);
  await eventually(async () => assert.ok((await editorTitles(page)).some(title => /pass-jeune.*\.md$/.test(title))));
  await screenshot(page, `walk-${locale}-8-passage`);
  await runCommand(page, t.command('stopPracticeSite'));
}
