import { ProblemError, fail, toProblem, type Params } from '../../model/problem.ts';
import type { Artifacts, Hash } from '../ports.ts';
import { permissionFor, readImports, type ActivityImport } from './activityImports.ts';
import type { ActivityCode, CodeFile } from './activityProcess.ts';

/** More files than that are no activity. */
const MOST_FILES = 50;

interface Disk {
  readonly artifacts: Pick<Artifacts, 'readInput'>;
  readonly hash: Hash;
}

/**
 * A learner's file and all that it imports, as they are now. Throws config `activity_not_typescript`,
 * `activity_file_missing`, `activity_import_refused`, `activity_import_missing`, `activity_too_many_files`, `path_outside`.
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
  return new TextDecoder().decode(bytes);
}

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
