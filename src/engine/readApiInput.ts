import type { ApiIngestionInput } from '../model/generated/types.ts';
import { validateApiIngestionInput } from '../model/generated/validate.js';
import { API_INPUT_TYPE, isRecord } from './inputModel.ts';
import { readFields, type InputText, type ReadInput } from './readInput.ts';

export type ReadApiInput = Omit<ReadInput, 'input'> & { readonly input: ApiIngestionInput | undefined };

/** Reads the configuration of an ingestion from an API; every fault has its place. Never throws. */
export function readApiInput(text: string, options: InputText): ReadApiInput {
  const { value, ...read } = readFields(text, options, READING);
  return { input: read.problems.length === 0 && isApiInput(value) ? value : undefined, ...read };
}

const READING = {
  type: API_INPUT_TYPE,
  validate: validateApiIngestionInput,
  rules: () => ({ faults: [], warnings: [] }),
};

/** The validator has just said so. */
const isApiInput = (value: unknown): value is ApiIngestionInput => isRecord(value);
