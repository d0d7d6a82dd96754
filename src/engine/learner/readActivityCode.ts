import { ProblemError, fail, toProblem, type Params } from '../../model/problem.ts';
import type { Artifacts, Hash } from '../ports.ts';
import { permissionFor, readImports, type ActivityImport } from './activityImports.ts';
import type { ActivityCode, CodeFile } from './activityProcess.ts';

/** More files than that are no activity. */
const MOST_FILES = 50;
/** Bytes of one: what a person writes is a hundredth of it; the types of more are stripped for seconds. */
const LARGEST = 1_000_000;

interface Disk {
  readonly artifacts: Pick<Artifacts, 'readInput'>;
  readonly hash: Hash;
}

/**
 * A learner's file and all that it imports, as they are now. Throws config `activity_not_typescript`,
 * `activity_file_missing`, `activity_import_refused`, `activity_import_missing`, `activity_too_many_files`, `activity_file_too_large`, `path_outside`.
 */
export async function readActivityCode(file: string, { artifacts, hash }: Disk): Promise<ActivityCode> {
  const entry = normalName(file);
  if (!/\.(?:ts|mts)$/.test(entry)) throw fail('config', 'activity_not_typescript', { path: file });
  const files = new Map<string, CodeFile>();
  const waiting: Wanted[] = [{ name: entry }];
  for (let wanted = waiting.pop(); wanted; wanted = waiting.pop()) {
    if (files.has(wanted.name)) continue;
    if (files.size >= MOST_FILES) throw fail('config', 'activity_too_many_files', { file, most: MOST_FILES });
    const text = await readText(wanted, artifacts);
    files.set(wanted.name, { name: wanted.name, text });
    for (const asked of readImports(text)) waiting.push(...ownFile(wanted.name, asked));
  }
  const all = [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    entry,
    files: all,
    sha256: hash.sha256(all.map(({ name, text }) => `${name}\n${hash.sha256(text)}`).join('\n')),
  };
}

interface Wanted {
  readonly name: string;
  readonly by?: { readonly file: string } & ActivityImport;
}

async function readText({ name, by }: Wanted, artifacts: Disk['artifacts']): Promise<string> {
  const bytes = await artifacts.readInput(name).catch((thrown: unknown) => {
    if (toProblem(thrown).code !== 'input_file_missing') throw thrown;
    throw by ? problemAt('activity_import_missing', by) : fail('config', 'activity_file_missing', { path: name });
  });
  if (bytes.length > LARGEST) throw tooLarge(name, bytes.length);
  return new TextDecoder().decode(bytes);
}

const tooLarge = (file: string, bytes: number): ProblemError => {
  const params = { file, size: Math.ceil(bytes / 1_000), limit: LARGEST / 1_000 };
  return new ProblemError({ kind: 'config', code: 'activity_file_too_large', params, file });
};

/** The learner's own files by their name; none for what only computes; refused: all else. */
function ownFile(file: string, asked: ActivityImport): Wanted[] {
  const by = { file, ...asked };
  if (/^\.\.?\//.test(asked.module)) return [{ name: normalName(`${file}/../${asked.module}`), by }];
  const permission = permissionFor(asked.module);
  if (permission !== undefined) throw problemAt('activity_import_refused', by, { permission });
  return [];
}

function problemAt(code: string, by: { readonly file: string } & ActivityImport, params: Params = {}): ProblemError {
  const { file, line, module } = by;
  return new ProblemError({ kind: 'config', code, params: { file, line, module, ...params }, file, line });
}

/** Without `.` and `..` where they can be resolved; what leads out keeps its dots and is refused where it is read. */
export function normalName(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
