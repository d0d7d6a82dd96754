// The entry of the thread in which pages are examined: one job at a time.
import { parentPort } from 'node:worker_threads';
import { toProblem } from '../../model/problem.ts';
import type { CleaningJob, CleaningReport } from './job.ts';
import { doJob } from './work.ts';

const tell = (report: CleaningReport): void => parentPort?.postMessage(report);

parentPort?.on('message', async (job: CleaningJob) => {
  await doJob(job, (done, total) => tell({ done, total })).then(
    value => tell({ value }),
    (error: unknown) => tell({ problem: toProblem(error) }),
  );
});
