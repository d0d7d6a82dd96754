import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { OutputPlace, TableFile, Tables } from '../../engine/ports.ts';
import { fail, ProblemError } from '../../model/problem.ts';
import type { PerformWrite, Published, TableRequest, WriteAnswer, WriteRequest } from './writerMessages.ts';

/** So many batches of some 300 KB are on their way at once: the two threads wait for each other little, and memory stays flat. */
const AHEAD = 4;
/** V8 lets it grow to 64 MB, and gains nothing from it. */
const YOUNG_MB = 16;

/**
 * Tables that hold less, all together, are written in the thread where their rows are read: another one takes 0.1 s of a
 * processor and 35 MB before it has written anything, and gives time back only to those that hold more.
 */
const SMALL_ROWS = 20_000;
/** Characters; they wait in memory. */
const SMALL_TEXT = 8_000_000;

export interface TableWriting extends Pick<Tables, 'openJsonTable'> {
  close(): void;
}

type Ask = (request: TableRequest) => Promise<Published | null>;

/**
 * A thread reads the texts of all tables, encodes, compresses and writes them as they come: half of what an ingestion
 * computes. Until they are many they wait, and few are written by the same code here, when their table is published.
 */
export function createTableWriting(): TableWriting {
  const thread = createThread();
  let here: Promise<PerformWrite> | undefined;
  let [tables, rows, text] = [0, 0, 0];
  const areMany = (): boolean => rows >= SMALL_ROWS || text >= SMALL_TEXT;
  const performer = async (): Promise<PerformWrite> =>
    areMany() ? thread.ask : (here ??= import('./performWrites.ts').then(({ createWrites }) => createWrites()));

  return {
    close: thread.close,
    async openJsonTable(place, options) {
      const open = async (): Promise<Ask> => {
        const perform = await performer();
        const table = (tables += 1);
        const ask: Ask = request =>
          perform({ table, ...request }).catch((error: unknown) => {
            throw writeProblem(error, place);
          });
        await ask({ open: { place, options } });
        return ask;
      };
      const count = (texts: readonly string[]): boolean => {
        rows += texts.length;
        for (const { length } of texts) text += length;
        return areMany();
      };
      return createTable(open, count);
    },
  };
}

/** What has no words of its own: the thread is lost. */
const writeProblem = (error: unknown, { folder, name }: OutputPlace): ProblemError =>
  error instanceof ProblemError && error.problem.code !== 'unexpected'
    ? error
    : fail('system', 'write_failed', { path: path.join(folder, name), reason: String(error) }, error);

/** @param areMany counts those that came, and says whether they wait no more */
function createTable(open: () => Promise<Ask>, areMany: (texts: readonly string[]) => boolean): TableFile<string> {
  const held: (readonly string[])[] = [];
  const waiting: Promise<unknown>[] = [];
  let ask: Ask | undefined;
  const settle = async (left: number): Promise<void> => {
    while (waiting.length > left) await waiting.shift();
  };
  const pour = async (): Promise<Ask> => {
    const opened = (ask ??= await open());
    for (const texts of held.splice(0)) {
      const appending = opened({ append: `[${texts.join(',')}]` });
      // It is thrown by the next `append`, or by `publish`.
      appending.catch(() => undefined);
      waiting.push(appending);
      await settle(AHEAD);
    }
    return opened;
  };
  return {
    async append(texts) {
      held.push(texts);
      if (areMany(texts)) await pour();
    },
    async publish() {
      const opened = await pour();
      await settle(0);
      const published = await opened({ end: 'publish' });
      if (!published) throw new TypeError('a published table was asked for');
      return published;
    },
    async discard() {
      held.length = 0;
      await Promise.allSettled(waiting.splice(0));
      // A lost thread has no table any more; what it left is unfinished, and goes when the day is written again.
      await ask?.({ end: 'discard' }).catch(() => undefined);
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
