import { parentPort, workerData } from 'node:worker_threads';
import type { PatternTask } from './patternMatcher.ts';

/** One pattern for the life of the thread: it is ended where a text takes too long. */
// SAFETY: `patternMatcher.ts` starts it, and nobody else.
const { pattern, ignoreCase } = workerData as PatternTask;
const expression = new RegExp(pattern, ignoreCase ? 'iu' : 'u');

parentPort?.on('message', (texts: readonly string[]) =>
  parentPort?.postMessage(Uint8Array.from(texts, text => Number(expression.test(text)))),
);
