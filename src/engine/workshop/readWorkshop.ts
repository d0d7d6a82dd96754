import type { Workshop } from '../../model/generated/types.ts';
import { validateWorkshop } from '../../model/generated/validateWorkshop.js';
import type { InputProblem } from '../../model/inputProblem.ts';
import { isRecord, WORKSHOP_TYPE } from '../inputModel.ts';
import { readFields, type InputText, type ReadInput } from '../readInput.ts';
import { workshopFaults } from './workshopFaults.ts';

export type ReadWorkshop = Omit<ReadInput, 'input'> & {
  /** Only when there is no problem. */
  readonly workshop: Workshop | undefined;
};

/** Reads `workshop.yaml`; every fault has its place. What stands in other files is not looked at. Never throws. */
export function readWorkshop(text: string, options: InputText): ReadWorkshop {
  const { value, problems, warnings, ...read } = readFields(text, options, READING);
  const workshop = problems.length === 0 && isWorkshop(value) ? value : undefined;
  return { workshop, problems: problems.map(ofWorkshop), warnings: warnings.map(ofWorkshop), ...read };
}

/** A workflow input's sentences name its own keys. */
const OF_WORKSHOP: Readonly<Record<string, string>> = {
  input_empty: 'workshop_empty',
  input_not_a_mapping: 'workshop_not_a_mapping',
  unknown_key: 'workshop_unknown_key',
};

const ofWorkshop = (problem: InputProblem): InputProblem => ({
  ...problem,
  code: OF_WORKSHOP[problem.code] ?? problem.code,
});

const READING = {
  type: WORKSHOP_TYPE,
  validate: validateWorkshop,
  rules: (value: unknown) => ({ faults: workshopFaults(value), warnings: [] }),
};

/** The validator has just said so. */
const isWorkshop = (value: unknown): value is Workshop => isRecord(value);
