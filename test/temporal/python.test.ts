import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chunkMarkdown } from '../../src/engine/chunkMarkdown.ts';
import { readChunks } from '../../src/engine/readChunks.ts';
import { openPostgresStore } from '../../src/adapters/postgres/store.ts';
import { PY_QUEUE } from '../../src/model/temporal/names.ts';
import { startOpenaiServer, vectorOf, type FakeOpenaiServer } from '../fakes/openaiServer.ts';
import { startPostgres } from '../servers/postgres.ts';
import { ensurePython } from '../servers/python.ts';
import { installRuntime } from '../servers/quietRuntime.ts';
import { orSkip } from '../servers/required.ts';
import { startTemporal } from '../servers/temporal.ts';
import { PYTHON_WORKER, startProgram, type RunningProgram } from './pythonWorker.ts';

const python = orSkip('python', ensurePython(path.join(PYTHON_WORKER, 'requirements.txt')));
const server = orSkip('temporal', await startTemporal());
const postgres = orSkip('postgres', await startPostgres());

const RUN = '.ingestion-workshop/runs/a-run';
const MARKDOWN = Array.from({ length: 40 }, (_, at) => `## Ligne T${at}\n\nLe tram n° ${at} part à l’heure 🚋. `).join(
  '\n\n',
);

interface Source {
  readonly [field: string]: unknown;
}

