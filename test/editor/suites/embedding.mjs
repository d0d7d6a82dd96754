// A key, a server of ours, a collection rebuilt under another model, and the notice that offers it: in the real window.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  answer,
  clickDialog,
  clickNotification,
  dialog,
  dismissNotifications,
  eventually,
  notifications,
  openFile,
  openView,
  runCommand,
  screenshot,
} from '../host/workbench.mjs';
import { startOpenaiServer } from '../../fakes/openaiServer.ts';
import { ingestOutside, startSite, writePages } from '../world.mjs';

export const name = 'embedding';

const KEY = 'sk-of-the-window';
const COMMANDS = {
  en: {
    key: 'Ingestion Workshop: Set Key of Models’ Server',
    rebuild: 'Ingestion Workshop: Rebuild Collection with Another Model',
    run: 'Ingestion Workshop: Run Workflow',
    button: 'Rebuild beside and Switch',
    kept: /kept in VS Code’s secret storage/,
    question: /now offline \(lexical, not semantic\)\) with small\?/,
    detail: /\d+ chunks, of which 0 are known already; tokens for the others: [\d,]+\./,
    done: 'now has vectors of small',
  },
  fr: {
    key: 'Ingestion Workshop: Définir la clé du serveur de modèles',
    rebuild: 'Ingestion Workshop: Reconstruire la collection avec un autre modèle',
    run: 'Ingestion Workshop: Exécuter le workflow',
    button: 'Reconstruire à côté et basculer',
    kept: /coffre de VS Code/,
    question: /aujourd’hui offline \(lexical, pas sémantique\)\) avec small/,
    detail: /\d+ morceaux, dont 0 déjà connus/,
    done: 'a maintenant des vecteurs de small',
  },
};

const filesUnder = folder =>
  readdirSync(folder, { recursive: true })
    .map(file => join(folder, file))
    .filter(file => statSync(file).isFile());

export const tests = {
  'a key is kept, a rebuild says what it takes, switches, and is offered by a refusal (en)': rebuilds('en'),
  'and in French (fr)': rebuilds('fr'),
};

function rebuilds(locale) {
  const words = COMMANDS[locale];
  // A toast goes by itself: what was seen of it is said when it was another one.
  const says = async (page, text) => {
    const seen = new Set();
    await eventually(
      async () => {
        for (const { message } of await notifications(page)) seen.add(message);
        assert.match([...seen].join('\n'), text);
      },
      { limitMs: 30_000 },
    );
  };
  return async ({ open }) => {
    const [site, server] = [await startSite(), await startOpenaiServer()];
    const machineSettings = { 'ingestionWorkshop.openaiBaseUrl': server.baseURL };
    // The setting wins over the environment, where nobody answers.
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' };
    const { page, workspace } = await open({ workspace: 'empty', locale, machineSettings, env });
    const addresses = ['vie-pratique/tarifs', 'vie-pratique/pass-jeune'].map(path => new URL(path, site.url).href);
    const file = writePages(workspace, 'orva.ingest.yaml', addresses);
    await ingestOutside(workspace, [file]).ended;
    await openView(page, 'Ingestion Workshop', 'Sources');

    await runCommand(page, words.key);
    await answer(page, KEY);
    await says(page, words.kept);
    await dismissNotifications(page);

    await runCommand(page, words.rebuild);
    await answer(page, 'small');
    await eventually(async () => assert.ok(await dialog(page)), { limitMs: 30_000 });
    const { message, detail } = await dialog(page);
    assert.match(message, words.question);
    assert.match(detail, words.detail);
    assert.equal(server.asked.length, 0);
    await screenshot(page, `embedding-${locale}-1-estimate`);
    await clickDialog(page, words.button);
    await says(page, new RegExp(words.done));
    assert.deepEqual([...new Set(server.asked.map(asked => asked.authorization))], [`Bearer ${KEY}`]);
    await screenshot(page, `embedding-${locale}-2-done`);
    await dismissNotifications(page);

    // A run by the former model's settings is refused, and the way out is a button.
    writeFileSync(join(workspace, file), readFileSync(join(workspace, file), 'utf8') + TO_OFFLINE);
    await openFile(page, file);
    await runCommand(page, words.run);
    await eventually(() => clickNotification(page, 'small', words.button), { limitMs: 30_000 });
    await eventually(async () => assert.match((await dialog(page))?.message ?? '', /small\) (with|avec) offline \(/));
    await screenshot(page, `embedding-${locale}-3-offered`);
    await clickDialog(page, words.button);
    await says(page, /offline \((lexical, not semantic|lexical, pas sémantique)\)/);

    const holding = filesUnder(workspace).filter(path => readFileSync(path, 'latin1').includes(KEY));
    assert.deepEqual(holding, [], 'the key is in no file');
    site.close();
    await server.close();
  };
}

const TO_OFFLINE = `indexing_config:
  collection_name: default
  database_uri: sqlite:///index.sqlite
  openai_embedding_model: offline
`;
