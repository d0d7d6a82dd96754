import { createHash } from 'node:crypto';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from '../adapters/durableFile.ts';
import { exactJson, parseExactJson } from '../model/table/exactJson.ts';
import { isStruct, type Row } from '../model/table/value.ts';
import type { KeptPlace, ValidationAnswer } from '../protocol/quality.ts';

/** A report over a reload of the window. */
export interface KeptReport {
  readonly form: typeof FORM;
  readonly answer: ValidationAnswer;
  /** As `--report-file` writes it. */
  readonly json: Row;
  /** By rule: the first failing rows. */
  readonly places: Readonly<Record<string, readonly PlacedRows[]>>;
  /** By file of the report: what it was when it was read. */
  readonly stamps: Readonly<Record<string, string>>;
}

/** As it lies on the disk: plain JSON, with the report as a text, which keeps each digit of its values. */
interface KeptFile extends Omit<KeptReport, 'json'> {
  readonly json: string;
}

/** Of one file, rising. */
export interface PlacedRows {
  readonly file: string;
  readonly rows: readonly number[];
}

/** Of another one nothing is read. */
export const FORM = 1;

/** One file a subject; the oldest go. */
const MOST_KEPT = 200;

const fileOf = ({ store, path: subject }: KeptPlace): string =>
  path.join(store, `${createHash('sha256').update(subject).digest('hex').slice(0, 32)}.json`);

export async function readKept(place: KeptPlace): Promise<KeptReport | null> {
  return readOne(fileOf(place));
}

export async function writeKept(place: KeptPlace, kept: KeptReport): Promise<void> {
  const file: KeptFile = { ...kept, json: exactJson(kept.json) };
  await writeDurably(fileOf(place), JSON.stringify(file));
  for (const { file } of (await namesIn(place.store)).slice(MOST_KEPT)) await rm(file, { force: true });
}

export async function listKept(store: string): Promise<readonly KeptReport[]> {
  const all: KeptReport[] = [];
  for (const { file } of await namesIn(store)) {
    const kept = await readOne(file);
    if (kept) all.push(kept);
  }
  return all;
}

/** The newest first. */
async function namesIn(store: string): Promise<readonly { readonly file: string }[]> {
  const names = await readdir(store).catch(() => []);
  const files = names.filter(name => /^[0-9a-f]{32}\.json$/.test(name)).map(name => path.join(store, name));
  const dated = await Promise.all(files.map(async file => ({ file, at: await writtenAt(file) })));
  return dated.toSorted((a, b) => b.at - a.at);
}

/** Another window may take it away meanwhile: then it is the oldest. */
const writtenAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

/** One that cannot be read is none: the next validation writes it anew. */
async function readOne(file: string): Promise<KeptReport | null> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (!isKept(kept)) return null;
    const json = parseExactJson(kept.json);
    return isStruct(json) ? { ...kept, json } : null;
  } catch {
    return null;
  }
}

/** Nobody else writes here, and the form says which shape it has. */
const isKept = (value: unknown): value is KeptFile =>
  typeof value === 'object' && value !== null && 'form' in value && value.form === FORM && 'json' in value;

/** What a file is, as far as one can tell without reading it; '': it is not there. */
export const stampOf = (file: string): Promise<string> =>
  stat(file).then(
    ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
    () => '',
  );
