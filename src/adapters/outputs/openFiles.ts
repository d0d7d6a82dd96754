import type { FileMetaData } from 'hyparquet';
import { closeFile, openFile, type Opened } from './fileBytes.ts';
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
  readonly opened: Opened;
}

export function createOpenFiles() {
  const known = new Map<string, Known>();
  const open = new Map<string, Opened>();
  const keep = (name: string, { opened, ...file }: OpenFile): void => {
    known.delete(name);
    known.set(name, file);
    let bytes = 0;
    for (const { metadata } of known.values()) bytes += metadata.metadata_length;
    for (const [other, { metadata }] of known) {
      if (bytes <= MAX_FOOTER_BYTES || other === name) break;
      known.delete(other);
      bytes -= metadata.metadata_length;
    }
    const before = open.get(name);
    open.delete(name);
    open.set(name, opened);
    if (before) closeFile(before);
    for (const [other, old] of open) {
      if (open.size <= MAX_OPEN) break;
      open.delete(other);
      closeFile(old);
    }
  };
  /** What stands under the name now. */
  const openNow = async (name: string): Promise<OpenFile> => {
    const opened = openFile(name);
    try {
      const before = known.get(name);
      const file = before?.head.stamp === opened.stamp ? { opened, ...before } : await learn(opened);
      keep(name, file);
      return file;
    } catch (error) {
      closeFile(opened);
      throw error;
    }
  };
  return {
    openNow,
    /** What was opened under the name; when that is closed by now, as `openNow`. */
    async opened(name: string): Promise<OpenFile> {
      const [opened, file] = [open.get(name), known.get(name)];
      return opened && file ? { opened, ...file } : openNow(name);
    },
  };
}

async function learn(opened: Opened): Promise<OpenFile> {
  const { head, metadata } = await readHead(opened);
  return { opened, metadata, head: { ...head, stamp: opened.stamp } };
}
