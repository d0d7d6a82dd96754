import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';

/**
 * Files of the reading thread, which has nothing else to do: what goes through Node's pool of threads took four times the
 * processor's time on a folder of small files.
 */
export interface Opened {
  readonly fd: number;
  /** Of another file under the same name it is another. */
  readonly stamp: string;
  readonly size: number;
}

/** A pipe would keep it for ever, if it waited for somebody to write. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export function openFile(name: string): Opened {
  const fd = openSync(name, FLAGS);
  const { ino, size, mtimeNs } = fstatSync(fd, { bigint: true });
  return { fd, stamp: `${ino} ${size} ${mtimeNs}`, size: Number(size) };
}

/** Of what has the name now. Throws what the system says where nothing has. */
export function stampOf(name: string): string {
  const { ino, size, mtimeNs } = statSync(name, { bigint: true });
  return `${ino} ${size} ${mtimeNs}`;
}

export const closeFile = ({ fd }: Opened): void => closeSync(fd);

/** As hyparquet asks for bytes. */
export function bufferOf(file: Opened) {
  return { byteLength: file.size, slice: (from: number, to = file.size) => slice(file, from, to) };
}

/** Throws `table_cut` when the file ends before `to`. */
export function slice({ fd }: Opened, from: number, to: number): ArrayBuffer {
  const bytes = new Uint8Array(to - from);
  let filled = 0;
  while (filled < bytes.length) {
    const read = readSync(fd, bytes, filled, bytes.length - filled, from + filled);
    if (read === 0) throw refuse('table_cut', `it ends at byte ${from + filled}`);
    filled += read;
  }
  return bytes.buffer;
}

export const refuse = (code: string, why: string): Error => Object.assign(new Error(why), { code });
