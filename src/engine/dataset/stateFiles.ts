import { DAYS, IDENTITY, MANIFEST, WATERMARK_FILE, type Form } from '../../model/dataset/checkState.ts';
import { STATE, successName, tableName } from '../../model/dataset/layout.ts';
import type { Manifest } from '../../model/dataset/stateFile.ts';
import { ProblemError, toProblem, type Problem } from '../../model/problem.ts';
import type { DatasetFolder } from '../ports.ts';
import { parseJsonWithPositions } from '../readJson.ts';

/** How many of a file's former states are kept. */
const BACKUPS = 10;

/** Null when there is none. Throws config, with file and line, when it is not what we would write. */
export async function readState<State>(folder: DatasetFolder, name: string, form: Form<State>): Promise<State | null> {
  const text = await folder.read(name);
  if (text === null) return null;
  const value = parse(text);
  // SAFETY: the form has just been looked at, and is tied to this type.
  if (value !== undefined && form.faultIn(value) === null) return value as State;
  throw refuse(text, `${folder.path}/${name}`, form);
}

/** What is wrong with a state file as somebody writes it; null when it would be read, or when it is none of ours. */
export function checkStateText(file: string, text: string): Problem | null {
  const base = file.slice(file.lastIndexOf('/') + 1);
  const form = FORMS.get(`_state/${base}`);
  if (!form || form.faultIn(parse(text)) === null) return null;
  return refuse(text, file, form).problem;
}

const FORMS: ReadonlyMap<string, Form<unknown>> = new Map<string, Form<unknown>>([
  [STATE.dataset, IDENTITY],
  [STATE.watermarks, WATERMARK_FILE],
  [STATE.days, DAYS],
]);

/** Keeps a file as it is now. Gives the copy's name; null when there is no such file. */
export async function keepState(folder: DatasetFolder, name: string, at: Date): Promise<string | null> {
  const text = await folder.read(name);
  return text === null ? null : backUp(folder, name, text, at);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads it once more, to say where. */
function refuse(text: string, file: string, form: Form<unknown>): ProblemError {
  const { value, problems, locate } = parseJsonWithPositions(text);
  const name = form.faultIn(value) ?? '';
  const [problem] = problems;
  const { line, column } = problem ?? locate(name === '' ? [] : [name]);
  return new ProblemError({ kind: 'config', code: 'state_invalid', params: { file, line, name }, file, line, column });
}

/** What a day's `_SUCCESS` says; null where it says nothing that can be read: then the day is not done. */
export const readManifest = (folder: DatasetFolder, date: string): Promise<Manifest | null> =>
  readState(folder, successName(date), MANIFEST).catch((thrown: unknown) => {
    if (toProblem(thrown).code === 'state_invalid') return null;
    throw thrown;
  });

/** By its size: a table that was cut, or written by others, is not taken for what the manifest says. */
export async function readStanding(folder: DatasetFolder, date: string): Promise<Manifest | null> {
  const manifest = await readManifest(folder, date);
  const bytes = await folder.size(tableName(date));
  return manifest && manifest.bytes === (bytes ?? 0) ? manifest : null;
}

/** Leaves the file as it is when it says the same. What it said before is kept beside it. */
export async function writeState(folder: DatasetFolder, name: string, value: unknown, at: Date): Promise<void> {
  const text = stateText(value);
  const before = await folder.read(name);
  if (before === text) return;
  if (before !== null) await backUp(folder, name, before, at);
  await folder.write(name, text);
}

/** The same where what stands there is nothing that anybody would want back: nothing is kept. */
export const beginState = (folder: DatasetFolder, name: string, value: unknown): Promise<void> =>
  folder.write(name, stateText(value));

const stateText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** For whoever edited it, or set a watermark back too far. */
async function backUp(folder: DatasetFolder, name: string, text: string, at: Date): Promise<string> {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const time = at.toISOString().replace(/[:.]/g, '-');
  const copy = `${STATE.backups}/${base}.${time}`;
  await folder.write(copy, text);
  const kept = (await folder.list(STATE.backups)).filter(one => one.startsWith(`${base}.`));
  for (const old of kept.slice(0, -BACKUPS)) await folder.remove(`${STATE.backups}/${old}`);
  return copy;
}

/** The same for a file that says whether something is done: nothing is kept of it. */
export async function writeMark(folder: DatasetFolder, name: string, value: unknown): Promise<void> {
  await folder.write(name, `${JSON.stringify(value)}\n`);
}
