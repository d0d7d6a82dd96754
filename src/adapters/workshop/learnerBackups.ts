import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LearnerBackups, Snapshot } from '../../engine/workshop/backups.ts';
import { fileProblem } from '../../model/fileProblem.ts';
import { fail } from '../../model/problem.ts';
import type { BackupReason } from '../../model/workshop/learnerWork.ts';
import { isStepProgress, type StepProgress } from '../../model/workshop/progress.ts';
import { writeDurably } from '../durableFile.ts';

/** Of these as of whole work folders, runs and datasets; each kind by itself. */
const KEPT = 10;
/** `<time>@<workshop>`. */
const OURS = /^[\dTZ-]+@([a-z0-9-]+)$/;
/** Written last: a folder without it was never finished. */
const ABOUT = 'backup.json';
const FILES = 'files';

export const isLearnerBackup = (backup: string): boolean => OURS.test(path.basename(backup));

/** As it is written. */
interface About {
  readonly version: 1;
  readonly reason: BackupReason;
  readonly workshop: string;
  /** Those that were there lie in `files/`. */
  readonly files: readonly { readonly path: string; readonly there: boolean }[];
  readonly steps: Readonly<Record<string, StepProgress | null>>;
  readonly current: Snapshot['current'];
  readonly workFolder: string | null;
}

/** Backups of a learner's files, in the work folder's `backups/`. */
export function openLearnerBackups(workDir: string, now: () => Date): LearnerBackups {
  const root = path.join(workDir, 'backups');
  const names = async () => (await readdir(root).catch(() => [])).filter(isLearnerBackup).sort().reverse();
  const folderOf = (name: string): string => {
    if (!OURS.test(name)) throw fail('usage', 'workshop_no_backup', { backup: name });
    return path.join(root, name);
  };
  return {
    async keep(snapshot) {
      const name = freeName(await names(), snapshot.workshop, now());
      await write(folderOf(name), snapshot).catch((error: unknown) => {
        throw fileProblem(error, folderOf(name));
      });
      for (const old of (await names()).slice(KEPT)) await rm(folderOf(old), { recursive: true, force: true });
      return name;
    },
    async list() {
      const all = (await names()).map(async name => {
        const about = await readAbout(folderOf(name)).catch(() => null); // One that is broken is nobody's newest.
        return about ? [{ name, workshop: about.workshop, reason: about.reason }] : [];
      });
      return (await Promise.all(all)).flat();
    },
    open: async name => read(folderOf(name), name),
    drop: async name => rm(folderOf(name), { recursive: true, force: true }),
  };
}

/** Two in one millisecond keep their order. */
function freeName(taken: readonly string[], workshop: string, now: Date): string {
  const latest = Math.max(...taken.map(name => timeOf(name)), 0);
  const time = new Date(Math.max(now.getTime(), latest + 1));
  return `${time.toISOString().replace(/[:.]/g, '-')}@${workshop}`;
}

/** 0 where it is none. */
function timeOf(name: string): number {
  const found = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3})Z@/.exec(name);
  return found ? Date.parse(`${found[1]}:${found[2]}:${found[3]}.${found[4]}Z`) : 0;
}

async function write(folder: string, { files, ...snapshot }: Snapshot): Promise<void> {
  for (const [file, bytes] of files) if (bytes) await writeDurably(path.join(folder, FILES, file), bytes);
  const listed = [...files].map(([file, bytes]) => ({ path: file, there: bytes !== null }));
  const about: About = { version: 1, ...snapshot, files: listed };
  await writeDurably(path.join(folder, ABOUT), `${JSON.stringify(about, null, 2)}\n`);
}

async function read(folder: string, name: string): Promise<Snapshot> {
  const about = await readAbout(folder);
  if (!about) throw fail('usage', 'workshop_no_backup', { backup: name });
  const { version: _version, ...snapshot } = about;
  const files = about.files.map(async ({ path: file, there }) => {
    const place = path.join(folder, FILES, file);
    const bytes = there
      ? await readFile(place).catch((error: unknown) => {
          throw fileProblem(error, place);
        })
      : null;
    return [file, bytes] as const;
  });
  return { ...snapshot, files: new Map(await Promise.all(files)) };
}

async function readAbout(folder: string): Promise<About | null> {
  const file = path.join(folder, ABOUT);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const about: unknown = parse(text);
  if (!isAbout(about)) throw fail('data', 'workshop_backup_broken', { path: file });
  return about;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const REASONS: readonly unknown[] = ['solution', 'reset', 'jump', 'undo'] satisfies readonly BackupReason[];

function isAbout(value: unknown): value is About {
  if (!isRecord(value)) return false;
  const { version, reason, workshop, files, steps, workFolder, current } = value;
  return (
    version === 1 &&
    REASONS.includes(reason) &&
    typeof workshop === 'string' &&
    Array.isArray(files) &&
    files.every(isListed) &&
    isRecord(steps) &&
    Object.values(steps).every(step => step === null || isStepProgress(step)) &&
    (workFolder === null || typeof workFolder === 'string') &&
    (current === null || isRecord(current))
  );
}

/** What leads out of the backup was not written by us. */
const isListed = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value['there'] === 'boolean' &&
  typeof value['path'] === 'string' &&
  !path.isAbsolute(value['path']) &&
  !value['path'].split(/[/\\]/).includes('..');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
