// The conversion threads' entry: it reads the conversion's libraries and nothing else.
import { parentPort } from 'node:worker_threads';
import { toProblem } from '../../model/problem.ts';
import type { Answer, Job } from './job.ts';
import { loadConverter } from './load.ts';

const converter = loadConverter();

parentPort?.on('message', async (job: Job) => {
  const answer: Answer = await converter
    .then(ready => ready.convert(...job))
    .then(
      value => ({ value }),
      (error: unknown) => ({ problem: toProblem(error) }),
    );
  parentPort?.postMessage(answer);
});
