import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPostgresStore } from '../../src/adapters/postgres/store.ts';
import { openSqliteStore } from '../../src/adapters/sqlite/store.ts';
import { readChunks } from '../../src/engine/readChunks.ts';
import type { IngestionWorkflowInput, Source } from '../../src/model/generated/types.ts';
import { PY_QUEUE, TS_QUEUE } from '../../src/model/temporal/names.ts';
import { startOpenaiServer, type FakeOpenaiServer } from '../fakes/openaiServer.ts';
import { startPostgres } from '../servers/postgres.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';
import { openBench, type Working } from './ingestion/bench.ts';
import { PYTHON_WORKER, startProgram, type RunningProgram } from './pythonWorker.ts';

const python = orSkip('python', ensurePython(path.join(PYTHON_WORKER, 'requirements.txt')));
const bench = orSkip('temporal', await openBench());
const postgres = orSkip('postgres', await startPostgres());

const PAGE = `<!doctype html><html lang="fr"><title>Le tram de nuit</title><article><h1>Le tram de nuit</h1>
${Array.from({ length: 12 }, (_, at) => `<p>Le tram n° ${at} part du port à minuit, et revient à l’aube par les quais.</p>`).join('')}
</article></html>`;

describe.skipIf(!python || !bench || !postgres)('Python and TypeScript in one run', { timeout: 90_000 }, () => {
  let root = '';
  let openai: FakeOpenaiServer;
  let programs: readonly RunningProgram[] = [];
  let worker: Working;

  beforeAll(async () => {
    if (!python || !bench || !postgres) return;
    root = bench.newRoot();
    mkdirSync(path.join(root, 'given'), { recursive: true });
    writeFileSync(path.join(root, 'given/nuit.html'), PAGE);
    openai = await startOpenaiServer();
    const { address, namespace } = bench.server;
    const env = { OPENAI_API_KEY: 'a-key', OPENAI_BASE_URL: openai.baseURL };
    const own = ['-B', path.join(PYTHON_WORKER, 'worker.py'), '--address', address, '--root', root];
    const old = ['-B', path.join(import.meta.dirname, 'python/old_program.py'), address, namespace];
    const command = python.python;
    programs = await Promise.all([own, old].map(args => startProgram({ command, args, env })));
    worker = await bench.work({ root, queue: TS_QUEUE });
  }, 120_000);

  afterAll(async () => {
    for (const program of programs) await program.letGo();
    await openai?.close();
    await bench?.close();
    await postgres?.stop();
  });

  const given = (name: string): Source => ({
    uri: `https://ville.example/${name}`,
    raw_file_path: 'given/nuit.html',
    current_stage: 'SCRAPING',
    current_status: 'COMPLETED',
    // As a Python program would send it.
    ...{ mime_type: 'text/html', metadata: null, options: null, parent_uri: null, error: null },
  });
  const runOf = async (runId: string, input: IngestionWorkflowInput) => (await worker.start(runId, input)).result();
  const sqlite = () => openSqliteStore(path.join(root, '.ingestion-workshop/index.sqlite'));

  it('indexes what Python has split, as a setting of the run', async () => {
    const counts = await runOf('mixed', {
      sources: [given('nuit')],
      recursive_chunking_config: { chunk_size: 200, chunk_overlap: 0 },
      stages_config: { CHUNKING: { task_queue: PY_QUEUE } },
    });
    expect(counts).toMatchObject({ discovered: 1, completed: 1, error: 0 });
    const store = await sqlite();
    try {
      const { chunks, total } = await store.chunks({ collection: 'default', from: 0, count: 50 });
      expect(total).toBeGreaterThan(4);
      expect(chunks[0]).toMatchObject({ uri: 'https://ville.example/nuit', title: 'Le tram de nuit' });
    } finally {
      await store.close();
    }
  });

  it('splits what Python indexes into PostgreSQL', async () => {
    const counts = await runOf('to-python', {
      sources: [given('aube')],
      recursive_chunking_config: { chunk_size: 200, chunk_overlap: 0 },
      indexing_config: {
        collection_name: 'mixed',
        database_uri: postgres?.url.replace('postgresql://', 'postgresql+psycopg://') ?? '',
        openai_embedding_model: 'a-model',
      },
      stages_config: { INDEXING: { task_queue: PY_QUEUE } },
    });
    expect(counts).toMatchObject({ completed: 1, error: 0 });
    const store = await openPostgresStore({ databaseUri: postgres?.url ?? '', folder: async () => 'ours', env: {} });
    try {
      const { total, chunks } = await store.chunks({ collection: 'mixed', from: 0, count: 50 });
      expect(total).toBeGreaterThan(4);
      expect(chunks[0]).toMatchObject({ uri: 'https://ville.example/aube' });
    } finally {
      await store.close();
    }
  });

  it('a Source that Python refuses is one in error, with what it said; the run goes on', async () => {
    const counts = await runOf('refused', {
      sources: [given('refus')],
      stages_config: { INDEXING: { task_queue: PY_QUEUE } },
    });
    expect(counts).toMatchObject({ completed: 0, error: 1 });
    const list = readFileSync(path.join(root, '.ingestion-workshop/runs/refused/sources_db.yaml'), 'utf8');
    expect(list).toContain('indexing_config');
  });

  it('a Python worker that is killed over an activity: another one goes on in seconds', async () => {
    const queue = `PY_DYING_${crypto.randomUUID().slice(0, 8)}`;
    const start = () =>
      startProgram({
        command: python?.python ?? '',
        args: [
          ...['-B', path.join(PYTHON_WORKER, 'worker.py'), '--task-queue', queue],
          ...['--address', bench?.server.address ?? '', '--root', root],
        ],
        env: { OPENAI_API_KEY: 'a-key', OPENAI_BASE_URL: openai.baseURL },
      });
    const asked = openai.asked.length;
    openai.next(() => undefined); // Never answers.
    const dying = await start();
    const handle = await worker.start(queue, {
      sources: [given('mort')],
      indexing_config: {
        collection_name: 'dying',
        database_uri: postgres?.url.replace('postgresql://', 'postgresql+psycopg://') ?? '',
        openai_embedding_model: 'a-model',
      },
      stages_config: { INDEXING: { task_queue: queue } },
    });
    await vi.waitFor(() => expect(openai.asked.length).toBeGreaterThan(asked), { timeout: 30_000, interval: 50 });
    process.kill(dying.pid, 'SIGKILL');
    programs = [...programs, await start()];
    expect(await handle.result()).toMatchObject({ completed: 1, error: 0 });
  });

  it('an older program shows no life while it works, and is left its time', async () => {
    const { current_stage: _stage, current_status: _status, ...source } = given('lent');
    const runId = `slow-${crypto.randomUUID().slice(0, 8)}`;
    const handle = await worker.start(runId, {
      sources: [source],
      stages: ['SCRAPING', 'CONVERTION'],
      stages_config: { SCRAPING: { task_queue: 'PY_OLD_QUEUE' } },
    });
    expect(await handle.result()).toMatchObject({ completed: 1, error: 0 });
    const events = (await handle.fetchHistory()).events ?? [];
    expect(events.some(event => event.activityTaskTimedOutEventAttributes)).toBe(false);
  });

  it('an older Python program scrapes for our run, by the name that it has', async () => {
    const { current_stage: _stage, current_status: _status, ...source } = given('ancien');
    const counts = await runOf('old-scraping', {
      sources: [source],
      stages: ['SCRAPING', 'CONVERTION'],
      stages_config: { SCRAPING: { task_queue: 'PY_OLD_QUEUE' } },
    });
    expect(counts).toMatchObject({ completed: 1, error: 0 });
  });

  const convertByOldProgram = (workflowId: string, source: Source): Promise<Source> =>
    bench!.client.workflow.execute('OldConversion', { taskQueue: 'PY_OLD_QUEUE', workflowId, args: [source] });

  it('our worker converts for an older Python program, by the name that it asks for', async () => {
    const done = await convertByOldProgram('old-conversion', given('converti'));
    expect(done).toMatchObject({
      ...{ current_stage: 'CONVERTION', current_status: 'COMPLETED', error: null },
      metadata: { title: 'Le tram de nuit' },
      raw_file_path: 'given/nuit.html',
    });
    expect(done.converted_md_path).toMatch(/^\.ingestion-workshop\/runs\/old-conversion\/conversion\/.+\.md$/);
    expect(readFileSync(path.join(root, done.converted_md_path ?? ''), 'utf8')).toContain('Le tram n° 3');
  });

  it.each(['given/nothing.html', '../outside.html', '/etc/hostname'])(
    'gives the Source back in error when its page is %s',
    async raw_file_path => {
      const workflowId = `old-${raw_file_path.replaceAll(/\W/g, '-')}`;
      const done = await convertByOldProgram(workflowId, { ...given('rien'), raw_file_path });
      expect(done).toMatchObject({ current_stage: 'CONVERTION', current_status: 'ERROR', converted_md_path: null });
      expect(done.error).toContain(raw_file_path);
    },
  );

  it('reads in TypeScript what Python wrote, and the other way round', () => {
    const folder = path.join(root, '.ingestion-workshop/runs/mixed/chunking');
    const [name = ''] = readdirSync(folder);
    const chunks = readChunks(readFileSync(path.join(folder, name), 'utf8'), {});
    expect(chunks[1]?.metadata).toMatchObject({ title: 'Le tram de nuit', chunk_index: 1 });
  });
});
