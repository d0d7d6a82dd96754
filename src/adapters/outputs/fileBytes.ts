import type { FileHandle } from 'node:fs/promises';

/** As hyparquet asks for bytes. */
export function bufferOf(handle: FileHandle, byteLength: number) {
  return { byteLength, slice: (from: number, to = byteLength) => slice(handle, from, to) };
}

/** Throws `table_cut` when the file ends before `to`. */
export async function slice(handle: FileHandle, from: number, to: number): Promise<ArrayBuffer> {
  const bytes = new Uint8Array(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
    if (bytesRead === 0) throw refuse('table_cut', `it ends at byte ${from + filled}`);
    filled += bytesRead;
  }
  return bytes.buffer;
}

export const refuse = (code: string, why: string): Error => Object.assign(new Error(why), { code });
