import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import type { Converter } from '../engine/ports.ts';
import type { Conversion } from '../model/conversion.ts';
import { ProblemError, fail, toProblem, type Problem } from '../model/problem.ts';

type Job = Parameters<Converter['convert']>;
type Answer = { readonly value: Conversion } | { readonly problem: Problem };

/** A thread that converts one page at a time. */
interface Bench {
  readonly worker: Worker;
  job: { resolve(value: Conversion): void; reject(error: unknown): void } | undefined;
}

const ROLE = 'convert';

/** A page that takes longer than this is given up and its thread replaced: some inputs are made to spin. */
const DEADLINE_MS = 60_000;

/**
 * Conversion is pure CPU (some 10 ms a page), so it runs in as many threads as there are cores. Our own 60 lines and
 * not a pool library: tinypool and piscina find their worker script beside their own module, which a self-contained
 * bundle does not have. `workerFile` is the bundle itself; its entry calls `serveConversions` first.
 */
export function createConverterPool(workerFile: string, size = availableParallelism()): Converter & { close(): void } {
  const benches: Bench[] = [];
  const waiting: { job: Job; resolve(value: Conversion): void; reject(error: unknown): void }[] = [];

  function open(): Bench {
    // A small young generation: Node 24 grows it to hundreds of megabytes under this load for nothing.
    const limits = { maxYoungGenerationSizeMb: 16 };
    const worker = new Worker(workerFile, { workerData: { role: ROLE }, resourceLimits: limits });
    worker.unref();
    const bench: Bench = { worker, job: undefined };
    const lost = (error: unknown) => {
      benches.splice(benches.indexOf(bench), 1);
      bench.job?.reject(fail('data', 'conversion_crashed', { reason: String(error) }, error));
      next();
    };
    worker.on('error', lost);
    worker.on('message', (answer: Answer) => {
      const { job } = bench;
      bench.job = undefined;
      if ('value' in answer) job?.resolve(answer.value);
      else job?.reject(new ProblemError(answer.problem));
      next();
    });
    benches.push(bench);
    return bench;
  }

  function next(): void {
    const bench = benches.find(one => !one.job) ?? (benches.length < size ? open() : undefined);
    const request = bench && waiting.shift();
    if (!bench || !request) return;
    const deadline = setTimeout(() => {
      benches.splice(benches.indexOf(bench), 1);
      void bench.worker.terminate();
      request.reject(fail('data', 'conversion_too_slow', { seconds: DEADLINE_MS / 1000 }));
      next();
    }, DEADLINE_MS);
    const settle =
      <T>(then: (value: T) => void) =>
      (value: T) => {
        clearTimeout(deadline);
        bench.worker.unref();
        then(value);
      };
    bench.job = { resolve: settle(request.resolve), reject: settle(request.reject) };
    bench.worker.ref();
    bench.worker.postMessage(request.job);
  }

  return {
    convert: (...job) =>
      new Promise<Conversion>((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        next();
      }),
    close() {
      for (const bench of benches.splice(0)) void bench.worker.terminate();
    },
  };
}

/** In the worker's entry: answers conversions for ever and returns true; false when this is no such worker. */
export function serveConversions(load: () => Promise<Converter>): boolean {
  const port = parentPort;
  if (isMainThread || !port || workerData?.role !== ROLE) return false;
  const converter = load();
  port.on('message', async (job: Job) => {
    const answer: Answer = await converter
      .then(ready => ready.convert(...job))
      .then(
        value => ({ value }),
        (error: unknown) => ({ problem: toProblem(error) }),
      );
    port.postMessage(answer);
  });
  return true;
}
