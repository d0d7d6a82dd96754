import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ProblemError, fail } from '../../model/problem.ts';
import type { CleaningJob, CleaningReport, CleaningResults } from './job.ts';

/** The module itself, as Node names it in both forms of modules. */
const HERE = import.meta.filename;
/** Beside this file, or beside the bundle that holds it. */
const isBuilt = path.extname(HERE) === '.js';
const THREAD = path.join(path.dirname(HERE), isBuilt ? 'cleaningThread.js' : 'thread.ts');

export interface JobOptions {
  readonly signal: AbortSignal;
  onProgress?(done: number, total: number): void;
}

export interface Examiner {
  /** One after another. Usage `cleaning_stopped` when the signal ends it; data `conversion_crashed` when the thread is lost. */
  run<K extends CleaningJob['kind']>(
    job: Extract<CleaningJob, { kind: K }>,
    options: JobOptions,
  ): Promise<CleaningResults[K]>;
  close(): void;
}

/** A page of 5 MB takes seconds of pure computing: it has a thread of its own, which a person may stop. */
export function createExaminer(threadFile = THREAD): Examiner {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function drop(): void {
    void worker?.terminate();
    worker = undefined;
  }

  function ask(job: CleaningJob, { signal, onProgress }: JobOptions): Promise<unknown> {
    if (signal.aborted) return Promise.reject(fail('usage', 'cleaning_stopped'));
    const thread = (worker ??= new Worker(threadFile));
    thread.unref();
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => {
        thread.off('message', onMessage).off('error', onError);
        signal.removeEventListener('abort', onAbort);
        then();
      };
      const onMessage = (report: CleaningReport) => {
        if ('done' in report) return onProgress?.(report.done, report.total);
        settle(() => ('value' in report ? resolve(report.value) : reject(new ProblemError(report.problem))));
      };
      const onError = (error: unknown) => {
        drop();
        settle(() => reject(fail('data', 'conversion_crashed', { reason: String(error) }, error)));
      };
      const onAbort = () => {
        drop();
        settle(() => reject(fail('usage', 'cleaning_stopped')));
      };
      thread.on('message', onMessage).on('error', onError);
      signal.addEventListener('abort', onAbort);
      thread.postMessage(job);
    });
  }

  return {
    async run(job, options) {
      const turn = last.then(() => ask(job, options));
      last = turn.catch(() => undefined);
      // SAFETY: the thread answers a job with what `CleaningResults` has under its kind.
      return (await turn) as never;
    },
    close: drop,
  };
}
