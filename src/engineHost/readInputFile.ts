import path from 'node:path';
import { createInputFolder } from '../adapters/inputFolder.ts';
import { checkInputPaths } from '../engine/checkInputPaths.ts';
import { readInput } from '../engine/readInput.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import type { InputProblem } from '../model/inputProblem.ts';

export interface CheckedInput {
  /** Only when there is no problem. */
  readonly input: IngestionWorkflowInput | undefined;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly InputProblem[];
}

export const languageOf = (file: string): 'yaml' | 'json' => (/\.json$/i.test(file) ? 'json' : 'yaml');

/** An input's text with all its faults, those included that only the disk can tell. `file` is absolute. */
export async function checkInputText(file: string, text: string): Promise<CheckedInput> {
  const { input, problems, warnings, locate } = readInput(text, { language: languageOf(file), file });
  if (!input) return { input, problems, warnings };
  const folder = createInputFolder({ inputFolder: path.dirname(file), currentFolder: path.dirname(file) });
  const paths = await checkInputPaths({ input, file, locate }, folder);
  return {
    input: paths.problems.length > 0 ? undefined : input,
    problems: paths.problems,
    warnings: [...warnings, ...paths.warnings],
  };
}
