import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import { validateIngestionWorkflowInput, type Validate } from '../model/generated/validate.js';
import type { InputProblem } from '../model/inputProblem.ts';
import { checkAgainstSchema } from './checkAgainstSchema.ts';
import { toInputProblem, type InputFault } from './inputFault.ts';
import type { FieldType } from './dataModel.ts';
import { INPUT_TYPE, isRecord } from './inputModel.ts';
import { applyInputRules } from './inputRules.ts';
import { normaliseInput } from './normaliseInput.ts';
import { parseJsonWithPositions } from './readJson.ts';
import { parseYamlWithPositions } from './readYaml.ts';
import { valueAt, type ParsedText, type Place, type TextPath } from './textTree.ts';

export interface InputText {
  readonly language: 'yaml' | 'json';
  /** Named in the problems. */
  readonly file?: string;
}

export interface ReadInput {
  /** Only when there is no problem; null fields left out, names of media types written as IANA does. */
  readonly input?: IngestionWorkflowInput;
  /** In the order of the text. */
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly InputProblem[];
  locate(path: TextPath): Place;
}

/** What a text is read as. */
interface Reading {
  readonly type: FieldType;
  readonly validate: Validate;
  rules(value: unknown): { readonly faults: readonly InputFault[]; readonly warnings: readonly InputFault[] };
}

const WORKFLOW: Reading = { type: INPUT_TYPE, validate: validateIngestionWorkflowInput, rules: applyInputRules };

/** Reads a workflow input; every fault has its place. Never throws. */
export function readInput(text: string, options: InputText): ReadInput {
  const { value, ...read } = readFields(text, options, WORKFLOW);
  return { ...(read.problems.length === 0 && isWorkflowInput(value) ? { input: value } : {}), ...read };
}

/** The same for any type of the data model; `value` is as its schema says when there is no problem. */
export function readFields(
  text: string,
  { language, file }: InputText,
  { type, validate, rules }: Reading,
): Omit<ReadInput, 'input'> & { readonly value?: unknown } {
  const parsed = language === 'json' ? parseJsonWithPositions(text) : parseYamlWithPositions(text);
  const withPlace = createWithPlace(parsed, file);
  const syntax = parsed.problems.map(problem => (file === undefined ? problem : { ...problem, file }));
  if (syntax.some(({ code }) => code !== 'duplicate_key'))
    return { problems: syntax, warnings: [], locate: parsed.locate };
  if (!isRecord(parsed.value)) {
    const code = parsed.value === undefined || parsed.value === null ? 'input_empty' : 'input_not_a_mapping';
    return { problems: withPlace([{ path: [], at: 'value', code, params: {} }]), warnings: [], locate: parsed.locate };
  }
  const { value, unknownKeys } = normaliseInput(parsed.value, type);
  const { faults, warnings } = rules(value);
  return {
    value,
    problems: inOrder([...syntax, ...withPlace([...checkAgainstSchema(value, validate), ...faults])]),
    warnings: inOrder(withPlace([...unknownKeys, ...warnings])),
    locate: parsed.locate,
  };
}

/** The validator has just said so. */
const isWorkflowInput = (value: unknown): value is IngestionWorkflowInput => isRecord(value);

function createWithPlace(parsed: ParsedText<InputProblem>, file: string | undefined) {
  return (faults: readonly InputFault[]): InputProblem[] =>
    faults.map(fault => toInputProblem(fault, placeOf(fault, parsed), file));
}

/** Something that is missing is told at the key of what it is missing in, or else at that thing's first key. */
function placeOf({ path, code }: InputFault, { value, locate }: ParsedText<InputProblem>): Place {
  const place = locate(path);
  if (code !== 'missing_field' || place.keyRange) return place;
  const parent = valueAt(value, path);
  const [firstKey] = isRecord(parent) ? Object.keys(parent) : [];
  return firstKey === undefined ? place : locate([...path, firstKey]);
}

function inOrder(problems: readonly InputProblem[]): InputProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}
