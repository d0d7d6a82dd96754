import { open, stat } from 'node:fs/promises';
import { briefEvent, type EventBrief, type HistoryBatch } from '../../model/history.ts';
import { toProblem, type Problem, ProblemError } from '../../model/problem.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { scanJournal } from './journalFile.ts';

/** The events of one run for who looks at them: light ones at once, their text from the disk when it is asked for. */
export interface HistoryTail {
  /** Reads what was appended. Throws data `run_gone` when the journal is not there any more. */
  refresh(): Promise<void>;
  /** From this index (0-based) on, as many as travel well. */
  batch(from: number): HistoryBatch;
  /** The lines of these events as they are recorded. An id that is not there gives an empty text. */
  lines(ids: readonly number[]): Promise<readonly string[]>;
  /** Ids whose line contains the text, in any case, from this index on. */
  find(text: string, from: number): Promise<readonly number[]>;
}

/** About 400 KB of JSON: a page draws the first of them while it asks for the next. */
const BATCH = 4000;
/** A first event with 5,000 Sources is half a megabyte: nobody reads that in a line. */
const LINE_LIMIT = 20_000;
/** Bytes read at a time: a journal may be larger than what should be in memory at once. */
const READ_LIMIT = 8 * 1024 * 1024;
const NEWLINE = 0x0a;

interface Tail {
  readonly events: EventBrief[];
  /** Addresses in the order in which they were met. */
  readonly uris: string[];
  readonly places: Map<string, number>;
  /** Where each line begins, and where the next one will. */
  readonly begins: number[];
  byte: number;
  fault: Problem | null;
}

const fresh = (): Tail => ({ events: [], uris: [], places: new Map(), begins: [], byte: 0, fault: null });

export function createHistoryTail(file: string, runId: string): HistoryTail {
  let tail = fresh();
  let reading: Promise<void> = Promise.resolve();

  async function readOn(): Promise<void> {
    const size = await stat(file).then(
      found => found.size,
      (error: unknown) => {
        throw isMissing(error)
          ? new ProblemError({ kind: 'data', code: 'run_gone', params: { run: runId } })
          : fileProblem(error, file);
      },
    );
    if (size < tail.byte) tail = fresh();
    tail.fault = null; // Somebody may have mended the file.
    // A line that is longer than what is read at a time needs more of it.
    for (let room = READ_LIMIT; tail.byte < size && tail.fault === null;) {
      const bytes = await readBytes(file, tail.byte, Math.min(size, tail.byte + room));
      const before = tail.byte;
      take(tail, bytes, file);
      if (tail.byte > before) continue;
      if (before + room >= size) return; // A last line that is still being written is left for the next look.
      room *= 2;
    }
  }

  const textOf = async (from: number, to: number): Promise<Buffer> =>
    readBytes(file, tail.begins[from] ?? 0, tail.begins[to] ?? tail.byte);

  return {
    refresh: () => (reading = reading.catch(() => undefined).then(readOn)),
    batch: from => {
      const events = tail.events.slice(from, from + BATCH);
      return { ...withOwnPlaces(events, tail.uris), total: tail.events.length, fault: tail.fault };
    },
    lines: async ids => {
      const found: string[] = [];
      for (const [first, count] of spans(ids)) {
        if (first < 1 || first > tail.events.length) found.push(...Array<string>(count).fill(''));
        else found.push(...cutLines(await textOf(first - 1, first - 1 + count), count));
      }
      return found;
    },
    find: async (text, from) => {
      const wanted = text.toLowerCase();
      const ids: number[] = [];
      for (let at = from; at < tail.events.length; at += BATCH) {
        const lines = (await textOf(at, at + BATCH)).toString('utf8').split('\n');
        lines.forEach((line, place) => line.toLowerCase().includes(wanted) && ids.push(at + place + 1));
      }
      return ids;
    },
  };
}

/** Only whole lines; what a fault makes unreadable ends the history, what is before it stands. */
function take(tail: Tail, bytes: Buffer, file: string): void {
  const whole = bytes.subarray(0, bytes.lastIndexOf(NEWLINE) + 1);
  const place = { file, byte: tail.byte, line: tail.events.length + 1 };
  let begin = 0;
  try {
    scanJournal(whole, place, event => {
      tail.events.push(briefEvent(event, uri => placeOf(tail, uri)));
      tail.begins.push(place.byte + begin);
      begin = whole.indexOf(NEWLINE, begin) + 1;
    });
  } catch (error) {
    tail.fault = toProblem(error);
  }
  tail.byte = place.byte + begin;
}

function placeOf({ uris, places }: Tail, uri: string): number {
  const known = places.get(uri);
  if (known !== undefined) return known;
  places.set(uri, uris.length);
  return uris.push(uri) - 1;
}

/** Each batch names its own addresses: who asks for one needs no other. */
function withOwnPlaces(events: readonly EventBrief[], all: readonly string[]): Pick<HistoryBatch, 'events' | 'uris'> {
  const own = new Map<number, number>();
  const uris: string[] = [];
  const placed = events.map(event => {
    const { source } = event;
    if (source === undefined) return event;
    const place = own.get(source) ?? uris.push(all[source] ?? '') - 1;
    own.set(source, place);
    return { ...event, source: place };
  });
  return { events: placed, uris };
}

/** Ids that follow each other are read in one go: first id, how many. */
function spans(ids: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const id of ids) {
    const last = found.at(-1);
    if (last && last[0] + last[1] === id) last[1] += 1;
    else found.push([id, 1]);
  }
  return found;
}

function cutLines(bytes: Buffer, count: number): string[] {
  const lines = bytes.toString('utf8').split('\n').slice(0, count);
  while (lines.length < count) lines.push('');
  return lines.map(line => (line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line));
}

async function readBytes(file: string, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, to - from));
  const handle = await open(file);
  try {
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
