// Work on a whole index in the real window: harmed, told, repaired in one click; a repair and a rebuild that are stopped.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '../../../src/adapters/sqlite/store.ts';
import { embed } from '../../fakes/openaiServer.ts';
import {
  answer,
  clickDialog,
  clickNotification,
  dialog,
  dismissNotifications,
  eventually,
  notifications,
  openView,
  runCommand,
  screenshot,
} from '../host/workbench.mjs';
import { ingestOutside, withModels } from '../world.mjs';

export const name = 'reconcile';
export const languages = ['en', 'fr'];
export const window = { workspace: 'empty' };

const NAMES = ['tram', 'bus', 'velo', 'metro'];
const ELSEWHERE = 'https://elsewhere.example/';
const uriOf = name => `https://ville.example/${name}`;
const textOf = name =>
  ['horaires', 'tarifs'].map(word => `## ${word}\n\n${`Le ${name}, ${word}. `.repeat(40)}`).join('\n');

/** Sources that are Markdown files beside the input. */
async function ingest(workspace, model = 'offline') {
  const source = name =>
    `  - {uri: '${uriOf(name)}', converted_md_path: ${name}.md, current_stage: CONVERTION, current_status: COMPLETED}\n`;
  const target = `{collection_name: default, database_uri: 'sqlite:///index.sqlite', openai_embedding_model: ${model}}`;
  for (const name of NAMES) writeFileSync(join(workspace, `${name}.md`), textOf(name));
  writeFileSync(
    join(workspace, 'in.ingest.yaml'),
    `sources:\n${NAMES.map(source).join('')}indexing_config: ${target}\n`,
  );
  assert.equal((await ingestOutside(workspace, ['in.ingest.yaml']).ended).status, 'success');
}

const workFile = (workspace, name) => join(workspace, '.ingestion-workshop', name);

