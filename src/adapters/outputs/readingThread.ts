import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReadAnswer, ReadRequest } from './tableMessages.ts';

/** Some corrupt files fill the memory. */
const MEMORY_MB = 1024;

/** `parquetWorker` lies beside this file, or beside the bundle that holds it. */
const HERE = import.meta.filename;
const WORKER = path.join(path.dirname(HERE), `parquetWorker${path.extname(HERE)}`);

export interface ReadingThread {
  ask(request: ReadRequest): Promise<ReadAnswer>;
  /** Ends it, and what it was asked; who asks again starts it again. */
  close(): void;
}

/** Threads that rest: the one that rests longest ends when there are more than so many, with all that it keeps. */
export interface RestRoom {
  enter(end: () => void): void;
  leave(end: () => void): void;
}

export function createRestRoom(most: number): RestRoom {
  const resting = new Set<() => void>();
  return {
    enter(end) {
      resting.add(end);
      for (const longest of resting) {
        if (resting.size <= most) break;
        resting.delete(longest);
        longest();
      }
    },
    leave: end => void resting.delete(end),
  };
}

interface Waiting {
  readonly request: ReadRequest;
  resolve(answer: ReadAnswer): void;
}

/** Answers one question after the other. It is started by the first, and again when it was lost. */
export function createReadingThread(deadlineMs: number, room?: RestRoom): ReadingThread {
  const queue: Waiting[] = [];
  /** Which of its columns the question is about that is answered now. */
  const place = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let worker: Worker | undefined;
  let running: { waiting: Waiting; deadline: NodeJS.Timeout } | undefined;
  const settle = (answer: ReadAnswer): void => {
    const done = running;
    running = undefined;
    clearTimeout(done?.deadline);
    worker?.unref();
    done?.waiting.resolve(answer);
    if (queue.length > 0) next();
    else if (worker) room?.enter(end);
  };
  const end = (): void => {
    void worker?.terminate();
    worker = undefined;
  };
  const lose = (code: string, why: string): void => {
    end();
    if (running) settle({ refused: { code, why, at: Atomics.load(place, 0) } });
  };
  const start = (): Worker => {
    const started = new Worker(WORKER, {
      workerData: place,
      resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: MEMORY_MB },
    });
    started.on('message', answer => started === worker && settle(answer));
    started.on('error', error => started === worker && lose('table_corrupt', error.message));
    return started;
  };
  const next = (): void => {
    const waiting = running ? undefined : queue.shift();
    if (!waiting) return;
    const deadline = setTimeout(() => lose('table_too_slow', String(deadlineMs / 1000)), deadlineMs);
    running = { waiting, deadline };
    room?.leave(end);
    worker ??= start();
    worker.ref();
    Atomics.store(place, 0, 0);
    worker.postMessage(waiting.request);
  };
  return {
    ask: request =>
      new Promise(resolve => {
        queue.push({ request, resolve });
        next();
      }),
    close() {
      room?.leave(end);
      const asked = [running?.waiting, ...queue.splice(0)];
      clearTimeout(running?.deadline);
      running = undefined;
      end();
      for (const one of asked) one?.resolve({ refused: { code: 'table_closed', why: '' } });
    },
  };
}
