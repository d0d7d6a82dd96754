import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { makeFolders } from './makeFolders.ts';

let drafts = 0;

/** Under its name when it is whole and on the disk: tmp, fsync, rename, fsync of the folder. */
export async function writeDurably(file: string, text: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  await makeFolder(path.dirname(file));
  drafts += 1;
  // No reader of `*.json` or `*.jsonl` may find it.
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}-${drafts}.unfinished`);
  try {
    await withFile(draft, 'w', async handle => {
      await writeAll(handle, text);
      await handle.datasync();
    });
    await rename(draft, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined); // Why it was left says the first error.
    throw error;
  }
}

async function writeAll(handle: FileHandle, text: string | Uint8Array | AsyncIterable<string>): Promise<void> {
  if (typeof text === 'string' || text instanceof Uint8Array) return handle.writeFile(text);
  for await (const piece of text) await handle.appendFile(piece);
}

/** Whole lines of JSON, on the disk. What a killed process left of a last line is cut off first; what a person's editor left without its line break is not. */
export async function appendDurably(file: string, text: string): Promise<void> {
  await makeFolder(path.dirname(file));
  const isNew = await withFile(file, 'a+', async handle => {
    const { size } = await handle.stat();
    const tail = await lastLine(handle, size);
    const isTorn = !isJson(tail);
    if (isTorn) await handle.truncate(size - tail.length);
    await handle.appendFile(tail.length > 0 && !isTorn ? `\n${text}` : text);
    await handle.datasync();
    return size === 0;
  });
  if (isNew) await syncFolder(path.dirname(file));
}

const NEWLINE = 10;
const STEP = 65_536;

/** What stands after the last line break. */
async function lastLine(handle: FileHandle, size: number): Promise<Buffer> {
  let tail = Buffer.alloc(0);
  for (let start = size; start > 0;) {
    const end = start;
    start = Math.max(0, end - STEP);
    const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    tail = Buffer.concat([buffer, tail]);
    const at = tail.lastIndexOf(NEWLINE);
    if (at >= 0) return tail.subarray(at + 1);
  }
  return tail;
}

function isJson(bytes: Buffer): boolean {
  if (bytes.length === 0) return true;
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}

async function withFile<Result>(
  file: string,
  flags: string,
  work: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  const handle = await open(file, flags);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** With the names of the folders above that are new: they are lost with the power until their own folder is synced. */
export async function makeFolder(folder: string): Promise<void> {
  for (const at of await makeFolders(folder)) await syncFolder(path.dirname(at));
}

/** Windows cannot, and need not. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await withFile(folder, 'r', handle => handle.sync());
}