async function withStore(workspace, use) {
  const store = openSqliteStore(workFile(workspace, 'index.sqlite'));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const urisIn = async workspace =>
  (await withStore(workspace, store => store.sources('default'))).map(({ uri }) => uri).toSorted();

/** One Source lost, one that no run knows, one whose chunks were made anew. */
async function harm(workspace) {
  await withStore(workspace, async store => {
    const { chunks } = await store.chunks({ collection: 'default', uri: uriOf('bus'), from: 0, count: 1 });
    const [one] = chunks.map(chunk => ({ ...chunk, vector: new Float32Array(1024).fill(1 / 32), words: new Map() }));
    const row = { collection: 'default', model: 'offline', title: 'Ailleurs', key: 'k' };
    await store.replaceSource({ ...row, uri: ELSEWHERE, chunks: [{ ...one, chunkId: 'elsewhere' }] });
    await store.removeSource('default', uriOf('tram'));
  });
  writeFileSync(join(workspace, 'velo.md'), `${textOf('velo')}\n\nLe vélo du soir.`);
  const stale = ['in.ingest.yaml', '--source', uriOf('velo'), '--only', 'CHUNKING'];
  assert.equal((await ingestOutside(workspace, stale).ended).status, 'success');
}

/**
 * A toast goes by itself: what was seen of it counts. One that comes at once after a progress message stands, on a quick
 * machine, in VS Code's notification center alone.
 */
async function says(page, text) {
  const seen = new Set();
  let looks = 0;
  await eventually(
    async () => {
      if ((looks += 1) % 30 === 0) await runCommand(page, 'Notifications: Show Notifications');
      for (const { message } of await notifications(page)) seen.add(message);
      assert.match([...seen].join('\n'), new RegExp(text));
    },
    { limitMs: 30_000 },
  );
}

async function question(page) {
  await eventually(async () => assert.ok(await dialog(page)), { limitMs: 30_000 });
  return dialog(page);
}

/** Answers so many requests; the next one waits until it is let go. */
function holdAfter(server, answered) {
  let left = answered;
  server.always((asked, response) => (left-- > 0 ? embed(asked, response) : undefined));
}

export const tests = {
  'what is missing, stale and orphaned is listed, and nothing is touched before a yes': async ({
    t,
    page,
    workspace,
  }) => {
    await ingest(workspace);
    await openView(page, t.manifest('container'), t.view('sources'));
    await runCommand(page, t.command('reconcile'));
    await says(page, t.like('reconcile.inOrder', { collection: 'default' }));
    await dismissNotifications(page);
    await harm(workspace);
    const harmed = await urisIn(workspace);
    await runCommand(page, t.command('reconcile'));
    const { message, detail } = await question(page);
    assert.equal(message, t.say('reconcile.question', { collection: 'default' }));
    for (const kind of ['missing', 'stale', 'orphaned'])
      assert.match(detail, new RegExp(t.like(`reconcile.${kind}`, { count: 1 })));
    for (const [uri, reason] of [
      [uriOf('tram'), 'not_in_index'],
      [uriOf('velo'), 'chunks_newer'],
      [ELSEWHERE, 'source_unknown'],
    ])
      assert.match(detail, t.match(uri, t.like(`reconcile.reason.${reason}`, { chunks: 1 })));
    await screenshot(page, `reconcile-1-found-${t.language}`);
    await clickDialog(page, 'Cancel');
    await eventually(async () => assert.equal(await dialog(page), undefined));
    assert.deepEqual(await urisIn(workspace), harmed);
  },
  'one click repairs it, and then it is in order': async ({ t, page, workspace }) => {
    await runCommand(page, t.command('reconcile'));
    await question(page);
    await clickDialog(page, t.say('action.repair'));
    await says(page, t.like('reconcile.done', { collection: 'default', count: 3 }));
    await screenshot(page, `reconcile-2-done-${t.language}`);
    assert.deepEqual(await urisIn(workspace), NAMES.map(uriOf).toSorted());
    const { chunks } = await withStore(workspace, store =>
      store.chunks({ collection: 'default', uri: uriOf('velo'), from: 0, count: 9 }),
    );
    assert.match(chunks.at(-1).text, /vélo du soir/);
    await dismissNotifications(page);
    await runCommand(page, t.command('reconcile'));
    await says(page, t.like('reconcile.inOrder', { collection: 'default' }));
  },
  'a repair and a rebuild say how far they are, are stopped by Cancel, and go on with the rest': withModels(
    async ({ t, open, server }) => {
      const env = { OPENAI_BASE_URL: server.baseURL };
      const { page, workspace } = await open({ workspace: 'empty', env });
      Object.assign(process.env, env);
      await ingest(workspace, 'small');
      delete process.env.OPENAI_BASE_URL;
      await withStore(workspace, async store => {
        for (const name of NAMES) await store.removeSource('default', uriOf(name));
      });
      forgetVectors(workspace);
      await openView(page, t.manifest('container'), t.view('sources'));

      holdAfter(server, 1);
      await runCommand(page, t.command('reconcile'));
      await question(page);
      await clickDialog(page, t.say('action.repair'));
      const repairing = t.say('reconcile.running', { collection: 'default' });
      await says(page, `${repairing}.*1/4`);
      await screenshot(page, `reconcile-3-repairing-${t.language}`);
      await clickNotification(page, repairing, 'Cancel');
      await says(page, t.like('error.reconcile_stopped'));
      assert.equal((await urisIn(workspace)).length, 1, 'what is repaired stays');
      await dismissNotifications(page);
      server.reset();
      await runCommand(page, t.command('reconcile'));
      assert.match((await question(page)).detail, new RegExp(t.like('reconcile.missing', { count: 3 })));
      await clickDialog(page, t.say('action.repair'));
      await says(page, t.like('reconcile.done', { collection: 'default', count: 3 }));
      assert.equal(server.asked.length, 3, 'the rest only');
      await dismissNotifications(page);

      server.reset();
      holdAfter(server, 1);
      await runCommand(page, t.command('rebuildCollection'));
      await answer(page, 'large');
      assert.match((await question(page)).detail, new RegExp(t.like('rebuild.costUnknown')));
      await clickDialog(page, t.say('action.rebuild'));
      const rebuilding = t.say('rebuild.running', { collection: 'default', to: 'large' });
      await says(page, `${rebuilding}.*1/4`);
      await screenshot(page, `reconcile-4-rebuilding-${t.language}`);
      await clickNotification(page, rebuilding, 'Cancel');
      await says(page, t.like('error.rebuild_stopped'));
      const model = () => withStore(workspace, async store => (await store.collection('default')).model);
      assert.equal(await model(), 'small', 'until the switch, the collection is as it was');
      await dismissNotifications(page);
      server.reset();
      await runCommand(page, t.command('rebuildCollection'));
      await answer(page, 'large');
      await question(page);
      await clickDialog(page, t.say('action.rebuild'));
      await says(page, t.like('rebuild.done', { collection: 'default', to: 'large' }));
      assert.equal(await model(), 'large');
      assert.equal(server.asked.length, 3, 'what was built is not built again');
    },
  ),
};

/** Otherwise a repair asks nobody. */
function forgetVectors(workspace) {
  const database = new DatabaseSync(workFile(workspace, 'vectors.sqlite'));
  database.exec('DELETE FROM vectors');
  database.close();
}
