import { validateIngestionWorkflowInput } from '../../../model/generated/validate.js';
import type { InputProblem } from '../../../model/inputProblem.ts';
import type { Problem } from '../../../model/problem.ts';
import type { CheckCase } from '../../../model/workshop/checkCase.ts';
import { firstFaults } from '../../../model/workshop/limits.ts';
import { checkAgainstSchema } from '../../checkAgainstSchema.ts';
import { fieldOf, shown } from '../../inputFault.ts';
import { isRecord } from '../../inputModel.ts';
import { parseJsonWithPositions } from '../../readJson.ts';
import type { TextPath } from '../../textTree.ts';
import { caseFaults, type CaseFault } from './caseShape.ts';

/** The cases of a check, with every fault of their file. Codes `cases_…`, each with `file` and `line`. Never throws. */
export function readCases(
  text: string,
  file: string,
): { readonly cases: readonly CheckCase[]; readonly problems: readonly Problem[] } {
  const { value, problems, locate } = parseJsonWithPositions(text);
  const tell = (code: string, path: TextPath, params: Problem['params'] = {}): InputProblem => {
    const { keyRange: _key, ...span } = locate(path);
    return { kind: 'config', code, params: { file, line: span.line, ...params }, file, ...span };
  };
  const [broken] = problems;
  if (broken) {
    const { line, column } = broken;
    const found = String(broken.params['found'] ?? broken.params['key'] ?? '–');
    return { cases: [], problems: [{ ...tell('cases_not_json', []), params: { file, line, found }, line, column }] };
  }
  if (!Array.isArray(value) || value.length === 0) return { cases: [], problems: [tell('cases_empty', [])] };
  const faults = value.flatMap((one: unknown, at) => [...caseFaults(one), ...schemaFaults(one)].map(fault => ({ ...fault, path: [at, ...fault.path] })));
  const told = faults.map(({ code, path, params }) => tell(code, path, { field: fieldOf(path), ...params }));
  if (told.length > 0) return { cases: [], problems: firstFaults(told) };
  return { cases: value.filter(isCase), problems: [] };
}

/** The Source and the sections of INPUT are what they are in a run. */
function schemaFaults(one: unknown): CaseFault[] {
  if (!isRecord(one)) return [];
  const { source, input } = one;
  const whole = { ...(isRecord(input) ? input : {}), sources: [source] };
  return checkAgainstSchema(whole, validateIngestionWorkflowInput).map(({ path, code, params }): CaseFault => {
    const own = path[0] === 'sources' ? ['source', ...path.slice(2)] : ['input', ...path];
    if (code === 'missing_field') return { code: 'cases_missing', path: own, params: { missing: String(params['missing']) } };
    return { code: 'cases_invalid', path: own, params: { value: shown(params['value'] ?? '–') } };
  });
}

/** No fault was found in any. */
const isCase = (value: unknown): value is CheckCase => isRecord(value);
