// Input files in the editor: faults at their place, completion, hover, the play button. YAML and JSON.
import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clickEditorAction,
  editorActions,
  eventually,
  hoverText,
  openFile,
  problems,
  screenshot,
  suggestions,
} from '../host/workbench.mjs';
import { literal } from '../host/words.mjs';

export const name = 'inputs';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

/** Code → the text that has it, one line an array item, and where it is found. */
const FAULTS = {
  bad_enum: { lines: ['sources:', '  - uri: http://127.0.0.1:9/', '    current_stage: CRAWLED'], at: [3, 20] },
  missing_field: { lines: ['sources:', '  - max_depth: 1'], at: [2, 5] },
  yaml_unclosed: { lines: ['sources:', '  - uri: "http://127.0.0.1:9/'] },
  yaml_tab: { lines: ['sources:', '\t- uri: http://127.0.0.1:9/'], at: [2, 1] },
  duplicate_key: { lines: ['sources:', '  - uri: http://127.0.0.1:9/', '    uri: http://127.0.0.1:9/b'], at: [3, 5] },
  path_outside: {
    lines: ['sources:', '  - uri: http://127.0.0.1:9/', '    raw_file_path: ../../secret.html'],
    at: [3, 20],
  },
};
const SOUND = 'sources:\n  - uri: http://127.0.0.1:9/\n';

/** Other VS Code tools may have something to say about a file; these are ours. */
const ours = async page => (await problems(page)).filter(({ source }) => source.includes('Ingestion Workshop'));

async function shows(page, code, at) {
  await eventually(async () => {
    const found = await ours(page);
    assert.deepEqual(
      found.map(problem => problem.code.replace(/[()]/g, '')),
      [code],
    );
    if (at) assert.deepEqual([found[0].line, found[0].column], at);
  });
}

const faultTests = Object.entries(FAULTS).map(([code, { lines, at }]) => [
  `${code} is shown at its place, and gone when corrected`,
  async ({ t, page, workspace }) => {
    const file = join(workspace, 'faulty.ingest.yaml');
    writeFileSync(file, `${lines.join('\n')}\n`);
    await openFile(page, 'faulty.ingest.yaml');
    await shows(page, code, at);
    if (code === 'bad_enum') await screenshot(page, `inputs-1-problem-${t.language}`);
    writeFileSync(file, SOUND);
    await eventually(async () => assert.deepEqual(await ours(page), []));
  },
]);

export const tests = {
  ...Object.fromEntries(faultTests),
  'a link that leaves the folder is a fault too': async ({ page, workspace }) => {
    symlinkSync('/etc/hosts', join(workspace, 'link.html'));
    const text = `${SOUND}    raw_file_path: link.html\n`;
    writeFileSync(join(workspace, 'faulty.ingest.yaml'), text);
    await openFile(page, 'faulty.ingest.yaml');
    await shows(page, 'path_outside', [3, 20]);
    writeFileSync(join(workspace, 'faulty.ingest.yaml'), SOUND);
    await eventually(async () => assert.deepEqual(await ours(page), []));
  },
  'a JSON input has its faults, and none twice': async ({ page, workspace }) => {
    const source = { uri: 'http://127.0.0.1:9/', current_stage: 'CRAWLED' };
    writeFileSync(join(workspace, 'pages.ingest.json'), `${JSON.stringify({ sources: [source] }, null, 2)}\n`);
    await openFile(page, 'pages.ingest.json');
    await shows(page, 'bad_enum', [5, 24]);
    writeFileSync(join(workspace, 'pages.ingest.json'), '{"sources": [}\n');
    await eventually(async () => assert.equal((await problems(page)).length, 1, JSON.stringify(await problems(page))));
    writeFileSync(join(workspace, 'pages.ingest.json'), `${JSON.stringify({ sources: [{ uri: source.uri }] })}\n`);
    await eventually(async () => assert.deepEqual(await problems(page), []));
  },
  'completion offers the keys of a Source': async ({ t, page, workspace }) => {
    writeFileSync(join(workspace, 'complete.ingest.yaml'), `${SOUND}    \n`);
    await openFile(page, 'complete.ingest.yaml');
    await eventually(async () => {
      const offered = await suggestions(page, [3, 5]);
      for (const key of ['max_depth', 'mime_type', 'raw_file_path']) assert.ok(offered.includes(key), offered.join());
      assert.equal(new Set(offered).size, offered.length, 'a key is offered twice');
    });
    await screenshot(page, `inputs-2-completion-${t.language}`);
  },
  'and the values of an enumeration': async ({ page, workspace }) => {
    writeFileSync(join(workspace, 'values.ingest.yaml'), `${SOUND}    current_stage: \n`);
    await openFile(page, 'values.ingest.yaml');
    await eventually(async () => {
      const offered = await suggestions(page, [3, 20]);
      assert.deepEqual(offered.slice(0, 2).sort(), ['CRAWLING', 'SCRAPING']);
    });
  },
  'hover says what a key means': async ({ t, page, workspace }) => {
    writeFileSync(join(workspace, 'hover.ingest.yaml'), `${SOUND}    max_depth: 1\n`);
    await openFile(page, 'hover.ingest.yaml');
    await eventually(async () =>
      assert.match(
        await hoverText(page, [3, 6]),
        t.match('Source\\.max_depth.*number', literal(t.say('schema.Source.max_depth').slice(0, 20))),
      ),
    );
    await screenshot(page, `inputs-3-hover-${t.language}`);
  },
  'an input has a play button, another file has none': async ({ t, page, workspace }) => {
    await eventually(async () =>
      assert.ok((await editorActions(page)).some(label => label.startsWith(t.title('run')))),
    );
    writeFileSync(join(workspace, 'other.yaml'), 'a: 1\n');
    await openFile(page, 'other.yaml');
    await eventually(async () =>
      assert.ok(!(await editorActions(page)).some(label => label.startsWith(t.title('run')))),
    );
  },
  'a file that names the schema is an input whatever its name': async ({ t, page, workspace }) => {
    const head = '# $schema: https://ingestion-workshop.invalid/IngestionWorkflowInput.json\n';
    writeFileSync(join(workspace, 'named.yaml'), `${head}${SOUND}    max_depth: many\n`);
    await openFile(page, 'named.yaml');
    await shows(page, 'expected_whole_number', [4, 16]);
    await eventually(async () =>
      assert.ok((await editorActions(page)).some(label => label.startsWith(t.title('run')))),
    );
  },
  'the play button of a faulty input says the fault and where': async ({ t, page }) => {
    await clickEditorAction(page, t.title('run'));
    await eventually(async () =>
      assert.match(await page.locator('.notifications-toasts').innerText(), /named\.yaml:4:16/),
    );
    await screenshot(page, `inputs-4-refused-${t.language}`);
  },
};
