import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fail, ProblemError } from '../model/problem.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import { whenParentEnds } from './parentWatch.ts';
import { findPackages } from './workerPackages.ts';
import type { WorkerLine, WorkerSettings } from './workerSettings.ts';

export interface WorkerRequest {
  readonly place: TemporalPlace;
  /** Absolute. */
  readonly root: string;
  /** Absolute: where its packages were installed; none there, and those beside the program are taken. */
  readonly folder: string;
  /** The command that installs them there. */
  readonly installCommand: string;
  /** Absolute: `dist`. */
  readonly dist: string;
  /** Ends it in good order. */
  readonly signal: AbortSignal;
  onPolling(line: Extract<WorkerLine, { status: 'polling' }>): void;
}

/** Resolves when the worker has ended in good order; config `worker_not_installed` where its packages are not. */
export async function startWorker(request: WorkerRequest): Promise<void> {
  const packages = findPackages(request);
  const { folder, installCommand: command } = request;
  if (packages === undefined) throw fail('config', 'worker_not_installed', { folder, command });
  const { apiKey, ...place } = request.place;
  const settings: WorkerSettings = { place, root: request.root };
  // A process of its own: native code, and a module path that is not this program's.
  const child = spawn(process.execPath, [path.join(request.dist, 'temporalWorker.js'), JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: packages, ...(apiKey && { TEMPORAL_API_KEY: apiKey }) },
  });
  // The end of its stdin is what tells it to end, from us or because we are no more; a signal would be lost on Windows.
  const end = (): void => void child.stdin?.end();
  child.stdin?.on('error', () => undefined);
  whenParentEnds(end);
  request.signal.addEventListener('abort', end, { once: true });
  if (request.signal.aborted) end();
  return follow(child, request);
}

function follow(child: ChildProcess, { onPolling }: WorkerRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    let said: Error | undefined;
    child.once('error', reject);
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', text => {
        const line = readLine(text);
        if (line?.status === 'polling') onPolling(line);
        if (line?.status === 'error') said = new ProblemError(line.problem);
      });
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(said ?? fail('system', 'temporal_worker_ended', { code: String(code ?? signal) }));
    });
  });
}

function readLine(text: string): WorkerLine | undefined {
  if (!text.startsWith('{"status":')) return undefined;
  // SAFETY: `worker.ts` writes these lines.
  return JSON.parse(text) as WorkerLine;
}
