// What the engine costs when its activities do nothing, and how fast a long history is read again.
import { BackendSqlite } from 'openworkflow/sqlite';
import { OpenWorkflow } from 'openworkflow';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, loadBundle } from '../bundle.mjs';
import { median, speedRatio, takeTurns } from '../measure.mjs';
import { peerName } from '../peers.mjs';

const SOURCES = 1_000;
const EVENTS = 100_000;
const STAGES = ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'];
const ACTIVITIES = SOURCES * STAGES.length;
const CONCURRENCY = 4;

const engine = await loadBundle(
  'src/engine/runWorkflow.ts',
  'src/model/runState.ts',
  'src/model/retry.ts',
  'src/adapters/runs/artifactFiles.ts',
  'src/adapters/sqlite/cache.ts',
  'src/adapters/clock.ts',
  'src/adapters/hash.ts',
  'src/adapters/runs/runFolders.ts',
  'src/adapters/runs/journalFile.ts',
);

export async function measure() {
  const times = await takeTurns(
    {
      ours: () => inFolder(folder => runOurs(folder)),
      peer: () => inFolder(folder => runPeer(join(folder, 'peer.sqlite'))),
    },
    5,
  );
  const overhead = {
    what: `${ACTIVITIES.toLocaleString('en')} no-op activities, ms each`,
    ours: median(times.ours) / ACTIVITIES,
    peer: `${peerName('openworkflow')} (SQLite)`,
    peers: median(times.peer) / ACTIVITIES,
    ratio: speedRatio(times.ours, times.peer),
    aim: '≤ 0.3 ms',
    met: median(times.ours) / ACTIVITIES <= 0.3,
  };
  const wholeMs = median(times.ours);
  const whole = {
    what: `${SOURCES.toLocaleString('en')} Sources × 5 stages, ms`,
    ours: wholeMs,
    aim: '≤ 3,000 ms',
    met: wholeMs <= 3_000,
  };
  return { rows: [overhead, whole, await measureMemory(), await inFolder(measureLoad)] };
}

/** What ten times as many Sources need more, after a full collection at the end of each run, in MB. */
async function measureMemory() {
  const heapMB = async sources => {
    let used = 0;
    await inFolder(folder => runOurs(folder, sources, () => (used = heapNow())));
    return used;
  };
  await heapMB(100);
  const growth = (await heapMB(SOURCES)) - (await heapMB(100));
  return { what: 'more memory for 1,000 Sources than for 100, MB', ours: growth, aim: '≤ 150 MB', met: growth <= 150 };
}

