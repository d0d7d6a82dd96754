// Models that a server gives: what a run's vectors will cost is told before it, and an answer outlives its hidden page.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { behave } from '../../fakes/openaiServer.ts';
import {
  clickEditorAction,
  dismissNotifications,
  eventually,
  notifications,
  openFile,
  openView,
  runCommand,
  screenshot,
  treeRows,
  webviewFrame,
} from '../host/workbench.mjs';
import { axeViolations } from '../host/measures.mjs';
import { withModels } from '../world.mjs';

export const name = 'models';
export const languages = ['en', 'fr'];

const INPUT = 'tram.ingest.yaml';

function writeInput(workspace) {
  const source = "  - {uri: 'https://ville.example/tram', converted_md_path: tram.md,";
  const given = ' current_stage: CONVERTION, current_status: COMPLETED}\n';
  const target = "{collection_name: default, database_uri: 'sqlite:///index.sqlite', openai_embedding_model: small}";
  writeFileSync(join(workspace, 'tram.md'), '# Tram\n\nLe dernier tram part du port à 23 h 40.\n');
  writeFileSync(join(workspace, INPUT), `sources:\n${source}${given}indexing_config: ${target}\n`);
}

const event = delta => `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`;

/** A chat that begins, and goes on when it is told to. */
function holdChat(server) {
  const held = Promise.withResolvers();
  server.always((asked, response) => {
    if (!asked.path.endsWith('/chat/completions')) return behave(asked, response);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(event({ content: 'Le dernier tram ' }));
    held.resolve(words => response.end(`${event({ content: words })}data: [DONE]\n\n`));
  });
  return held.promise;
}

export const tests = {
  'the cost of a run is told before it; an answer goes on while its page is hidden': withModels(
    async ({ t, open, server }) => {
      const env = {
        ...{ OPENAI_BASE_URL: server.baseURL, INGESTION_WORKSHOP_PRICES: 'small=1000' },
        INGESTION_WORKSHOP_CHAT_MODEL: 'llama',
      };
      const { page, workspace } = await open({ workspace: 'empty', env });
      writeInput(workspace);
      await openView(page, t.manifest('container'), t.view('sources'));
      await openFile(page, INPUT);
      await clickEditorAction(page, t.title('run'));
      const told = t.like('forecast.known', { model: 'small', chunks: t.count('unit.chunk', 1) });
      await eventually(async () => {
        const all = (await notifications(page)).map(({ message }) => message);
        assert.ok(
          all.some(message => new RegExp(told).test(message)),
          all.join(' | '),
        );
      });
      await screenshot(page, `models-1-forecast-${t.language}`);
      await eventually(async () => assert.equal((await treeRows(page, t.view('sources')))[0]?.icon, 'pass'));
      await dismissNotifications(page);

      await runCommand(page, t.command('search'));
      const frame = () => webviewFrame(page);
      await frame().locator('#question').fill('À quelle heure part le dernier tram ?');
      const goOn = holdChat(server);
      await frame()
        .getByRole('button', { name: t.say('search.answer') })
        .click();
      await frame().locator('.answer', { hasText: 'Le dernier tram' }).waitFor();
      await openFile(page, INPUT);
      await eventually(async () => assert.equal(await page.locator('iframe.webview.ready:visible').count(), 0));
      (await goOn)('part à 23 h 40 [1].');
      await runCommand(page, t.command('search'));
      await frame().locator('.answer .cite').waitFor({ timeout: 30_000 });
      assert.match(await frame().locator('.answer').innerText(), /Le dernier tram part à 23 h 40\s+1\s*\./);
      assert.deepEqual(await axeViolations(page), []);
      await screenshot(page, `models-2-answer-${t.language}`);
      assert.equal(server.asked.filter(({ path }) => path.endsWith('/chat/completions')).length, 1, 'paid for once');
    },
  ),
};
