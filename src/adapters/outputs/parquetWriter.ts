// The writing thread's entry: rows are encoded and written while the thread that read them reads on.
import { parentPort } from 'node:worker_threads';
import { toProblem } from '../../model/problem.ts';
import { createWrites } from './performWrites.ts';
import type { WriteAnswer, WriteRequest } from './writerMessages.ts';

const perform = createWrites();
const answer = (told: WriteAnswer): void => parentPort?.postMessage(told);

parentPort?.on('message', (request: WriteRequest) => {
  void perform(request).then(
    value => answer({ value }),
    (error: unknown) => answer({ problem: toProblem(error) }),
  );
});
