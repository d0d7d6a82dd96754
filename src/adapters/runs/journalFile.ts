import { constants } from 'node:fs';
import { open, readFile, truncate } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Journal } from '../../engine/ports.ts';
import type { HistoryEvent } from '../../model/event.ts';
import { ProblemError, fail } from '../../model/problem.ts';

export interface JournalContent {
  readonly events: readonly HistoryEvent[];
  /** How many of the bytes are sound: all, or fewer when the tail was torn. */
  readonly soundBytes: number;
  readonly isTorn: boolean;
}

/** Length of `,"crc":"01234567"}`. */
const TRAILER = 18;
const NEWLINE = 0x0a;

export function formatLine(event: HistoryEvent): string {
  const body = JSON.stringify(event).slice(0, -1);
  return `${body}${trailerOf(body)}\n`;
}

/** The checksum covers the line's bytes before its comma. */
const trailerOf = (body: string | Buffer): string => `,"crc":"${crc32(body).toString(16).padStart(8, '0')}"}`;

/**
 * Reads a journal's bytes; `origin` is where they begin in the file. A bad last line is a torn tail (the machine stopped while writing)
 * and is left out; a bad line before it is corruption and is refused with its place.
 */
export function parseJournal(bytes: Buffer, file: string, origin = { byte: 0, line: 1 }): JournalContent {
  const events: HistoryEvent[] = [];
  let byte = 0;
  let { line } = origin;
  while (byte < bytes.length) {
    const end = bytes.indexOf(NEWLINE, byte);
    const event = end < 0 ? undefined : parseLine(bytes.subarray(byte, end));
    if (!event) {
      const isLast = end < 0 || end === bytes.length - 1;
      if (isLast) return { events, soundBytes: byte, isTorn: true };
      const params = { file, line, byte: origin.byte + byte };
      throw new ProblemError({ kind: 'data', code: 'journal_corrupt', params, file, line });
    }
    events.push(event);
    byte = end + 1;
    line += 1;
  }
  return { events, soundBytes: byte, isTorn: false };
}

function parseLine(bytes: Buffer): HistoryEvent | undefined {
  const split = bytes.length - TRAILER;
  // The whole trailer is compared, so that nothing of a line is left unchecked.
  if (split < 0 || bytes.toString('latin1', split) !== trailerOf(bytes.subarray(0, split))) return undefined;
  // SAFETY: the checksum says that these are the bytes that `formatLine` wrote.
  return JSON.parse(`${bytes.toString('utf8', 0, split)}}`) as HistoryEvent;
}

export async function readJournal(file: string): Promise<JournalContent> {
  return parseJournal(await readFile(file), file);
}

/**
 * Opens a journal to append to it; a torn tail is cut first. Group commit: while one batch is being synced the next one
 * gathers, so that many events share one fdatasync.
 */
export async function openJournal(file: string, soundBytes: number): Promise<Journal> {
  const handle = await open(file, constants.O_CREAT | constants.O_WRONLY | constants.O_APPEND);
  if ((await handle.stat()).size > soundBytes) await truncate(file, soundBytes);
  let queue: string[] = [];
  let committing: Promise<void> | undefined;
  let failure: unknown;

  async function commit(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.join('');
      queue = [];
      await handle.appendFile(batch);
      await handle.datasync();
    }
  }
  function start(): Promise<void> {
    committing ??= commit()
      .catch((error: unknown) => void (failure = error))
      .finally(() => (committing = undefined));
    return committing;
  }
  function assertSound(): void {
    if (failure) throw fail('config', 'journal_not_written', { file, reason: String(failure) }, failure);
  }
  return {
    append(event) {
      assertSound();
      queue.push(formatLine(event));
      void start();
    },
    async flush() {
      while (committing || (queue.length > 0 && !failure)) await start();
      assertSound();
    },
    async close() {
      await committing;
      await handle.close();
    },
  };
}