function heapNow() {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

/** One run of 1,000 Sources with the journal, the lock and the cache of a real work folder. */
async function runOurs(workDir, sources = SOURCES, atEnd = () => undefined) {
  const runs = engine.createRunFolders(workDir);
  const cache = engine.openCache(join(workDir, 'cache.sqlite'));
  const { journal, release } = await runs.open('bench');
  const first = firstEvent(sources);
  journal.append(first);
  const never = new AbortController().signal;
  const state = engine.startRun(first);
  const started = performance.now();
  await engine.runWorkflow({
    state,
    ports: {
      clock: engine.systemClock,
      hash: engine.nodeHash,
      artifacts: engine.createArtifacts(workDir, () => Promise.reject(new Error('no input'))),
      cache,
      log: { write: () => undefined },
    },
    journal,
    activities: Object.fromEntries(STAGES.map(stage => [stage, async (_context, source) => ({ source })])),
    settings: {},
    codeVersions: Object.fromEntries(STAGES.map(stage => [stage, 'bench'])),
    policy: engine.DEFAULT_RETRY_POLICY,
    limits: { concurrency: CONCURRENCY, perHost: 2 },
    heartbeatTimeoutMs: 120_000,
    identity: 'bench',
    nameOf: source => String(source.index),
    cancel: never,
    park: never,
    onEvent: () => undefined,
  });
  const ms = performance.now() - started;
  atEnd();
  await release();
  cache.close();
  if (state.status !== 'COMPLETED') throw new Error(`our run ended as ${state.status}`);
  return ms;
}

/** A journal's first line; 127.0.0.1, because other hosts are asked twice at a time at most. */
const firstEvent = sources => ({
  eventId: 1,
  eventTime: '2026-11-21T09:00:00.000Z',
  eventType: 'WorkflowExecutionStarted',
  attributes: {
    workflowType: 'IngestionWorkflow',
    workflowId: 'bench',
    input: { sources: Array.from({ length: sources }, (_, at) => ({ uri: addressOf(at) })) },
    options: { only: null, from: null, sources: [], concurrency: CONCURRENCY, maximumAttempts: 3, headers: {} },
    identity: 'bench',
  },
});

const addressOf = at => `http://127.0.0.1/${at}`;

/**
 * It takes 1,000 steps a run: five runs side by side. Timed from the first step to the end of the last one, because it
 * asks for results once a second and stops in steps of 100 ms.
 */
const STEPS_A_RUN = 1_000;

async function runPeer(file) {
  const backend = BackendSqlite.connect(file);
  const client = new OpenWorkflow({ backend });
  const count = ACTIVITIES / STEPS_A_RUN;
  let started;
  let ended;
  const workflow = client.defineWorkflow({ name: 'bench' }, async ({ step }) => {
    started ??= performance.now();
    for (let at = 0; at < STEPS_A_RUN; at++)
      await step.run({ name: `step ${at}` }, async () => ({ uri: addressOf(at) }));
    ended = performance.now();
  });
  const handles = [];
  for (let run = 0; run < count; run++) handles.push(await workflow.run({}));
  const worker = client.newWorker({ concurrency: count });
  await worker.start();
  await Promise.all(handles.map(handle => handle.result()));
  await worker.stop();
  await backend.stop();
  return ended - started;
}

/** The journal of 100,000 events to the state of its run, beside JSON.parse of the same lines, unchecked, unfolded. */
async function measureLoad(folder) {
  const file = join(folder, 'journal.jsonl');
  writeFileSync(file, [...longHistory()].map(engine.formatLine).join(''));
  const times = await takeTurns(
    {
      async ours() {
        const state = engine.foldRun((await engine.readJournal(file)).events);
        if (state?.lastEventId !== EVENTS) throw new Error(`the history ends at ${state?.lastEventId}`);
      },
      peer: () => readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse),
    },
    9,
  );
  const ours = median(times.ours);
  return {
    what: `history of ${EVENTS.toLocaleString('en')} events, ms`,
    ours,
    peer: 'bare JSON.parse',
    peers: median(times.peer),
    ratio: speedRatio(times.ours, times.peer),
    aim: '< 300 ms',
    met: ours < 300,
  };
}

function* longHistory() {
  const hash = engine.nodeHash.sha256('bench');
  yield firstEvent(Math.ceil(EVENTS / (3 * STAGES.length)));
  for (let eventId = 2; eventId <= EVENTS; eventId++) {
    const at = Math.floor((eventId - 2) / 3);
    const index = Math.floor(at / STAGES.length);
    const activityType = STAGES[at % STAGES.length];
    const ref = { activityId: `${index}-${activityType}`, activityType, uri: addressOf(index) };
    const eventTime = new Date(Date.UTC(2026, 10, 21, 9) + eventId).toISOString();
    yield { eventId, eventTime, ...bodyOf((eventId - 2) % 3, ref, hash) };
  }
}

function bodyOf(kind, ref, hash) {
  if (kind === 0) {
    const key = { key: hash, stage: ref.activityType, code: hash.slice(0, 16), config: hash, input: hash };
    return { eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...key } };
  }
  if (kind === 1) return { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt: 1, identity: 'bench' } };
  const source = { uri: ref.uri, current_stage: ref.activityType, current_status: 'COMPLETED', error: null };
  const artifact = `runs/bench/${ref.activityType.toLowerCase()}/${ref.activityId}.md`;
  const attributes = { ...ref, attempt: 1, artifact, sha256: `${hash.slice(0, 40)}${ref.activityId}`, source };
  return { eventType: 'ActivityTaskCompleted', attributes };
}
