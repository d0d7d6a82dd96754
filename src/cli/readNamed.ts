import { resolve } from 'node:path';
import { fail, ProblemError, toProblem } from '../model/problem.ts';
import type { Session } from './session.ts';
import { figure } from './texts.ts';

interface Named {
  readonly verb: string;
  /** A file or a folder, as the person wrote it. */
  readonly input: string;
}

/** Rows so far; `what` stands before them. */
type OnProgress = (done: number, rows: number, what?: string) => void;

/**
 * Reads data with progress on the terminal; `read` gets their absolute path. Throws what it throws, with files as the
 * person named them; transient `interrupted`.
 */
export async function readNamed<Result>(
  { cwd, signal, report, texts: { human } }: Session,
  { verb, input }: Named,
  read: (file: string, onProgress: OnProgress) => Promise<Result>,
): Promise<Result> {
  const file = resolve(cwd, input);
  const shown = (rows: number): string => figure(rows, human.language);
  const line = (done: number, rows: number): string =>
    human.say('cli.formats.progress', { done: shown(done), rows: shown(rows) });
  try {
    return await read(file, (done, rows, what) =>
      report.progress(() => (what === undefined ? '' : `${what}  `) + line(done, rows)),
    );
  } catch (thrown) {
    if (signal.aborted) throw fail('transient', 'interrupted', { verb });
    throw asNamed(thrown, file, input);
  } finally {
    report.settle();
  }
}

/** What lies in a folder as its path below it. */
function asNamed(thrown: unknown, file: string, input: string): unknown {
  const problem = toProblem(thrown);
  const path = String(problem.params['path'] ?? '');
  if (!path.startsWith(file)) return thrown;
  const named = input.replace(/[\\/]+$/, '') + path.slice(file.length);
  return new ProblemError({ ...problem, params: { ...problem.params, path: named }, file: named }, { cause: thrown });
}
