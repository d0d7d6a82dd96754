// Configurations of ingestions from APIs: faults at their line, completion, hover; one proposed from an API that is looked at.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import {
  answer,
  boxProblem,
  dismissNotifications,
  editorTitles,
  eventually,
  hoverText,
  notifications,
  openFile,
  openView,
  problems,
  runCommand,
  screenshot,
  statusBar,
  suggestions,
  typeInBox,
} from '../host/workbench.mjs';
import { literal } from '../host/words.mjs';

export const name = 'apiConfig';
export const languages = ['en', 'fr'];
export const window = {
  workspace: 'empty',
  userSettings: { 'ingestionWorkshop.practiceApi.port': 0 },
  env: { INGESTION_WORKSHOP_TRAMS: 'Bearer practice' },
};

/** Code → the text that has it, and where it is told. */
const FAULTS = {
  load_replace_watermark: { text: 'watermark: last_updated_at\nwrite: replace\n', at: [2, 8] },
  bad_enum: { text: 'pagination: pages\n', at: [1, 13] },
  api_header_literal: { text: 'headers:\n  Authorization: Bearer s3cret\n', at: [2, 18] },
};
const SOUND = 'base_url: http://127.0.0.1:9/events\npagination: link\n';

const ours = async page => (await problems(page)).filter(({ source }) => source.includes('Ingestion Workshop'));

let url;

/** A list for those alone who send the header that the window's variable holds. */
async function serveWhoSaysWho() {
  const server = createServer((request, response) => {
    response.statusCode = request.headers.authorization === 'Bearer practice' ? 200 : 401;
    response.end(JSON.stringify([{ id: 1, name: 'A' }]));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { port: server.address().port, close: () => server.close() };
}

export const tests = {
  ...Object.fromEntries(
    Object.entries(FAULTS).map(([code, { text, at }]) => [
      `${code} is shown at its place, and gone when corrected`,
      async ({ t, page, workspace }) => {
        const file = join(workspace, 'events.api.yaml');
        writeFileSync(file, text);
        await openFile(page, 'events.api.yaml');
        await eventually(async () => {
          const found = await ours(page);
          assert.deepEqual(
            found.map(problem => [problem.code.replace(/[()]/g, ''), problem.line, problem.column]),
            [[code, ...at]],
          );
        });
        if (code === 'load_replace_watermark') await screenshot(page, `api-config-1-problem-${t.language}`);
        writeFileSync(file, SOUND);
        await eventually(async () => assert.deepEqual(await ours(page), []));
      },
    ]),
  ),
  'completion offers the keys and values of a configuration': async ({ t, page, workspace }) => {
    writeFileSync(join(workspace, 'complete.api.yaml'), `${SOUND}write: \n\n`);
    await openFile(page, 'complete.api.yaml');
    await eventually(async () => {
      const offered = await suggestions(page, [4, 1]);
      for (const key of ['output_dir', 'page_size']) assert.ok(offered.includes(key), offered.join());
      assert.ok(!offered.includes('sources'), offered.join());
    });
    await screenshot(page, `api-config-2-completion-${t.language}`);
    await eventually(async () => {
      const offered = await suggestions(page, [3, 8]);
      assert.deepEqual(offered.slice(0, 3).sort(), ['append', 'merge', 'replace']);
    });
  },
  'hover says what a key means': async ({ t, page, workspace }) => {
    writeFileSync(join(workspace, 'hover.api.yaml'), SOUND);
    await openFile(page, 'hover.api.yaml');
    const meaning = literal(t.say('schema.ApiIngestionInput.pagination').slice(0, 20));
    await eventually(async () =>
      assert.match(await hoverText(page, [2, 3]), t.match('ApiIngestionInput\\.pagination', meaning)),
    );
  },
  'New API Ingestion looks at the API and writes what fits, with its reasons': async ({ t, page, workspace }) => {
    await openView(page, t.manifest('container'), t.view('sources'));
    await runCommand(page, t.command('startPracticeApi'));
    await eventually(async () => assert.ok((await statusBar(page)).some(item => /^127\.0\.0\.1:\d+$/.test(item.text))));
    url = `http://${(await statusBar(page)).find(item => /^127\.0\.0\.1:\d+$/.test(item.text)).text}/`;
    await dismissNotifications(page);
    await runCommand(page, t.command('newApiIngestion'));
    await typeInBox(page, 'events');
    await eventually(async () => assert.match(await boxProblem(page), t.match(literal(t.say('newInput.badAddress')))));
    await answer(page, `${url}events/cursor`);
    await eventually(async () => assert.match(await boxProblem(page), t.match(literal(t.say('newApi.name')))));
    await typeInBox(page, 'complete');
    await eventually(async () => assert.match(await boxProblem(page), /complete\.api\.yaml/));
    await answer(page, 'trams');
    await eventually(async () => assert.ok((await editorTitles(page)).includes('trams.api.yaml')));
    const text = readFileSync(join(workspace, 'trams.api.yaml'), 'utf8');
    assert.match(text, /^pagination: cursor$/m);
    assert.match(text, /^primary_key: id$/m);
    assert.match(text, /^date_column: event_date$/m);
    assert.ok(text.startsWith(`# ${t.say('probe.head')}\n`), text);
    await screenshot(page, `api-config-3-proposed-${t.language}`);
    assert.deepEqual(await ours(page), []);
  },
  'an API that asks who is there is asked again with a header, which the file names by its variable': async ({
    t,
    page,
    workspace,
  }) => {
    const { port, close } = await serveWhoSaysWho();
    await runCommand(page, t.command('newApiIngestion'));
    await answer(page, `http://127.0.0.1:${port}/lines`);
    await eventually(async () => assert.match(await boxProblem(page), t.match(literal(t.say('newApi.name')))));
    await answer(page, 'lines');
    await eventually(async () => assert.match(await boxProblem(page), t.match(t.like('newApi.header'))));
    await typeInBox(page, 'Authorization: Bearer practice');
    await eventually(async () => assert.match(await boxProblem(page), t.match(literal(t.say('newApi.badHeader')))));
    await screenshot(page, `api-config-4-header-${t.language}`);
    await answer(page, 'Authorization: env:INGESTION_WORKSHOP_TRAMS');
    await eventually(async () => assert.ok((await editorTitles(page)).includes('lines.api.yaml')));
    close();
    const text = readFileSync(join(workspace, 'lines.api.yaml'), 'utf8');
    assert.match(text, /^headers:\n {2}Authorization: "?env:INGESTION_WORKSHOP_TRAMS"?$/m);
  },
  'an API that is not there is told in a sentence, and nothing is written': async ({ t, page, workspace }) => {
    await runCommand(page, t.command('newApiIngestion'));
    await answer(page, `${url}nowhere`);
    await eventually(async () => assert.match(await boxProblem(page), t.match(literal(t.say('newApi.name')))));
    await answer(page, 'gone');
    await eventually(async () => assert.match(JSON.stringify(await notifications(page)), /nowhere.*404/));
    await screenshot(page, `api-config-5-failed-${t.language}`);
    assert.throws(() => readFileSync(join(workspace, 'gone.api.yaml')), /ENOENT/);
  },
};
