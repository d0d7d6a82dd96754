// A run on a real Temporal server, with activities that do nothing: what the workflow adds to each beside a bare sample,
// and how long a thousand Sources take.
import { join } from 'node:path';
import { startTemporal } from '../../servers/temporal.ts';
import { median, speedRatio, takeTurns } from '../measure.mjs';
import { loadBundle, root } from '../bundle.mjs';

const ROUNDS = 3;
/** Sources of a run, and how many go at a time: a Source has five activities. */
const SIZES = [
  { sources: 20, parallel: 1 },
  { sources: 100, parallel: 10 },
];
const AIMS = { ratio: 1.2, thousandMs: 25_000, events: 2_500 };
const QUEUE = 'bench';

export async function measure() {
  const server = await startTemporal();
  if ('missing' in server) return { skipped: server.missing };
  const { Client, Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address: server.address });
  const stop = await startWorker(server);
  try {
    const client = new Client({ connection, namespace: server.namespace });
    const rows = [];
    for (const size of SIZES) rows.push(await overhead(client, size));
    rows.push(...(await thousand(client)));
    return { rows };
  } finally {
    await stop();
    await connection.close();
    await server.stop();
  }
}

async function startWorker({ address, namespace }) {
  const { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } = await import('@temporalio/worker');
  const logger = new DefaultLogger('ERROR');
  Runtime.install({ logger });
  const workflowsPath = join(root, 'test', 'bench', 'temporalWorkflows.ts');
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
  const connection = await NativeConnection.connect({ address });
  const { STAGES } = await loadBundle('src/model/stage.ts');
  const done = stage => async source => ({
    ...{ artifact: null, sha256: null, attempt: 1, key: { stage, ...hashes(stage) } },
    source: { ...source, current_stage: stage, current_status: 'COMPLETED', error: null },
  });
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue: QUEUE, workflowBundle },
    activities: {
      ...Object.fromEntries(STAGES.map(stage => [stage, done(stage)])),
      SOURCES_LIST: async () => undefined,
    },
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

const hashes = stage => ({
  key: stage.padEnd(64, 'k'),
  code: 'c'.repeat(64),
  config: 'f'.repeat(64),
  input: 'i'.repeat(64),
});

const sourcesOf = count => Array.from({ length: count }, (_, at) => ({ uri: `https://ville.test/${at}` }));

const optionsOf = concurrency => ({
  ...{ inputFile: null, currentFolder: '/', only: null, from: null, sources: [], concurrency, maximumAttempts: 5 },
  ...{ requestTimeoutMs: 30_000, maxPageBytes: 20_000_000, userAgent: 'bench', headers: {}, allowPrivateHosts: false },
});

let runs = 0;
const named = () => ({ taskQueue: QUEUE, workflowId: `bench-${(runs += 1)}` });

async function overhead(client, { sources: count, parallel }) {
  const sources = sourcesOf(count);
  const options = optionsOf(parallel);
  const call = { runId: 'bench-1', mode: 'run', input: {}, inputHosts: ['ville.test:443'], options, written: [] };
  // Ours would be kind to one host of the web: only to this machine, as here, several go at a time.
  const near = sources.map(({ uri }) => ({ uri: uri.replace('https://ville.test', 'http://127.0.0.1') }));
  const times = await takeTurns(
    {
      ours: () => client.workflow.execute('IngestionWorkflow', { ...named(), args: [{ sources: near }, { options }] }),
      bare: () => client.workflow.execute('Bare', { ...named(), args: [near, parallel, call] }),
    },
    ROUNDS,
  );
  const each = name => median(times[name]) / (count * 5);
  const ratio = 1 / speedRatio(times.ours, times.bare);
  return {
    what: `an activity of ${count * 5}, ${parallel} at a time, ms`,
    ours: each('ours'),
    peer: 'bare workflow, same arguments',
    peers: each('bare'),
    ratio: speedRatio(times.ours, times.bare),
    aim: `≤ ${AIMS.ratio} × the bare one's`,
    met: ratio <= AIMS.ratio,
  };
}

async function thousand(client) {
  const started = performance.now();
  const near = sourcesOf(1000).map(({ uri }) => ({ uri: uri.replace('https://ville.test', 'http://127.0.0.1') }));
  const start = named();
  await client.workflow.execute('IngestionWorkflow', {
    ...start,
    args: [{ sources: near }, { options: optionsOf(20) }],
  });
  const ms = performance.now() - started;
  const ids = [start.workflowId, ...slices(start.workflowId)];
  const events = await Promise.all(ids.map(async id => (await client.workflow.getHandle(id).describe()).historyLength));
  const most = Math.max(...events);
  return [
    {
      what: '1,000 Sources × 5 stages in slices of 100, s',
      ...{ ours: ms / 1000, aim: `≤ ${AIMS.thousandMs / 1000} s`, met: ms <= AIMS.thousandMs },
    },
    {
      what: 'events of the longest history among them',
      ...{ ours: most, aim: `≤ ${AIMS.events}`, met: most <= AIMS.events },
    },
  ];
}

const slices = run =>
  ['CRAWLING', 'INDEXING'].flatMap(stage => Array.from({ length: 10 }, (_, at) => `${run}/${stage}-${at * 100}`));
