import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import type { InputProblem } from '../model/inputProblem.ts';
import { fieldOf, shown, toInputProblem, type InputFault } from './inputFault.ts';
import { implementations } from './learner/implementations.ts';
import type { Place, TextPath } from './textTree.ts';

/** The disk as an input sees it: its own folder and the current one. */
export interface InputFolder {
  /** Links resolved; where both folders have nothing, `missing`; where it leads out of both, `outside`. */
  resolve(path: string): Promise<InputPath>;
}

export type InputPath =
  { readonly kind: 'ok'; readonly absolute: string } | { readonly kind: 'outside' } | { readonly kind: 'missing' };

export interface PathFindings {
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly InputProblem[];
}

const PATH_FIELDS = ['raw_file_path', 'converted_md_path', 'chunking_file_path'] as const;

/** The paths that an input names, on the disk: one that leaves the folders is refused, one that is missing is told. */
export async function checkInputPaths(
  read: { readonly input: IngestionWorkflowInput; readonly file?: string; locate(path: TextPath): Place },
  folder: InputFolder,
): Promise<PathFindings> {
  const problems: InputProblem[] = [];
  const warnings: InputProblem[] = [];
  for (const { path, text } of pathsOf(read.input)) {
    const { kind } = await folder.resolve(text);
    if (kind === 'ok') continue;
    const code = kind === 'outside' ? 'path_outside' : 'input_file_missing';
    const fault: InputFault = { path, at: 'value', code, params: { field: fieldOf(path), path: shown(text) } };
    (kind === 'outside' ? problems : warnings).push(toInputProblem(fault, read.locate(path), read.file));
  }
  for (const [stage, file] of implementations(read.input)) {
    const { kind } = await folder.resolve(file);
    if (kind === 'ok' && /\.m?ts$/.test(file)) continue;
    const path = ['stages_config', stage, 'implementation'];
    const code =
      kind === 'ok' ? 'activity_not_typescript' : kind === 'outside' ? 'path_outside' : 'activity_file_missing';
    const params = { field: fieldOf(path), path: shown(file) };
    problems.push(toInputProblem({ path, at: 'value', code, params }, read.locate(path), read.file));
  }
  return { problems, warnings };
}

function pathsOf(input: IngestionWorkflowInput): { path: TextPath; text: string }[] {
  return input.sources.flatMap((source, index) =>
    PATH_FIELDS.flatMap(field => {
      const text = source[field];
      return text === undefined || text === null ? [] : [{ path: ['sources', index, field], text }];
    }),
  );
}
