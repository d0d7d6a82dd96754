import type { Workshop } from '../../model/generated/types.ts';
import { validateWorkshop } from '../../model/generated/validateWorkshop.js';
import type { InputProblem } from '../../model/inputProblem.ts';
import { fileTooLarge, firstFaults } from '../../model/workshop/limits.ts';
import { isRecord, WORKSHOP_TYPE } from '../inputModel.ts';
import { readFields, type InputText, type ReadInput } from '../readInput.ts';
import { workshopFaults } from './workshopFaults.ts';

export type ReadWorkshop = Omit<ReadInput, 'input'> & {
  /** Only when there is no problem. */
  readonly workshop: Workshop | undefined;
};

/** Reads `workshop.yaml`; every fault has its place. What stands in other files is not looked at. Never throws. */
export function readWorkshop(text: string, options: InputText): ReadWorkshop {
  const large = fileTooLarge(options.file ?? 'workshop.yaml', new TextEncoder().encode(text).length);
  if (large) return { workshop: undefined, problems: [{ ...large, ...START }], warnings: [], locate: () => START };
  const { value, problems, warnings, ...read } = readFields(text, options, READING);
  const workshop = problems.length === 0 && isWorkshop(value) ? value : undefined;
  return { workshop, problems: told(problems), warnings: told(warnings), ...read };
}

const START = { line: 1, column: 1, endLine: 1, endColumn: 1 };

const told = (faults: readonly InputProblem[]) => firstFaults(faults).map(ofWorkshop);

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
