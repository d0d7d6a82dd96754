// The worker that ships, installed as a user installs it, on a real Temporal server: what it weighs, how soon it polls,
// how soon a tree knows what happened, and how soon another one goes on for a worker that was killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { startTemporal } from '../../servers/temporal.ts';
import { median } from '../measure.mjs';
import { inFolder, loadBundle, root } from '../bundle.mjs';

const AIMS = { megabytes: 110, pollingMs: 1_000, treeMs: 1_000, updates: 10, goesOnMs: 3_000 };
const STARTS = 5;
const DEATHS = 3;
const SOURCES = 60;
const DEADLINE_MS = 60_000;
const dist = join(root, 'dist');
const place = { tls: false, tlsCa: null, tlsCert: null, tlsKey: null };

export const measure = () =>
  inFolder(async folder => {
    const server = await startTemporal();
    if ('missing' in server) return { skipped: server.missing };
    const engine = await loadBundle('src/temporal/installWorker.ts', 'src/temporal/openTemporal.ts');
    const installed = join(folder, 'worker');
    const children = new Set();
    const world = { ...server, ...engine, folder, children, packages: join(installed, 'node_modules') };
    try {
      const bytes = await engine
        .installWorker({ folder: installed, dist, signal: AbortSignal.timeout(180_000) })
        .then(done => done.bytes);
      const rows = [sizeRow(bytes)];
      for (const part of [polling, tree, deaths]) rows.push(...(await part(world)));
      return { rows };
    } catch (error) {
      return { skipped: `no worker could be installed or started: ${error instanceof Error ? error.message : error}` };
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await server.stop();
    }
  });

const aimOf = (value, aim, unit) => ({ aim: `≤ ${aim}${unit}`, met: value <= aim });

function sizeRow(bytes) {
  const megabytes = bytes / 1e6;
  return { what: 'the installed packages, MB', ours: megabytes, ...aimOf(megabytes, AIMS.megabytes, ' MB') };
}

/** As `startWorker.ts` does. */
async function startWorker({ address, namespace, packages, children }, { queue, workRoot }) {
  const settings = { place: { ...place, address, namespace, taskQueue: queue }, root: workRoot };
  const startedAt = Date.now();
  const child = spawn(process.execPath, [join(dist, 'temporalWorker.js'), JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: packages },
  });
  children.add(child);
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'exit')]);
  const told = JSON.parse(line);
  if (told?.status !== 'polling') throw new Error(`the worker said ${line}`);
  const pollingAt = Date.now();
  const end = async signal => {
    const ended = once(child, 'exit');
    if (signal) child.kill(signal);
    else child.stdin.end();
    await ended;
  };
  return { startedAt, pollingAt, end };
}

async function polling(world) {
  const times = [];
  for (let round = -1; round < STARTS; round += 1) {
    const worker = await startWorker(world, { queue: 'polling', workRoot: world.folder });
    if (round >= 0) times.push(worker.pollingAt - worker.startedAt);
    await worker.end();
  }
  const ms = median(times);
  return [{ what: 'from its start until it polls, ms', ours: ms, ...aimOf(ms, AIMS.pollingMs, ' ms') }];
}

/** A folder that workers share, with pages that need no web. */
function pagesIn(workRoot, count) {
  mkdirSync(join(workRoot, 'given'), { recursive: true });
  return Array.from({ length: count }, (_, at) => {
    const raw_file_path = `given/page-${at}.html`;
    const lines = Array.from({ length: 20 }, (_, line) => `<p>Le tram ${at} part du quai ${line}.</p>`).join('');
    writeFileSync(join(workRoot, raw_file_path), `<title>${at}</title><h1>Tram ${at}</h1>${lines}`);
    const state = { current_stage: 'SCRAPING', current_status: 'COMPLETED' };
    return { uri: `https://ville.test/${at}`, mime_type: 'text/html', raw_file_path, ...state };
  });
}

const optionsOf = workRoot => ({
  ...{ inputFile: null, currentFolder: workRoot, only: null, from: null, sources: [], concurrency: 10 },
  ...{ maximumAttempts: 5, requestTimeoutMs: 30_000, maxPageBytes: 20_000_000, userAgent: 'bench', headers: {} },
  allowPrivateHosts: false,
});

