import path from 'node:path';
import type { Disk, DiskFile } from '../../src/adapters/runs/disk.ts';

/** Random numbers that come again with their seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A file's bytes, apart from its name: as programs see them, and as they would be after a power cut. */
interface Inode {
  /** Bytes as characters: the simulation appends a thousand times more often than it reads. */
  seen: string;
  durable: string;
  /** How many of the durable bytes were never cut away since. */
  uncut: number;
  /** What a failed sync dropped: to be seen, and taken for written ever after (https://wiki.postgresql.org/wiki/Fsync_Errors). */
  dropped?: { readonly from: number; readonly to: number };
}

type Entry = Inode | 'folder';

export type Operation = 'mkdir' | 'open' | 'write' | 'sync' | 'rename' | 'rm' | 'truncate';

export interface SimulatedDisk {
  /** As a new process sees it; one that has died does nothing more. */
  start(): Disk;
  /** What has been done so far that changes the disk or syncs it. */
  readonly operations: readonly Operation[];
  /** The process dies before its n-th operation from now: that one and all later ones never return. */
  crashAfter(operations: number): Promise<void>;
  /** The n-th operation of this kind from now fails so; a write leaves half of its bytes. */
  failAt(kind: Operation, nth: number, code: string): void;
  /** `kill`: the system goes on and loses nothing. `power`: what was not synced is lost, torn, or perhaps there. */
  restart(how: 'kill' | 'power'): void;
  files(): ReadonlyMap<string, Buffer>;
  /** What a power cut cannot take any more; undefined when that may be nothing. */
  durable(file: string): Buffer | undefined;
}

const NOTHING = '';
const newFile = (): Inode => ({ seen: NOTHING, durable: NOTHING, uncut: 0 });

function setDurable(file: Inode, bytes: string): void {
  file.durable = bytes;
  file.uncut = bytes.length;
}

const bytesOf = (text: string) => Buffer.from(text, 'latin1');

/**
 * A disk in memory that keeps no promise which POSIX does not make: bytes are durable after a sync of the file, names
 * after a sync of their folder, each folder by itself; whatever was not synced survives in part, from its beginning,
 * and may be followed by zeros. `random` also lets operations take their turn in another order.
 */