describe.skipIf(!python || !server || !postgres)('the Python worker, on a real server', { timeout: 60_000 }, () => {
  let root = '';
  let client: Client;
  let native: NativeConnection;
  let openai: FakeOpenaiServer;
  let program: RunningProgram;
  let stopCaller: () => Promise<void>;
  let calls = 0;

  beforeAll(async () => {
    if (!python || !server || !postgres) return;
    root = mkdtempSync(path.join(tmpdir(), 'temporal-python-'));
    mkdirSync(path.join(root, RUN, 'conversion'), { recursive: true });
    writeFileSync(path.join(root, RUN, 'conversion/page-1a2b3c4d.md'), MARKDOWN);
    openai = await startOpenaiServer();
    program = await startProgram({
      command: python.python,
      args: ['-B', path.join(PYTHON_WORKER, 'worker.py'), '--address', server.address, '--root', root],
      env: { OPENAI_API_KEY: 'a-key', OPENAI_BASE_URL: openai.baseURL, WORKER_DATABASE: 'postgres', PGPASSWORD: 'any' },
    });
    installRuntime();
    client = new Client({
      connection: await Connection.connect({ address: server.address }),
      namespace: server.namespace,
    });
    native = await NativeConnection.connect({ address: server.address });
    stopCaller = await startCaller();
  }, 120_000);

  afterAll(async () => {
    await stopCaller?.();
    await client?.connection.close();
    await native?.close();
    await program?.letGo();
    await openai?.close();
    await postgres?.stop();
    await server?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  async function startCaller(): Promise<() => Promise<void>> {
    const worker = await Worker.create({
      ...{ connection: native, namespace: server?.namespace ?? '', taskQueue: 'caller' },
      workflowsPath: path.join(import.meta.dirname, 'python/workflows.ts'),
    });
    const running = worker.run();
    return () => {
      worker.shutdown();
      return running;
    };
  }

  const call = (type: string, ...args: readonly unknown[]): Promise<Source> =>
    client.workflow.execute('callActivity', {
      taskQueue: 'caller',
      workflowId: `a-run/call-${(calls += 1)}`,
      args: [{ taskQueue: PY_QUEUE, type, args }],
    });

  /** The activity's failure, as whoever called it gets it. */
  const failureOf = (type: string, ...args: readonly unknown[]): Promise<unknown> =>
    call(type, ...args).then(
      () => 'it did not fail',
      (error: { readonly cause?: { readonly cause?: unknown } }) => error.cause?.cause,
    );

  const source = {
    uri: 'https://ville.example/tram',
    mime_type: 'text/html',
    current_stage: 'CONVERTION',
    current_status: 'COMPLETED',
    converted_md_path: `${RUN}/conversion/page-1a2b3c4d.md`,
    metadata: { title: 'Le tram', draft: false, words: 12, tags: ['tram', 'ville'] },
  };
  const CHUNK = 'PY-recursive_text_chunking_source_activity';
  const INDEX = 'PY-index_source_with_chunks_activity';
  const indexing = (collection: string) => ({
    collection_name: collection,
    database_uri: `${postgres?.url.replace('postgresql://', 'postgresql+psycopg://').replace('/postgres', '/${env:WORKER_DATABASE}')}`,
    openai_embedding_model: 'a-model',
  });

  it('says in one line where it polls, and for which folder', () => {
    expect(program.line).toMatchObject({
      status: 'polling',
      task_queue: PY_QUEUE,
      namespace: 'workshop-ingestion',
      root,
    });
  });

  it('gives back what it was given: enumerations, metadata, and fields that nobody knows; the others as null', async () => {
    const answer = await call('PY-print_source_activity', { ...source, of_tomorrow: { kept: true } });
    expect(answer).toMatchObject({ ...source, of_tomorrow: { kept: true }, error: null, chunking_file_path: null });
  });

  it('takes null in every optional field', async () => {
    const nulls = Object.fromEntries(
      Object.keys(await call('PY-print_source_activity', source)).map(name => [name, null]),
    );
    expect(await call('PY-print_source_activity', { ...nulls, uri: source.uri })).toMatchObject({ uri: source.uri });
  });

  it('refuses a stage that there is not', async () => {
    const failure = await failureOf('PY-print_source_activity', { ...source, current_stage: 'COOKING' });
    expect(failure).toMatchObject({ message: expect.stringContaining('Failed decoding arguments') });
  });

  it('splits Markdown into the chunks that our own stage makes, and leaves them beside it', async () => {
    const config = { chunk_size: 120, chunk_overlap: 20 };
    const done = await call(CHUNK, source, config);
    expect(done).toMatchObject({
      current_stage: 'CHUNKING',
      current_status: 'COMPLETED',
      chunking_file_path: `${RUN}/chunking/page-1a2b3c4d.yaml`,
    });
    const chunks = readChunks(readFileSync(path.join(root, String(done['chunking_file_path'])), 'utf8'), {});
    const ours = await chunkMarkdown(MARKDOWN, { chunkSize: 120, chunkOverlap: 20 });
    expect(chunks.map(({ text }) => text)).toEqual(ours.map(({ text }) => text));
    expect(chunks.map(({ metadata }) => [metadata?.start, metadata?.end])).toEqual(
      ours.map(({ start, end }) => [start, end]),
    );
    expect(chunks[3]?.metadata).toMatchObject({ ...source.metadata, uri: source.uri, chunk_index: 3 });
  });

  it('splits by the usual sizes when no configuration comes', async () => {
    const done = await call(CHUNK, source, null);
    const chunks = readChunks(readFileSync(path.join(root, String(done['chunking_file_path'])), 'utf8'), {});
    const ours = await chunkMarkdown(MARKDOWN, { chunkSize: 700, chunkOverlap: 100 });
    expect(chunks.map(({ text }) => text)).toEqual(ours.map(({ text }) => text));
  });

  it('reads nothing outside the folder that workers share', async () => {
    const failure = await failureOf(CHUNK, { ...source, converted_md_path: '../elsewhere.md' }, null);
    expect(failure).toMatchObject({
      type: 'DataError',
      nonRetryable: true,
      message: expect.stringContaining('leads out'),
    });
  });

  it('says in its own words what a person must change', async () => {
    const failure = await failureOf(CHUNK, source, { chunk_size: 10, chunk_overlap: 10 });
    expect(failure).toMatchObject({ type: 'ConfigError', nonRetryable: true });
  });

  it('indexes chunks into PostgreSQL, where our store finds them; a second time changes nothing', async () => {
    const chunked = await call(CHUNK, source, { chunk_size: 300, chunk_overlap: 0 });
    const done = await call(INDEX, chunked, indexing('python'));
    expect(done).toMatchObject({ current_stage: 'INDEXING', current_status: 'COMPLETED', uri: source.uri });
    expect(openai.asked[0]).toMatchObject({ authorization: 'Bearer a-key', body: { encoding_format: 'float' } });
    await call(INDEX, chunked, indexing('python'));
    const chunks = readChunks(readFileSync(path.join(root, String(chunked['chunking_file_path'])), 'utf8'), {});
    const store = await openPostgresStore({ databaseUri: postgres?.url ?? '', folder: async () => 'ours', env: {} });
    try {
      const held = await store.chunks({ collection: 'python', from: 0, count: 100 });
      expect(held.total).toBe(chunks.length);
      expect(held.chunks.map(({ text }) => text).sort()).toEqual(chunks.map(({ text }) => text).sort());
      expect(held.chunks[0]).toMatchObject({ uri: source.uri, title: 'Le tram' });
      expect(await store.collection('python')).toMatchObject({ model: 'a-model', dimensions: vectorOf('').length });
    } finally {
      await store.close();
    }
  });

  it('takes away what a Source no longer says, and touches nobody else’s rows', async () => {
    const many = await call(CHUNK, source, { chunk_size: 100, chunk_overlap: 0 });
    await call(INDEX, many, indexing('fewer'));
    const rows = async (): Promise<number> => {
      const db = new pg.Client({ connectionString: postgres?.url });
      await db.connect();
      try {
        const sql = `SELECT count(*)::int AS n FROM langchain_pg_embedding e JOIN langchain_pg_collection c ON c.uuid = e.collection_id WHERE c.name = 'fewer'`;
        return (await db.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
      } finally {
        await db.end();
      }
    };
    const before = await rows();
    const whole = { ...many, chunking_file_path: null };
    await call('PY-index_source_no_chunk_activity', { ...whole, uri: 'https://ville.example/bus' }, indexing('fewer'));
    await call('PY-index_source_no_chunk_activity', whole, indexing('fewer'));
    expect(before).toBeGreaterThan(2);
    expect(await rows()).toBe(2);
  });

  it('indexes into PostgreSQL with a model of a server, and into nothing else', async () => {
    const chunked = { ...source, chunking_file_path: `${RUN}/chunking/page-1a2b3c4d.yaml` };
    const sqlite = { ...indexing('none'), database_uri: 'sqlite:///index.sqlite' };
    const offline = { ...indexing('none'), openai_embedding_model: 'offline' };
    for (const [config, words] of [
      [sqlite, 'PostgreSQL only'],
      [offline, 'no offline model'],
      [null, 'indexing_config'],
    ] as const)
      expect(await failureOf(INDEX, chunked, config)).toMatchObject({
        ...{ type: 'ConfigError', nonRetryable: true, message: expect.stringContaining(words) },
      });
  });

  it('tries again when the server of the model is busy, and not when it refuses the key', async () => {
    const chunked = { ...source, chunking_file_path: `${RUN}/chunking/page-1a2b3c4d.yaml` };
    const refuse = (status: number) => (_asked: unknown, response: import('node:http').ServerResponse) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
    openai.next(refuse(503));
    expect(await call(INDEX, chunked, indexing('busy'))).toMatchObject({ current_status: 'COMPLETED' });
    openai.next(refuse(401));
    expect(await failureOf(INDEX, chunked, indexing('busy'))).toMatchObject({ type: 'ConfigError' });
  });

  const startAnother = (): Promise<RunningProgram> =>
    startProgram({
      command: python?.python ?? '',
      args: [
        '-B',
        path.join(PYTHON_WORKER, 'worker.py'),
        '--address',
        server?.address ?? '',
        '--task-queue',
        'PY_OTHER',
      ],
    });

  it('ends when who started it has gone', async () => {
    const orphan = await startAnother();
    expect(await orphan.letGo()).toBe(0);
  });

  it('ends with SIGTERM', async () => {
    const told = await startAnother();
    process.kill(told.pid, 'SIGTERM');
    expect(await told.ended).toBe(0);
  });

  it('says that no server is there, and ends', async () => {
    const args = ['-B', path.join(PYTHON_WORKER, 'worker.py'), '--address', '127.0.0.1:9'];
    const alone = await startProgram({ command: python?.python ?? '', args });
    expect(alone.line).toMatchObject({ status: 'error', error: expect.stringContaining('127.0.0.1:9') });
    expect(await alone.ended).toBe(1);
  });
});
