// Entry of the worker process (see `workerSettings.ts`). It has one connection, and ends with who started it.
import { access, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { DefaultLogger, Runtime, Worker, type LogEntry } from '@temporalio/worker';
import { version } from '../../package.json';
import { fail, toProblem } from '../model/problem.ts';
import { connectWorker } from './connectWorker.ts';
import { openActivityThread } from './openActivityThread.ts';
import { whenParentEnds } from './parentWatch.ts';
import type { WorkerLine, WorkerSettings } from './workerSettings.ts';

/** A page's download or an embedding request ends in this time; what does not is cancelled, and another worker does it. */
const FINISH_WITHIN = '30s';
/** What hears no cancellation is left after this. */
const LEAVE_AFTER = '45s';
/** Conversions share threads and hosts have turns of their own: more at once would only wait in this process. */
const ACTIVITIES_AT_ONCE = 20;
/** The code of all workflows, packed by Brotli. */
const WORKFLOWS = path.join(__dirname, 'temporal', 'workflow-bundle.br');

void main().then(
  () => process.exit(0), // An open pipe on stdin would keep this process.
  end,
);

function end(thrown: unknown): void {
  say({ status: 'error', problem: toProblem(thrown) });
  process.exit(1);
}

async function main(): Promise<void> {
  // SAFETY: only `startWorker` starts this file, and it writes this argument.
  const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
  Runtime.install({ logger: new DefaultLogger('WARN', writeLog), shutdownSignals: ['SIGINT', 'SIGTERM'] });
  await access(settings.root).catch(() => {
    throw fail('config', 'worker_root_missing', { root: settings.root });
  });
  const identity = `ingestion-workshop ${version} pid ${process.pid} on ${hostname()}`;
  const [connection, { activities, close }] = await Promise.all([
    connectWorker(settings.place, process.env['TEMPORAL_API_KEY']),
    openActivityThread({ file: path.join(__dirname, 'activityThread.js'), root: settings.root, identity, onLost: end }),
  ]);
  const worker = await Worker.create({
    ...{ connection, identity, activities },
    namespace: settings.place.namespace,
    taskQueue: settings.place.taskQueue,
    workflowBundle: { code: brotliDecompressSync(await readFile(WORKFLOWS)).toString() },
    maxConcurrentActivityTaskExecutions: ACTIVITIES_AT_ONCE,
    shutdownGraceTime: FINISH_WITHIN,
    shutdownForceTime: LEAVE_AFTER,
    // The next task of a run goes to its last worker's own queue first: what a killed worker costs. 10 s by default.
    stickyQueueScheduleToStartTimeout: '1s',
    // Else 0.8 of the heartbeat's timeout: how late a cancellation comes, and how old what the next attempt goes on from.
    maxHeartbeatThrottleInterval: '1s',
  });
  whenParentEnds(() => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  });
  const { address, namespace, taskQueue: task_queue } = settings.place;
  const running = worker.run();
  say({ status: 'polling', address, namespace, task_queue, root: settings.root, identity, pid: process.pid });
  await running;
  await close();
  await connection.close();
}

function say(line: WorkerLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** As the command line's own log: lines of JSON, but for a person at a terminal. */
function writeLog({ level, message, timestampNanos, meta }: LogEntry): void {
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const { error, ...rest } = meta ?? {};
  const reason = error instanceof Error ? error.message : error;
  const line = process.stderr.isTTY
    ? `${time.slice(11, 19)} ${level} ${message}${reason === undefined ? '' : `: ${String(reason)}`}`
    : JSON.stringify({ time, level: level.toLowerCase(), message, ...rest, ...(reason !== undefined && { reason }) });
  process.stderr.write(`${line}\n`);
}
