import {
  deadLetterId,
  readLetterLine,
  writeLetter,
  writeSeen,
  type DeadLetter,
  type DeadLetterDraft,
  type DeadLetterLine,
} from '../../model/dataset/deadLetter.ts';
import { DEAD_LETTERS } from '../../model/dataset/layout.ts';
import { ProblemError } from '../../model/problem.ts';
import { parseExactJson } from '../../model/table/exactJson.ts';
import type { DatasetFolder, Hash } from '../ports.ts';

/** What a run adds to a dataset's dead letters: `_dead_letters/<run>.jsonl`. */
export interface DeadLetterFile {
  /** On the disk when it resolves. The same letter of the same run is written once. */
  add(letters: readonly DeadLetterDraft[]): Promise<void>;
  /** Letters that were tried again, and are dead still, whatever their record is now. */
  again(ids: readonly string[]): Promise<void>;
  /** The ids that this run has told, before a crash too. */
  told(): Promise<ReadonlySet<string>>;
}

export function createDeadLetterFile(
  folder: DatasetFolder,
  hash: Hash,
  run: { readonly id: string; readonly startedAt: Date },
): DeadLetterFile {
  const file = `${DEAD_LETTERS}/${run.id}.jsonl`;
  const firstSeen = run.startedAt.toISOString();
  /** Id → whether this run has told it. */
  let known: Promise<Map<string, boolean>> | undefined;
  const knownIds = (): Promise<Map<string, boolean>> => (known ??= readIds(folder, run.id));
  return {
    told: async () => new Set([...(await knownIds())].filter(([, told]) => told).map(([id]) => id)),
    async again(ids) {
      if (ids.length > 0)
        await folder.append(
          file,
          ids.map(id => writeSeen(id, run.id)),
        );
    },
    async add(letters) {
      const ids = await knownIds();
      const lines: string[] = [];
      for (const draft of letters) {
        const id = deadLetterId(draft, hash.sha256);
        const told = ids.get(id);
        if (told) continue;
        ids.set(id, true);
        const letter: DeadLetter = { ...draft, id, firstSeen, attempts: 1 };
        lines.push(told === undefined ? writeLetter(letter, run.id) : writeSeen(id, run.id));
      }
      if (lines.length > 0) await folder.append(file, lines);
    },
  };
}

async function readIds(folder: DatasetFolder, run: string): Promise<Map<string, boolean>> {
  const ids = new Map<string, boolean>();
  for await (const { line } of readLines(folder)) {
    const id = line.kind === 'letter' ? line.letter.id : line.id;
    ids.set(id, ids.get(id) === true || line.run === run);
  }
  return ids;
}

/** In the order in which they were first seen. Throws config `dead_letter_invalid` with file and line. */
export async function readDeadLetters(folder: DatasetFolder): Promise<readonly DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  const again = new Map<string, number>();
  for await (const { line } of readLines(folder)) {
    if (line.kind === 'letter') letters.set(line.letter.id, line.letter);
    else again.set(line.id, (again.get(line.id) ?? 0) + 1);
  }
  return [...letters.values()]
    .map(letter => ({ ...letter, attempts: 1 + (again.get(letter.id) ?? 0) }))
    .sort((a, b) => (a.firstSeen < b.firstSeen ? -1 : Number(a.firstSeen > b.firstSeen)));
}

/** What is left of each file; a file without letters goes. */
export async function removeDeadLetters(folder: DatasetFolder, ids: ReadonlySet<string>): Promise<void> {
  for (const file of await letterFiles(folder)) {
    const kept: string[] = [];
    let removed = 0;
    for await (const { line, text } of readFile(folder, file)) {
      if (ids.has(line.kind === 'letter' ? line.letter.id : line.id)) removed += 1;
      else kept.push(`${text}\n`);
    }
    if (removed === 0) continue;
    await (kept.length === 0 ? folder.remove(file) : folder.write(file, kept.join('')));
  }
}

const letterFiles = async (folder: DatasetFolder): Promise<readonly string[]> =>
  (await folder.list(DEAD_LETTERS)).filter(name => /^[^.].*\.jsonl$/.test(name)).map(name => `${DEAD_LETTERS}/${name}`);

interface PlacedLine {
  readonly line: DeadLetterLine;
  readonly text: string;
}

async function* readLines(folder: DatasetFolder): AsyncIterable<PlacedLine> {
  for (const file of await letterFiles(folder)) yield* readFile(folder, file);
}

/** A last line that is none was left by a process that was killed: it is passed over, and cut by the next one. */
async function* readFile(folder: DatasetFolder, file: string): AsyncIterable<PlacedLine> {
  let number = 0;
  let bad = 0;
  for await (const text of folder.lines(file)) {
    number += 1;
    if (bad > 0) throw invalid(`${folder.path}/${file}`, bad);
    if (text.trim() === '') continue;
    const line = parseLine(text);
    if (line) yield { line, text };
    else bad = number;
  }
  if (bad > 0 && !(await isTorn(folder, file))) throw invalid(`${folder.path}/${file}`, bad);
}

const isTorn = async (folder: DatasetFolder, file: string): Promise<boolean> =>
  !((await folder.read(file)) ?? '').endsWith('\n');

function parseLine(text: string): DeadLetterLine | undefined {
  try {
    return readLetterLine(parseExactJson(text));
  } catch {
    return undefined;
  }
}

const invalid = (file: string, line: number): ProblemError =>
  new ProblemError({ kind: 'config', code: 'dead_letter_invalid', params: { file, line }, file, line });
