// Two of the steps at home, as a learner plays them by their texts alone: a Python worker cuts the pages of a run on
// Temporal, and a PostgreSQL that its administrator has set up takes the place of the embedded index.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { parse } from 'yaml';
import { freePort } from '../../servers/freePort.ts';
import { startPostgres } from '../../servers/postgres.ts';
import { ensurePython } from '../../servers/python.ts';
import { startTemporal } from '../../servers/temporal.ts';
import { root } from '../host/install.mjs';
import { dismissNotifications, runCommand } from '../host/workbench.mjs';
import {
  answersRightly,
  asks,
  check,
  goTo,
  isAt,
  mine,
  onStep,
  opens,
  passes,
  plain,
  pressAction,
  runs,
  says,
  shot,
  stepOf,
  stepOver,
  writeInFront,
} from '../learner.mjs';
import { begins, havePackages, newestIs, startsWorker, storageOf } from '../temporalSteps.mjs';
import { says as isTold } from '../told.mjs';
import { unlessMissing } from '../unlessMissing.mjs';

export const name = 'workshop at home';
export const languages = ['fr', 'en'];
export const oneLanguage = true;

const temporalPort = await freePort();
const address = `127.0.0.1:${temporalPort}`;
const PASSWORD = 'of-the-learner';
export const window = {
  workspace: 'empty',
  workspaceSettings: { 'ingestionWorkshop.temporal.address': address },
  userSettings: { 'terminal.integrated.gpuAcceleration': 'off' },
  env: { PGPASSWORD: PASSWORD },
};

const REQUIREMENTS = join(root, 'workshop', 'temporal-python', 'requirements.txt');
const python = ensurePython(REQUIREMENTS);
/** Of the window whose suite runs. */
let temporal;
let postgres;

/** What the Python worker's first start leaves: the environment of these tests, without asking a registry. */
function havePython(window) {
  const environment = dirname(dirname(python.python));
  writeFileSync(
    join(environment, 'installed.sha256'),
    createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex'),
  );
  symlinkSync(environment, join(storageOf(window), 'temporal-python'));
}

/** What the step's text tells the administrator. */
async function makeDatabase(url) {
  const asked = async (database, ...statements) => {
    const client = new pg.Client({ connectionString: url.replace(/\w+$/, database) });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await asked('postgres', `CREATE USER workshop PASSWORD '${PASSWORD}'`, 'CREATE DATABASE workshop OWNER workshop');
  await asked('workshop', 'CREATE EXTENSION vector');
}

const lacksNothing = async ctx =>
  onStep(ctx, async frame => {
    const said = plain(await frame.locator('.head').innerText({ timeout: 2_000 }));
    assert.ok(!said.includes(plain(ctx.t.say('step.lacks.temporal'))), said);
    assert.ok(!said.includes(plain(ctx.t.say('step.lacks.postgres'))), said);
    // At home no clock runs.
    for (const key of ['step.late', 'step.early']) assert.doesNotMatch(said, new RegExp(ctx.t.like(key)));
  });

/** The texts of the chunks of every run, oldest first: a list for each file, by its name. */
function chunkTexts(workspace) {
  const runsFolder = join(workspace, '.ingestion-workshop', 'runs');
  return readdirSync(runsFolder)
    .toSorted()
    .map(run => {
      const folder = join(runsFolder, run, 'chunking');
      const texts = file => parse(readFileSync(join(folder, file), 'utf8')).map(({ text }) => text);
      return Object.fromEntries(readdirSync(folder).map(file => [file, texts(file)]));
    });
}

/** Of all executions on the server: which activities were scheduled. */
async function activitiesOn(server) {
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection, namespace: server.namespace });
  const names = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    names.push(...events.flatMap(event => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []));
  }
  await connection.close();
  return names;
}

const tests_ = {
  'a Python worker cuts the pages of a run on Temporal, and its activity is the answer': async ctx => {
    const { t, page } = ctx;
    havePackages(ctx.window);
    havePython(ctx.window);
    temporal = await startTemporal({ port: temporalPort });
    assert.ok(!('missing' in temporal), temporal.missing);
    await begins(ctx);
    await goTo(ctx, 'python-worker');
    await lacksNothing(ctx);
    await shot(ctx, 'home-1-python');
    await opens(ctx, 'python-worker', 'inputs/python.ingest.yaml');
    await pressAction(ctx, 'python-worker', 'connectTemporal');
    await isTold(page, t.match(t.like('temporal.connected', { address })));
    await startsWorker(ctx, 'python-worker');
    await startsWorker(ctx, 'python-worker', 'startPythonWorker', /polling/);
    await pressAction(ctx, 'python-worker', 'runOnTemporal');
    await newestIs(ctx, t.say('tree.onTemporal'), t.say('runStatus.COMPLETED'), t.count('unit.source', 2));
    await dismissNotifications(page);
    await shot(ctx, 'home-2-python-ran');
    const right = stepOf('python-worker')
      .quiz.answers.filter(({ right }) => right)
      .map(({ text }) => text.en);
    const ran = await activitiesOn(temporal);
    assert.deepEqual(
      right.filter(one => ran.includes(one)),
      right,
    );
    assert.ok(!ran.includes('CHUNKING'), `${ran}`);
    await answersRightly(ctx, 'python-worker');
  },
  'the same input here: both files of chunks hold the same texts': async ctx => {
    await runs(ctx, 'python-worker', 'inputs/python.ingest.yaml');
    const [there, here] = chunkTexts(ctx.workspace);
    assert.equal(Object.keys(there).length, 2);
    assert.deepEqual(here, there);
  },
  'PostgreSQL instead of the embedded index: run, asked, checked': async ctx => {
    const { t, page, workspace } = ctx;
    postgres = await startPostgres();
    assert.ok(!('missing' in postgres), postgres.missing);
    await makeDatabase(postgres.url);
    await stepOver(ctx, 'python-worker');
    await isAt(ctx, 'pgvector');
    const file = 'inputs/pgvector.ingest.yaml';
    await opens(ctx, 'pgvector', file);
    await writeInFront(ctx, file, mine(workspace, file).replace(':5432/', `:${postgres.port}/`));
    await lacksNothing(ctx);
    await check(ctx, 'pgvector');
    // The question is answered by what was indexed before; nothing of it went into the collection.
    await says(ctx, '.lede', new RegExp(t.like('step.lede.failed', { passed: 1, checks: 2 })));
    await runs(ctx, 'pgvector', file);
    await shot(ctx, 'home-3-pgvector-ran');
    await asks(ctx, 'pgvector');
    await shot(ctx, 'home-4-pgvector-asked');
    await passes(ctx, 'pgvector');
    await shot(ctx, 'home-5-pgvector-passed');
    await runCommand(page, t.command('stopTemporalWorkers'));
    await temporal.stop();
    await postgres.stop();
  },
};

export const tests = unlessMissing(tests_, 'python', () => python);
