import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { Journal } from '../../engine/ports.ts';
import { isKnownEvent, type JournalEvent } from '../../model/event.ts';
import { ProblemError, fail } from '../../model/problem.ts';
import { nodeDisk, syncFolder, type Disk, type DiskFile } from './disk.ts';

export interface JournalEnd {
  /** How many of the bytes are sound: all, or fewer when the tail was torn. */
  readonly soundBytes: number;
  readonly isTorn: boolean;
}

export interface JournalContent extends JournalEnd {
  readonly events: readonly JournalEvent[];
}

/** Length of `,"crc":"01234567"}`. */
const TRAILER = 18;
const NEWLINE = 0x0a;

export function formatLine(event: JournalEvent): string {
  const body = JSON.stringify(event).slice(0, -1);
  return `${body}${trailerOf(body)}\n`;
}

/** The checksum covers the line's bytes before its comma. */
const trailerOf = (body: string | Buffer): string => `,"crc":"${crc32(body).toString(16).padStart(8, '0')}"}`;

/** Where bytes begin in a file. */
export interface JournalPlace {
  readonly file: string;
  readonly byte: number;
  /** 1-based. */
  readonly line: number;
}

/**
 * Reads a journal's bytes, and gives each event away: a long history need not be there at once. A bad last line is a
 * torn tail (the machine stopped while writing) and is left out; any other bad line is corruption and is refused with
 * its place, and so is what a newer version of ours wrote, or another program.
 */
export function scanJournal(bytes: Buffer, from: JournalPlace, take: (event: JournalEvent) => void): JournalEnd {
  let byte = 0;
  let { line } = from;
  while (byte < bytes.length) {
    const end = bytes.indexOf(NEWLINE, byte);
    const event = end < 0 ? undefined : parseLine(bytes, byte, end);
    const at = { file: from.file, byte: from.byte + byte, line };
    if (!event) {
      if (line === 1 && isForeign(bytes)) throw refusal('journal_foreign', at);
      if (isTorn(bytes, byte)) return { soundBytes: byte, isTorn: true };
    }
    // One event a line, numbered without a gap: a line that was taken out, doubled or moved is missed.
    if (event?.eventId !== line) throw refusal('journal_corrupt', at);
    if (!isKnownEvent(event)) throw refusal('journal_newer', at);
    take(event);
    byte = end + 1;
    line += 1;
  }
  return { soundBytes: byte, isTorn: false };
}

function parseLine(bytes: Buffer, from: number, to: number): JournalEvent | undefined {
  const split = to - TRAILER;
  if (split < from || readTrailer(bytes, split) !== crc32(bytes.subarray(from, split))) return undefined;
  // The comma becomes a brace for a moment: another string for each line would cost more than its checksum.
  bytes[split] = BRACE;
  try {
    // SAFETY: the checksum says that these are the bytes that `formatLine` wrote.
    return JSON.parse(bytes.toString('utf8', from, split + 1)) as JournalEvent;
  } finally {
    bytes[split] = COMMA;
  }
}

/** The checksum that a line ends with; NaN when its end is not letter by letter as `trailerOf` writes it. */
function readTrailer(bytes: Buffer, split: number): number {
  let crc = 0;
  for (let at = 0; at < TRAILER; at += 1) {
    const byte = bytes[split + at]!;
    const digit = HEX_DIGITS[byte]!;
    if (at < BEFORE.length || at >= BEFORE.length + 8) {
      if (byte !== (at < BEFORE.length ? BEFORE[at] : AFTER[at - BEFORE.length - 8])) return NaN;
    } else if (digit < 0) return NaN;
    else crc = crc * 16 + digit;
  }
  return crc;
}

const COMMA = 0x2c;
const BRACE = 0x7d;
const BEFORE = Buffer.from(',"crc":"');
const AFTER = Buffer.from('"}');
const HEX_DIGITS = Int8Array.from({ length: 256 }, (_, byte) => '0123456789abcdef'.indexOf(String.fromCharCode(byte)));

/** A tear leaves a part of a line, or what the system never wrote, which reads as zeros; a line with another fault is no tear. */
function isTorn(bytes: Buffer, from: number): boolean {
  const end = bytes.indexOf(NEWLINE, from);
  // All but the line break: either it was never written, or something else stands in its place now.
  if (end < 0) return bytes.at(-1) === 0 || parseLine(bytes, from, bytes.length - 1) === undefined;
  return end === bytes.length - 1 && bytes.includes(UNWRITTEN, from);
}

const UNWRITTEN = Buffer.alloc(2);
const HEAD = Buffer.from('{"eventId":1,');

/** Not even a damaged first line of ours: one fault spares its beginning or its end. */
function isForeign(bytes: Buffer): boolean {
  const end = bytes.indexOf(NEWLINE);
  const line = end < 0 ? bytes : bytes.subarray(0, end);
  const begins = HEAD.subarray(0, line.length).equals(line.subarray(0, HEAD.length));
  return !begins && line[0] !== 0 && !/,"crc":"[0-9a-f]{8}"\}.?$/.test(line.toString('latin1'));
}

function refusal(code: string, { file, line, byte }: JournalPlace): ProblemError {
  return new ProblemError({ kind: 'data', code, params: { file, line, byte }, file, line });
}

export async function readJournal(file: string, disk: Disk = nodeDisk): Promise<JournalContent> {
  const events: JournalEvent[] = [];
  const bytes = await disk.readFile(file);
  return { events, ...scanJournal(bytes, { file, byte: 0, line: 1 }, event => events.push(event)) };
}

/**
 * Opens a journal to append to it; a torn tail is cut first. Group commit: while one batch is being synced the next one
 * gathers, so that many events share one fdatasync.
 */
export async function openJournal(file: string, soundBytes: number, disk: Disk = nodeDisk): Promise<Journal> {
  const handle = await openDurably(file, soundBytes, disk);
  let durableBytes = soundBytes;
  let queue: string[] = [];
  let committing: Promise<void> | undefined;
  let failure: unknown;

  async function commit(): Promise<void> {
    while (queue.length > 0) {
      const batch = Buffer.from(queue.join(''));
      queue = [];
      await handle.writeFile(batch);
      await handle.datasync();
      durableBytes += batch.length;
    }
  }
  /**
   * After a failed sync the system may show lines that are not on the disk, and call them synced the next time
   * (https://wiki.postgresql.org/wiki/Fsync_Errors). They were acknowledged to nobody: away with them.
   */
  async function giveUp(error: unknown): Promise<void> {
    failure = error;
    await disk.truncate(file, durableBytes).catch(() => undefined);
  }
  function start(): Promise<void> {
    committing ??= commit()
      .catch(giveUp)
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

async function openDurably(file: string, soundBytes: number, disk: Disk): Promise<DiskFile> {
  const handle = await disk.open(file, 'a');
  try {
    if ((await handle.stat()).size > soundBytes) await disk.truncate(file, soundBytes);
    // What is built on was perhaps never synced: a process that was killed left it to the system. Its name neither.
    await handle.datasync();
    await syncFolder(disk, path.dirname(file));
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
