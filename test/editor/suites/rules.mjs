// Rules files: faults and misspelt columns on their line, a quick fix, columns completed; rules proposed for a dataset.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  answer,
  boxProblem,
  clickRowMenu,
  editorText,
  editorTitles,
  eventually,
  hoverText,
  openFile,
  openView,
  problems,
  quickFix,
  screenshot,
  suggestions,
  treeRows,
} from '../host/workbench.mjs';
import { literal } from '../host/words.mjs';
import { runOutside, startApi } from '../world.mjs';

export const name = 'rules';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const ours = async page => (await problems(page)).filter(({ source }) => source.includes('Ingestion Workshop'));

/** Code → the text that has it, and where it is told. */
const FAULTS = {
  bad_enum: { lines: ['rules:', '  - kind: not_nul', '    column: id'], at: [2, 11] },
  rule_range_reversed: { lines: ['value_ranges:', '  fare: [9, 1]'], at: [2, 10] },
  rule_bad_pattern: { lines: ['rules:', '  - { kind: pattern, column: id, pattern: "(a" }'], at: [2, 43] },
};

async function shows(page, code, at) {
  await eventually(async () => {
    const found = await ours(page);
    assert.deepEqual(
      found.map(problem => [problem.code.replace(/[()]/g, ''), problem.line, problem.column]),
      [[code, ...at]],
    );
  });
}

export const tests = {
  'the rules of another tool are left alone': async ({ page, workspace }) => {
    writeFileSync(join(workspace, 'prometheus-rules.yaml'), 'groups:\n  - name: a\n    rules:\n      - alert: Down\n');
    writeFileSync(join(workspace, 'bad-rules.yaml'), 'rules:\n  - kind: not_nul\n');
    await openFile(page, 'prometheus-rules.yaml');
    // Its problems would be there before those of a file that is opened later.
    await openFile(page, 'bad-rules.yaml');
    await shows(page, 'bad_enum', [2, 11]);
    writeFileSync(join(workspace, 'bad-rules.yaml'), 'min_rows: 1\n');
    await eventually(async () => assert.deepEqual(await ours(page), []));
  },
  ...Object.fromEntries(
    Object.entries(FAULTS).map(([code, { lines, at }]) => [
      `${code} is shown at its place, and gone when corrected`,
      async ({ t, page, workspace }) => {
        const file = join(workspace, 'faulty.rules.yaml');
        writeFileSync(file, `${lines.join('\n')}\n`);
        await openFile(page, 'faulty.rules.yaml');
        await shows(page, code, at);
        if (code === 'bad_enum') await screenshot(page, `rules-1-problem-${t.language}`);
        writeFileSync(file, 'min_rows: 1\n');
        await eventually(async () => assert.deepEqual(await ours(page), []));
      },
    ]),
  ),
  'rules are proposed for a dataset, and open without a problem': async ({ t, page, workspace }) => {
    const api = await startApi(500);
    const lines = [`base_url: ${api.url}events`, 'output_dir: data/trams', 'date_column: occurred_at'];
    writeFileSync(join(workspace, 'trams.api.yaml'), `${lines.join('\n')}\n`);
    const days = ['--start-date', '2026-01-05', '--end-date', '2026-01-07'];
    const { status } = await runOutside(workspace, ['ingest-api', '--config', 'trams.api.yaml', ...days]).ended;
    api.close();
    assert.equal(status, 'success');
    await openView(page, t.manifest('container'), t.view('datasets'));
    const rowOf = async () => (await treeRows(page, t.view('datasets'))).find(({ label }) => label.includes('trams'));
    await eventually(async () => assert.ok(await rowOf(), 'no dataset'));
    await clickRowMenu(page, t.view('datasets'), 'trams', t.title('proposeRules'));
    await eventually(async () => assert.match(await boxProblem(page), t.match(literal(t.say('propose.name')))));
    await answer(page, 'trams');
    await eventually(async () => assert.equal((await editorTitles(page))[0], 'trams-rules.yaml'));
    const text = readFileSync(join(workspace, 'trams-rules.yaml'), 'utf8');
    assert.match(text, /^input_file: data\/trams$/m);
    assert.match(text, /^ {2}- \{ kind: unique, column: id \} #/m);
    assert.match(text, /\{ kind: freshness, column: _ingested_at, max_age: "?2d"? \}/);
    assert.match(text, new RegExp(t.like('propose.edit').slice(0, 20)));
    await screenshot(page, `rules-2-proposed-${t.language}`);
    assert.deepEqual(await ours(page), []);
    const { validation } = await runOutside(workspace, [
      ...['validate-data', '--input-file', 'data/trams', '--rules-file', 'trams-rules.yaml'],
    ]).ended;
    assert.equal(validation, 'passed');
  },
  'the columns of the data are completed, and explained': async ({ t, page, workspace }) => {
    const text = 'input_file: data/trams\nunique_columns: [id]\nrules:\n  - kind: not_null\n    column: \n';
    writeFileSync(join(workspace, 'columns-rules.yaml'), text);
    await openFile(page, 'columns-rules.yaml');
    await eventually(async () => {
      const offered = await suggestions(page, [5, 13]);
      for (const column of ['id', 'occurred_at', 'event_date']) assert.ok(offered.includes(column), offered.join());
    });
    await screenshot(page, `rules-3-completion-${t.language}`);
    await eventually(async () => assert.match(await hoverText(page, [2, 19]), t.match('^id.*integer')));
    writeFileSync(join(workspace, 'columns-rules.yaml'), 'min_rows: 1\n');
    await eventually(async () => assert.deepEqual(await ours(page), []));
  },
  'a misspelt column is told on its line, and corrected by its quick fix': async ({ t, page, workspace }) => {
    const text = 'input_file: data/trams\nunique_columns: [id]\nnot_null_columns: [ocurred_at]\n';
    writeFileSync(join(workspace, 'misspelt-rules.yaml'), text);
    await openFile(page, 'misspelt-rules.yaml');
    await shows(page, 'rule_column_unknown', [3, 20]);
    await quickFix(page, [3, 22], t.say('fix.change', { word: 'occurred_at' }));
    await eventually(async () => assert.match(await editorText(page), /^not_null_columns: \[occurred_at\]$/m));
    await eventually(async () => assert.deepEqual(await ours(page), []));
  },
};