/** What a tree is told, and when. */
async function openTree({ address, namespace, openTemporal }, { queue, workRoot }) {
  const told = [];
  const ended = Promise.withResolvers();
  const backEnd = await openTemporal({
    place: { ...place, apiKey: '', address, namespace, taskQueue: queue },
    workDir: join(workRoot, '.ingestion-workshop'),
    onAway: () => undefined,
    listener: {
      onRuns: runs => told.push({ at: Date.now(), results: runs.find(({ runId }) => runId === queue)?.results ?? 0 }),
      onSources: () => undefined,
      onProblem: () => undefined,
      onEnded: ({ runId }) => runId === queue && ended.resolve(),
    },
  });
  return { told, backEnd, ended: Promise.race([ended.promise, wait(DEADLINE_MS, undefined, { ref: false })]) };
}

async function tree(world) {
  const at = { queue: 'bench-tree', workRoot: join(world.folder, 'tree') };
  const sources = pagesIn(at.workRoot, SOURCES);
  const worker = await startWorker(world, at);
  const { told, backEnd, ended } = await openTree(world, at);
  await backEnd.start({ runId: at.queue, input: { sources }, options: optionsOf(at.workRoot) });
  await ended;
  await wait(1_000); // What it still says of the end.
  const events = await backEnd.journal(at.queue);
  await backEnd.close();
  await worker.end();
  const done = events.filter(({ eventType }) => eventType === 'ActivityTaskCompleted');
  const late = done.map(
    ({ eventTime }, n) => (told.find(({ results }) => results > n)?.at ?? Infinity) - Date.parse(eventTime),
  );
  const most = Math.max(
    ...told.map(({ at: from }) => told.filter(one => one.at >= from && one.at < from + 1000).length),
  );
  const slowest = Math.max(...late);
  return [
    {
      what: `from an activity's end until the tree has it, the slowest of ${done.length}, ms`,
      ours: slowest,
      ...aimOf(slowest, AIMS.treeMs, ' ms'),
    },
    { what: 'and the median of them, ms', ours: median(late) },
    { what: 'most often in a second that the tree is told', ours: most, ...aimOf(most, AIMS.updates, '') },
  ];
}

/** While it waits for the index; the lock is let go when the worker is no more. */
async function deaths(world) {
  const at = { queue: 'bench-deaths', workRoot: join(world.folder, 'deaths') };
  const pages = pagesIn(at.workRoot, DEATHS + 1);
  const { backEnd } = await openTree(world, at);
  let worker = await startWorker(world, at);
  const times = { begun: [], polls: [] };
  try {
    for (const [round, source] of pages.entries()) {
      const runId = `${at.queue}-${round}`;
      const lock = round > 0 ? lockOf(at.workRoot) : undefined;
      await backEnd.start({ runId, input: { sources: [source] }, options: optionsOf(at.workRoot) });
      if (!lock) {
        await until(async () => (await startsOf(backEnd, runId, 'INDEXING')).done);
        continue;
      }
      await until(async () => (await startsOf(backEnd, runId, 'INDEXING')).times.length > 0);
      await worker.end('SIGKILL');
      lock.close();
      worker = await startWorker(world, at);
      await until(async () => (await startsOf(backEnd, runId, 'INDEXING')).done);
      const again = (await startsOf(backEnd, runId, 'INDEXING')).times.at(-1);
      times.begun.push(again - worker.startedAt);
      times.polls.push(again - worker.pollingAt);
    }
  } finally {
    await backEnd.close();
    await worker.end();
  }
  const slowest = Math.max(...times.begun);
  return [
    {
      what: `from a new worker's start until it does what a killed one did, the slowest of ${DEATHS}, ms`,
      ours: slowest,
      ...aimOf(slowest, AIMS.goesOnMs, ' ms'),
    },
    { what: 'and from when it polls, ms', ours: Math.max(...times.polls) },
  ];
}

function lockOf(workRoot) {
  const index = new DatabaseSync(join(workRoot, '.ingestion-workshop', 'index.sqlite'));
  index.exec('BEGIN IMMEDIATE');
  return index;
}

async function startsOf(backEnd, runId, stage) {
  const events = (await backEnd.journal(runId)).filter(({ attributes }) => attributes.activityType === stage);
  const of = type => events.filter(({ eventType }) => eventType === type);
  const times = of('ActivityTaskStarted').map(({ eventTime }) => Date.parse(eventTime));
  return { times, done: of('ActivityTaskCompleted').length > 0 };
}

async function until(look) {
  for (const deadline = Date.now() + DEADLINE_MS; !(await look()); await wait(50))
    if (Date.now() > deadline) throw new Error('nothing came of it in a minute');
}
