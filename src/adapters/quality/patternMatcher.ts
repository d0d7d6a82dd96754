import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MatchTexts } from '../../model/quality/checkTypes.ts';
import type { Reason } from '../../model/problem.ts';

export interface PatternTask {
  readonly pattern: string;
  readonly ignoreCase: boolean;
}

/** For some thousand texts, which take milliseconds: a pattern that needs so long will need for ever. */
const DEADLINE_MS = 5000;

/** `patternWorker` lies beside this file, or beside the bundle that holds it. */
const HERE = import.meta.filename;
const WORKER = path.join(path.dirname(HERE), `patternWorker${path.extname(HERE)}`);

export interface PatternMatchers {
  openMatcher(pattern: string, ignoreCase: boolean): MatchTexts;
  close(): void;
}

/** A thread a pattern: nothing but its end stops a regular expression that backtracks (ReDoS; V8 knows no deadline). */
export function createPatternMatchers({ deadlineMs = DEADLINE_MS } = {}): PatternMatchers {
  const opened: { close(): void }[] = [];
  return {
    openMatcher(pattern, ignoreCase) {
      const matcher = createMatcher({ pattern, ignoreCase }, deadlineMs);
      opened.push(matcher);
      return matcher.match;
    },
    close: () => opened.forEach(matcher => matcher.close()),
  };
}

function createMatcher(task: PatternTask, deadlineMs: number) {
  let opened: Promise<Worker> | undefined;
  let refused: Reason | undefined;
  const { pattern } = task;
  const match: MatchTexts = async texts => {
    if (refused) return refused;
    const worker = await (opened ??= open(task));
    const answer = await asked(worker, texts, { pattern, deadlineMs });
    if ('code' in answer) {
      refused = answer;
      await worker.terminate();
    }
    return answer;
  };
  return { match, close: () => void opened?.then(worker => worker.terminate()) };
}

/** Its start is not the pattern's fault: the deadline begins when the thread runs. */
async function open(task: PatternTask): Promise<Worker> {
  const worker = new Worker(WORKER, { workerData: task, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
  await once(worker, 'online');
  return worker;
}

interface Limit {
  readonly pattern: string;
  readonly deadlineMs: number;
}

function asked(worker: Worker, texts: readonly string[], { pattern, deadlineMs }: Limit): Promise<Uint8Array | Reason> {
  return new Promise(resolve => {
    const tooSlow = { code: 'pattern_too_slow', params: { pattern, seconds: deadlineMs / 1000 } };
    const deadline = setTimeout(() => settle(tooSlow), deadlineMs);
    const settle = (answer: Uint8Array | Reason): void => {
      clearTimeout(deadline);
      worker.removeAllListeners('message').removeAllListeners('error');
      resolve(answer);
    };
    worker.once('message', settle);
    worker.once('error', error => settle({ code: 'pattern_invalid', params: { pattern, why: error.message } }));
    worker.postMessage(texts);
  });
}
