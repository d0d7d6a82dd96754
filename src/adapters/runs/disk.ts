import { mkdir, open, readFile, readdir, realpath, rename, rm, truncate } from 'node:fs/promises';
import path from 'node:path';

/** The file operations whose order a crash can find out: Node's own, unless a test lets a simulated disk crash between any two. */
export interface Disk {
  mkdir(folder: string, options: { readonly recursive: true }): Promise<unknown>;
  /** `w` makes or empties, `a` makes or appends, `r` reads (a folder, to sync it). */
  open(name: string, flags: 'w' | 'a' | 'r'): Promise<DiskFile>;
  readFile(file: string): Promise<Buffer>;
  readdir(folder: string): Promise<readonly string[]>;
  realpath(name: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  rm(file: string, options: { readonly force: true }): Promise<void>;
  truncate(file: string, bytes: number): Promise<void>;
}

export interface DiskFile {
  /** From where the file stands: all of a new one, the end of one that is appended to. */
  writeFile(data: Uint8Array | string): Promise<void>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  stat(): Promise<{ readonly size: number }>;
  close(): Promise<void>;
}

export const nodeDisk: Disk = { mkdir, open, readFile, readdir, realpath, rename, rm, truncate };

/** A name in a folder is lost with the power until the folder is synced, too. Windows cannot, and need not. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder, and the names of it and of all folders between `root` and it durable. Also when it is there already:
 * a process that was killed may have made it and not come to syncing its name.
 */
export async function makeFolder(disk: Disk, folder: string, root: string): Promise<void> {
  await disk.mkdir(folder, { recursive: true });
  for (let above = path.dirname(folder); ; above = path.dirname(above)) {
    await syncFolder(disk, above);
    if (above.length <= root.length) return;
  }
}
