import type { ApiIngestionInput } from '../model/generated/types.ts';
import { validateApiIngestionInput } from '../model/generated/validate.js';
import type { InputProblem } from '../model/inputProblem.ts';
import { API_INPUT_TYPE, isRecord } from './inputModel.ts';
import { readFields, type InputText, type ReadInput } from './readInput.ts';

export type ReadApiInput = Omit<ReadInput, 'input'> & { readonly input: ApiIngestionInput | undefined };

/** Reads the configuration of an ingestion from an API; every fault has its place. Never throws. */
export function readApiInput(text: string, options: InputText): ReadApiInput {
  const { value, problems, warnings, ...read } = readFields(text, options, READING);
  const input = problems.length === 0 && isApiInput(value) ? value : undefined;
  return { input, problems: problems.map(ofConfig), warnings: warnings.map(ofConfig), ...read };
}

/** A workflow input's sentences name its own keys. */
const OF_CONFIG: Readonly<Record<string, string>> = {
  input_empty: 'api_config_empty',
  input_not_a_mapping: 'api_config_not_a_mapping',
  unknown_key: 'api_config_unknown_key',
};

const ofConfig = (problem: InputProblem): InputProblem => ({
  ...problem,
  code: OF_CONFIG[problem.code] ?? problem.code,
});

const READING = {
  type: API_INPUT_TYPE,
  validate: validateApiIngestionInput,
  rules: () => ({ faults: [], warnings: [] }),
};

/** The validator has just said so. */
const isApiInput = (value: unknown): value is ApiIngestionInput => isRecord(value);
