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
  let worker: Worker | undefined;
  let refused: Reason | undefined;
  const start = (): Worker =>
    new Worker(WORKER, { workerData: task, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
  const match: MatchTexts = texts =>
    new Promise(resolve => {
      if (refused) return resolve(refused);
      const running = (worker ??= start());
      const settle = (answer: Uint8Array | Reason): void => {
        clearTimeout(deadline);
        running.removeAllListeners('message').removeAllListeners('error');
        running.unref();
        if ('code' in answer) {
          refused = answer;
          void running.terminate();
        }
        resolve(answer);
      };
      const { pattern } = task;
      const tooSlow = { code: 'pattern_too_slow', params: { pattern, seconds: deadlineMs / 1000 } };
      const deadline = setTimeout(() => settle(tooSlow), deadlineMs);
      running.ref();
      running.once('message', settle);
      running.once('error', error => settle({ code: 'pattern_invalid', params: { pattern, why: error.message } }));
      running.postMessage(texts);
    });
  return { match, close: () => void worker?.terminate() };
}
