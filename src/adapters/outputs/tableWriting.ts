import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TableFile, Tables } from '../../engine/ports.ts';
import { fail, ProblemError } from '../../model/problem.ts';
import type { Published, WriteAnswer, WriteRequest } from './writerMessages.ts';

/** So many batches of some 300 KB are on their way at once: the two threads wait for each other little, and memory stays flat. */
const AHEAD = 4;
/** V8 lets it grow to 64 MB, and gains nothing from it. */
const YOUNG_MB = 16;

export interface TableWriting extends Pick<Tables, 'openJsonTable' | 'warmUp'> {
  close(): void;
}

/** One thread reads the texts of all tables, encodes, compresses and writes them: half of what an ingestion computes. */
export function createTableWriting(): TableWriting {
  const thread = createThread();
  let tables = 0;
  return {
    warmUp: thread.start,
    close: thread.close,
    async openJsonTable(place, options) {
      const table = (tables += 1);
      const file = path.join(place.folder, place.name);
      const ask = (request: WriteRequest): Promise<Published | null> =>
        thread.ask(request).catch((error: unknown) => {
          // Anything that has no words of its own: the thread is lost.
          throw error instanceof ProblemError && error.problem.code !== 'unexpected'
            ? error
            : fail('system', 'write_failed', { path: file, reason: String(error) }, error);
        });
      await ask({ table, open: { place, options } });
      return createTable(table, ask);
    },
  };
}

function createTable(table: number, ask: (request: WriteRequest) => Promise<Published | null>): TableFile<string> {
  const waiting: Promise<unknown>[] = [];
  const settle = async (left: number): Promise<void> => {
    while (waiting.length > left) await waiting.shift();
  };
  return {
    async append(texts) {
      const appending = ask({ table, append: `[${texts.join(',')}]` });
      // It is thrown by the next `append`, or by `publish`.
      appending.catch(() => undefined);
      waiting.push(appending);
      await settle(AHEAD);
    },
    async publish() {
      await settle(0);
      const published = await ask({ table, end: 'publish' });
      if (!published) throw new TypeError('a published table was asked for');
      return published;
    },
    async discard() {
      await Promise.allSettled(waiting.splice(0));
      // A lost thread has no table any more; what it left is unfinished, and goes when the day is written again.
      await ask({ table, end: 'discard' }).catch(() => undefined);
    },
  };
}

interface Waiting {
  resolve(value: Published | null): void;
  reject(error: unknown): void;
}

/** `parquetWriter` lies beside this file, or beside the bundle that holds it. */
const HERE = import.meta.filename;
const WRITER = path.join(path.dirname(HERE), `parquetWriter${path.extname(HERE)}`);

function createThread() {
  const asked: Waiting[] = [];
  let worker: Worker | undefined;
  const lose = (error: unknown): void => {
    const lost = worker;
    worker = undefined;
    void lost?.terminate();
    for (const { reject } of asked.splice(0)) reject(error);
  };
  const start = (): Worker => {
    const started = new Worker(WRITER, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    started.unref();
    started.on('error', error => started === worker && lose(error));
    started.on('message', (answer: WriteAnswer) => {
      const first = asked.shift();
      if (asked.length === 0) started.unref();
      if ('value' in answer) first?.resolve(answer.value);
      else first?.reject(new ProblemError(answer.problem));
    });
    return started;
  };
  return {
    start: () => void (worker ??= start()),
    close: () => lose(new Error('closed')),
    ask: (request: WriteRequest) =>
      new Promise<Published | null>((resolve, reject) => {
        worker ??= start();
        worker.ref();
        asked.push({ resolve, reject });
        worker.postMessage(request);
      }),
  };
}
