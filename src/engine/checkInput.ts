import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import type { InputProblem } from '../model/inputProblem.ts';
import { checkInputPaths, type InputFolder } from './checkInputPaths.ts';
import { readInput, type InputText } from './readInput.ts';

export interface CheckedInput {
  /** Only when there is no problem. */
  readonly input: IngestionWorkflowInput | undefined;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly InputProblem[];
}

/** A workflow input's text with all its faults, those included that only the disk can tell. Never throws. */
export async function checkInput(text: string, options: InputText, folder: InputFolder): Promise<CheckedInput> {
  const { input, problems, warnings, locate } = readInput(text, options);
  if (!input) return { input, problems, warnings };
  const { file } = options;
  const paths = await checkInputPaths({ input, locate, ...(file === undefined ? {} : { file }) }, folder);
  return {
    input: paths.problems.length > 0 ? undefined : input,
    problems: paths.problems,
    warnings: [...warnings, ...paths.warnings],
  };
}