export function createSimulatedDisk(random: () => number, root: string): SimulatedDisk {
  let seen = new Map<string, Entry>([
    ['/', 'folder'],
    [root, 'folder'],
  ]);
  let durable = new Map<string, Entry>(seen);
  /** Changes of names that are not durable yet, by folder, in their order. */
  let unsynced = new Map<string, ((names: Map<string, Entry>) => void)[]>();
  const operations: Operation[] = [];
  const counts = new Map<Operation, number>();
  let crash = { at: Infinity, happens: (): void => undefined };
  let fault: { kind: Operation; at: number; code: string } | undefined;
  let life = 0;

  function createFolders(folder: string): void {
    if (seen.get(folder) === 'folder') return;
    createFolders(path.posix.dirname(folder));
    changeName(folder, names => void names.set(folder, 'folder'));
  }

  function changeName(name: string, change: (names: Map<string, Entry>) => void): void {
    change(seen);
    const folder = path.posix.dirname(name);
    unsynced.set(folder, [...(unsynced.get(folder) ?? []), change]);
  }

  /** One step of the process: it may be its last, it may fail, and others may come first. */
  async function step(mine: number, kind: Operation, act: (isFailing: boolean) => void): Promise<void> {
    for (let turns = Math.floor(random() * 3); turns > 0; turns -= 1) await undefined;
    if (mine !== life || operations.length >= crash.at) {
      crash.happens();
      return new Promise(() => undefined);
    }
    operations.push(kind);
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const failing = fault?.kind === kind && fault.at === nth ? fault : undefined;
    act(failing !== undefined);
    if (failing) throw Object.assign(new Error(`${failing.code}: simulated, ${kind}`), { code: failing.code });
    await undefined;
    // It was done, but nobody hears of it any more.
    if (mine !== life) return new Promise(() => undefined);
  }

  const fileOf = (name: string): Inode => {
    const entry = seen.get(name);
    if (entry === undefined) throw Object.assign(new Error(`ENOENT: ${name}`), { code: 'ENOENT' });
    if (entry === 'folder') throw Object.assign(new Error(`EISDIR: ${name}`), { code: 'EISDIR' });
    return entry;
  };

  function openFile(name: string, flags: 'w' | 'a' | 'r'): Inode {
    if (flags === 'r') return seen.get(name) === 'folder' ? newFile() : fileOf(name);
    if (!seen.has(name)) {
      const made: Inode = newFile();
      changeName(name, names => void names.set(name, made));
    }
    const file = fileOf(name);
    if (flags === 'w') Object.assign(file, newFile(), { durable: file.durable });
    return file;
  }

  function syncNames(folder: string): void {
    for (const change of unsynced.get(folder) ?? []) change(durable);
    unsynced.delete(folder);
  }

  function handleOf(mine: number, name: string, file: Inode): DiskFile {
    const sync = () =>
      step(mine, 'sync', isFailing => {
        if (isFailing) file.dropped = { from: file.durable.length, to: file.seen.length };
        else if (seen.get(name) === 'folder') syncNames(name);
        else setDurable(file, withoutDropped(file));
      });
    return {
      writeFile: data =>
        step(mine, 'write', isFailing => {
          const bytes = Buffer.from(data).toString('latin1');
          file.seen += isFailing ? bytes.slice(0, Math.floor(random() * bytes.length)) : bytes;
        }),
      datasync: sync,
      sync,
      stat: async () => ({ size: file.seen.length }),
      close: async () => undefined,
    };
  }

  const start = (mine: number): Disk => ({
    mkdir: folder => step(mine, 'mkdir', isFailing => isFailing || createFolders(folder)),
    async open(name, flags) {
      let file: Inode = newFile();
      if (flags === 'r') file = openFile(name, flags);
      else await step(mine, 'open', isFailing => isFailing || (file = openFile(name, flags)));
      return handleOf(mine, name, file);
    },
    readFile: async name => bytesOf(fileOf(name).seen),
    readdir: async folder =>
      [...seen.keys()].filter(name => path.posix.dirname(name) === folder).map(name => path.posix.basename(name)),
    async realpath(name) {
      if (!seen.has(name)) fileOf(name);
      return name;
    },
    rename: (from, to) =>
      step(mine, 'rename', isFailing => {
        if (isFailing) return;
        fileOf(from);
        changeName(to, names => {
          const moved = names.get(from);
          names.delete(from);
          if (moved) names.set(to, moved);
        });
      }),
    rm: name => step(mine, 'rm', isFailing => isFailing || changeName(name, names => void names.delete(name))),
    truncate: (name, bytes) =>
      step(mine, 'truncate', isFailing => {
        if (isFailing) return;
        const file = fileOf(name);
        file.seen = file.seen.slice(0, bytes);
        file.uncut = Math.min(file.uncut, bytes);
        if (file.dropped && file.dropped.from >= bytes) delete file.dropped;
      }),
  });

  return {
    start: () => start(life),
    operations,
    crashAfter(count) {
      return new Promise(resolve => (crash = { at: operations.length + count, happens: resolve }));
    },
    failAt(kind, nth, code) {
      fault = { kind, at: (counts.get(kind) ?? 0) + nth, code };
    },
    restart(how) {
      life += 1;
      crash = { at: Infinity, happens: () => undefined };
      fault = undefined;
      if (how === 'kill') return;
      for (const changes of unsynced.values()) {
        const kept = Math.floor(random() * (changes.length + 1));
        for (const change of changes.slice(0, kept)) change(durable);
      }
      unsynced = new Map();
      seen = withoutLost(durable);
      durable = new Map(seen);
      for (const entry of seen.values()) {
        if (entry === 'folder') continue;
        entry.seen = afterPowerCut(entry, random);
        setDurable(entry, entry.seen);
        delete entry.dropped;
      }
    },
    files() {
      const found = new Map<string, Buffer>();
      for (const [name, entry] of seen) if (entry !== 'folder') found.set(name, bytesOf(entry.seen));
      return found;
    },
    durable(file) {
      const entry = withoutLost(durable).get(file);
      return entry === undefined || entry === 'folder' ? undefined : bytesOf(entry.durable);
    },
  };
}

/** A folder that is lost takes all with it that lies in it. */
function withoutLost(names: ReadonlyMap<string, Entry>): Map<string, Entry> {
  const isThere = (name: string): boolean => name === '/' || (names.has(name) && isThere(path.posix.dirname(name)));
  return new Map([...names].filter(([name]) => isThere(name)));
}

function withoutDropped({ seen, dropped }: Inode): string {
  if (!dropped) return seen;
  const { from, to } = dropped;
  return seen.slice(0, from) + zeros(Math.min(to, seen.length) - from) + seen.slice(to);
}

const zeros = (count: number) => '\0'.repeat(Math.max(count, 0));

function afterPowerCut(file: Inode, random: () => number): string {
  const { durable } = file;
  const seen = withoutDropped(file);
  if (seen === durable) return durable;
  const from = file.uncut;
  // Emptied or cut since it was synced: the old bytes are there, or some of the new ones.
  if (from < durable.length && random() < 0.5) return durable;
  const kept = from + Math.floor(random() * (seen.length - from + 1));
  return seen.slice(0, kept) + (random() < 0.25 ? zeros(seen.length - kept) : '');
}
