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

/** What the two windows call the same things. */
const WORDS = {
  en: {
    sources: 'Sources',
    runs: 'Runs',
    practice: 'Practice site',
    newInput: 'Ingestion Workshop: New Workflow Input',
    start: 'Ingestion Workshop: Start Practice Site',
    stop: 'Ingestion Workshop: Stop Practice Site',
    run: 'Ingestion Workshop: Run Workflow',
    search: 'Ingestion Workshop: Search the Index Quickly',
    convertion: /Conversion/i,
    empty: /There is none in this folder yet/,
  },
  fr: {
    sources: 'Sources',
    runs: 'Exécutions',
    practice: 'Site d’exercice',
    newInput: 'Ingestion Workshop: Nouvelle entrée de workflow',
    start: 'Ingestion Workshop: Démarrer le site d’exercice',
    stop: 'Ingestion Workshop: Arrêter le site d’exercice',
    run: 'Ingestion Workshop: Exécuter le workflow',
    search: 'Ingestion Workshop: Interroger l’index rapidement',
    convertion: /Conversion/i,
    empty: /Ce dossier n’en contient pas encore/,
  },
};

export const name = 'walk';

export const tests = {
  'a new user walks from nothing to a passage (en)': walk('en'),
  'and in French (fr)': walk('fr'),
};

function walk(locale) {
  const words = WORDS[locale];
  return async ({ open }) => {
    const { page } = await open({ workspace: 'empty', locale });
    await openView(page, 'Ingestion Workshop', words.sources);
    await eventually(async () => assert.match(await welcomeText(page, words.sources), words.empty));
    await screenshot(page, `walk-${locale}-1-empty`);

    await runCommand(page, words.newInput);
    await pick(page, words.practice);
    await answer(page, 'orva');
    await eventually(async () => assert.ok((await editorTitles(page)).includes('orva.ingest.yaml')));
    await screenshot(page, `walk-${locale}-2-input`);

    await runCommand(page, words.start);
    await eventually(async () => assert.match(JSON.stringify(await notifications(page)), /127\.0\.0\.1:4173/));
    await runCommand(page, words.run);
    await eventually(async () => assert.ok((await treeRows(page, words.sources)).length > 3), { limitMs: 60_000 });
    await screenshot(page, `walk-${locale}-3-running`);
    await eventually(async () => assert.match(JSON.stringify(await notifications(page)), /38/), { limitMs: 90_000 });
    await screenshot(page, `walk-${locale}-4-ended`);

    const first = (await treeRows(page, words.sources))[0];
    await toggleTreeRow(page, words.sources, first.label);
    await eventually(async () => assert.match(await treeText(page, words.sources), words.convertion));
    await screenshot(page, `walk-${locale}-5-stages`);
    const stage = (await treeRows(page, words.sources)).find(row => words.convertion.test(row.label));
    await clickTreeRow(page, words.sources, stage.label);
    await eventually(async () => assert.ok((await editorTitles(page)).some(title => title.endsWith('.md'))));
    await eventually(async () => assert.match(await editorText(page), /^# /));
    await screenshot(page, `walk-${locale}-6-markdown`);

    await runCommand(page, words.search);
    await answer(page, 'Combien coûte le pass Jeune ?');
    await eventually(async () => assert.match((await quickPickLabels(page)).join('\n'), /^1\. /));
    await screenshot(page, `walk-${locale}-7-search`);
    await pick(page, (await quickPickLabels(page))[0]);
    await eventually(async () => assert.ok((await editorTitles(page)).some(title => /pass-jeune.*\.md$/.test(title))));
    await screenshot(page, `walk-${locale}-8-passage`);
    await runCommand(page, words.stop);
  };
}
