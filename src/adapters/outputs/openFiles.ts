import { open, type FileHandle } from 'node:fs/promises';
import type { FileMetaData } from 'hyparquet';
import { readHead } from './parquetHead.ts';
import type { FileHead } from './tableMessages.ts';

/** Files that stay open: a merge reads a few at a time. */
const MAX_OPEN = 4;
/** What files are is kept for longer, up to so many bytes of their footers: of a dataset all are opened, then read. */
const MAX_FOOTER_BYTES = 4_000_000;

interface Known {
  readonly head: FileHead;
  readonly metadata: FileMetaData;
}

export interface OpenFile extends Known {
  readonly handle: FileHandle;
}

export function createOpenFiles() {
  const known = new Map<string, Known>();
  const handles = new Map<string, FileHandle>();
  const keep = async (name: string, { handle, ...file }: OpenFile): Promise<void> => {
    known.delete(name);
    known.set(name, file);
    let bytes = 0;
    for (const { metadata } of known.values()) bytes += metadata.metadata_length;
    for (const [other, { metadata }] of known) {
      if (bytes <= MAX_FOOTER_BYTES || other === name) break;
      known.delete(other);
      bytes -= metadata.metadata_length;
    }
    const before = handles.get(name);
    handles.delete(name);
    handles.set(name, handle);
    await before?.close();
    for (const [other, old] of handles) {
      if (handles.size <= MAX_OPEN) break;
      handles.delete(other);
      await old.close();
    }
  };
  /** What stands under the name now. */
  const openNow = async (name: string): Promise<OpenFile> => {
    const handle = await open(name, 'r');
    try {
      const { stamp, size } = await statOf(handle);
      const before = known.get(name);
      const file = before?.head.stamp === stamp ? { handle, ...before } : await learn(handle, { stamp, size });
      await keep(name, file);
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  };
  return {
    openNow,
    /** What was opened under the name; when that is closed by now, as `openNow`. */
    async opened(name: string): Promise<OpenFile> {
      const [handle, file] = [handles.get(name), known.get(name)];
      return handle && file ? { handle, ...file } : openNow(name);
    },
  };
}

interface Stat {
  readonly stamp: string;
  readonly size: number;
}

async function statOf(handle: FileHandle): Promise<Stat> {
  const { ino, size, mtimeNs } = await handle.stat({ bigint: true });
  return { stamp: `${ino} ${size} ${mtimeNs}`, size: Number(size) };
}

async function learn(handle: FileHandle, { stamp, size }: Stat): Promise<OpenFile> {
  const { head, metadata } = await readHead(handle, size);
  return { handle, metadata, head: { ...head, stamp } };
}
