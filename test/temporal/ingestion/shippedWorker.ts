// The worker that ships, as a process of its own on a queue of its own, to be killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import type { WorkerLine, WorkerSettings } from '../../../src/temporal/workerSettings.ts';
import type { Bench } from './bench.ts';

export interface ShippedWorkers {
  /** A worker that polls. Without a root, all on one queue share one that the queue names. */
  start(queue: string, root?: string): Promise<ShippedWorker>;
  /** Of the queue. */
  rootOf(queue: string): string;
  close(): void;
}

export interface ShippedWorker {
  readonly identity: string;
  /** All that it wrote to its log. */
  said(): string;
  /** SIGKILL; resolves when it is no more. */
  kill(): Promise<void>;
}

export async function buildWorkers({ server, bundle }: Bench): Promise<ShippedWorkers> {
  mkdirSync('.cache', { recursive: true });
  // Inside the checkout, where a worker's packages are found.
  const folder = mkdtempSync(path.resolve('.cache/shipped-'));
  mkdirSync(path.join(folder, 'temporal'));
  writeFileSync(path.join(folder, 'temporal', 'workflow-bundle.br'), brotliCompressSync(bundle.code));
  await build({
    entryPoints: ['worker', 'activityThread'].map(name => path.resolve(`src/temporal/${name}.ts`)),
    ...{ outdir: folder, outExtension: { '.js': '.js' }, logLevel: 'error' },
    ...{ bundle: true, platform: 'node', format: 'cjs', external: ['@temporalio/*'] },
  });
  const children = new Set<ChildProcess>();
  const rootOf = (queue: string): string => {
    const root = path.join(folder, 'roots', queue);
    mkdirSync(root, { recursive: true });
    return root;
  };
  return {
    rootOf,
    async start(taskQueue, root = rootOf(taskQueue)) {
      const { address, namespace } = server;
      const place = { address, namespace, taskQueue, tls: false, tlsCa: null, tlsCert: null, tlsKey: null };
      const settings: WorkerSettings = { place, root };
      const file = path.join(folder, 'worker.js');
      const child = spawn(process.execPath, [file, JSON.stringify(settings)], { stdio: ['pipe', 'pipe', 'pipe'] });
      children.add(child);
      let said = '';
      child.stderr.on('data', text => (said += String(text)));
      const ended = once(child, 'exit');
      const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
      const told = JSON.parse(String(line[0])) as WorkerLine | number | null;
      if (told === null || typeof told === 'number' || told.status !== 'polling')
        throw new Error(`the worker did not start: ${JSON.stringify(told)} ${said}`);
      return {
        identity: told.identity,
        said: () => said,
        async kill() {
          child.kill('SIGKILL');
          await ended;
        },
      };
    },
    close() {
      for (const child of children) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
