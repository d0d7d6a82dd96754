import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Converter } from '../../engine/ports.ts';
import type { Conversion } from '../../model/conversion.ts';
import { ProblemError, fail } from '../../model/problem.ts';
import type { Answer, Job } from './job.ts';

/** A thread that converts one page at a time. */
interface Bench {
  readonly worker: Worker;
  job: { resolve(value: Conversion): void; reject(error: unknown): void } | undefined;
}

/** A page that takes longer than this is given up and its thread replaced: some inputs are made to spin. */
const DEADLINE_MS = 60_000;

/**
 * Conversion is pure CPU (some 10 ms a page), so it runs in as many threads as there are cores. Our own 60 lines and
 * not a pool library: tinypool and piscina find their worker script beside their own module, which a self-contained
 * bundle does not have. `workerFile` is the bundle itself; its entry calls `serveConversions` first.
 */
export function createConverterPool(threadFile: string, size = availableParallelism()): Converter & { close(): void } {
  const benches: Bench[] = [];
  const waiting: { job: Job; resolve(value: Conversion): void; reject(error: unknown): void }[] = [];

  function open(): Bench {
    // A small young generation: Node 24 grows it to hundreds of megabytes under this load for nothing.
    const limits = { maxYoungGenerationSizeMb: 16 };
    const worker = new Worker(threadFile, { resourceLimits: limits });
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
