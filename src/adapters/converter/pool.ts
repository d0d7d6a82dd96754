import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Converter } from '../../engine/ports.ts';
import type { Conversion } from '../../model/conversion.ts';
import { ProblemError, fail } from '../../model/problem.ts';
import type { Answer, Job } from './job.ts';

/** A thread that converts one page at a time. */
interface Bench {
  readonly worker: Worker;
  job: (Pick<Request, 'resolve' | 'reject'> & { readonly isLarge: boolean }) | undefined;
}

interface Request {
  readonly job: Job;
  resolve(value: Conversion): void;
  reject(error: unknown): void;
}

/** A page that takes longer than this is given up and its thread replaced: some inputs are made to spin. */
const DEADLINE_MS = 60_000;

/** What a thread may keep, in MB; a page takes about 120 times its size, and one of 17 MB would take 2 GB. */
const MEMORY_MB = 768;
/** Bytes. Of larger pages one is converted at a time, so that not each thread takes all that it may. */
const LARGE = 1_000_000;
const isLarge = ({ job: [bytes] }: Request): boolean => bytes.length > LARGE;

/**
 * Conversion is pure CPU (some 10 ms a page), so it runs in as many threads as there are cores. Our own 60 lines and
 * not a pool library: tinypool and piscina find their worker script beside their own module, which a self-contained
 * bundle does not have. `workerFile` is the bundle itself; its entry calls `serveConversions` first.
 */
export function createConverterPool(
  threadFile: string,
  { size = availableParallelism(), memoryMb = MEMORY_MB } = {},
): Converter & { close(): void } {
  const benches: Bench[] = [];
  const waiting: Request[] = [];

  const leave = (bench: Bench) => benches.splice(0, benches.length, ...benches.filter(one => one !== bench));

  function open(): Bench {
    const worker = new Worker(threadFile, { resourceLimits: limitsOf(memoryMb) });
    worker.unref();
    const bench: Bench = { worker, job: undefined };
    worker.on('error', (error: Error) => {
      leave(bench);
      bench.job?.reject(lossOf(error, memoryMb));
      next();
    });
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
    const isTaken = benches.some(({ job }) => job?.isLarge);
    const at = waiting.findIndex(one => !isTaken || !isLarge(one));
    const bench = at < 0 ? undefined : (benches.find(one => !one.job) ?? (benches.length < size ? open() : undefined));
    const [request] = bench ? waiting.splice(at, 1) : [];
    if (!bench || !request) return;
    const deadline = setTimeout(() => {
      leave(bench);
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
    bench.job = { resolve: settle(request.resolve), reject: settle(request.reject), isLarge: isLarge(request) };
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

/** A small young generation: Node 24 grows it to hundreds of megabytes under this load for nothing. */
const limitsOf = (memoryMb: number) => ({ maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: memoryMb });

function lossOf(error: Error, memoryMb: number): ProblemError {
  const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isFull) return fail('data', 'conversion_too_large', { megabytes: memoryMb }, error);
  return fail('data', 'conversion_crashed', { reason: String(error) }, error);
}
