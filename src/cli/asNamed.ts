import { ProblemError, toProblem } from '../model/problem.ts';

/** Files as the person wrote them; what lies in a folder as its path below it. `file` is absolute. */
export function asNamed(thrown: unknown, file: string, input: string): unknown {
  const problem = toProblem(thrown);
  const path = String(problem.params['path'] ?? '');
  if (!path.startsWith(file)) return thrown;
  const named = input.replace(/[\\/]+$/, '') + path.slice(file.length);
  return new ProblemError({ ...problem, params: { ...problem.params, path: named }, file: named }, { cause: thrown });
}
