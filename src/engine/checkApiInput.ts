import { resolveApiInput } from '../model/api/settings.ts';
import type { ApiIngestionInput } from '../model/generated/types.ts';
import { isHeaderReference, refuseHeaderName } from '../model/headers.ts';
import type { InputProblem } from '../model/inputProblem.ts';
import { toProblem, type Reason } from '../model/problem.ts';
import { toInputProblem, type InputFault } from './inputFault.ts';
import { readApiInput, type ReadApiInput } from './readApiInput.ts';
import type { InputText } from './readInput.ts';
import type { TextPath } from './textTree.ts';

/**
 * A configuration as an editor sees it, with what a run would refuse. What a run is given by its command (address,
 * days) need not stand in the file; a command's options may also lift a refusal, so `readApiInput` alone has none.
 * Never throws.
 */
export function checkApiInput(text: string, options: InputText): Pick<ReadApiInput, 'problems' | 'warnings'> {
  const { input, problems, warnings, locate } = readApiInput(text, options);
  const faults = input ? [...refusalOf(input), ...headerFaults(input)] : [];
  const placed = faults.map((fault): InputProblem => toInputProblem(fault, locate(fault.path), options.file));
  return { problems: [...problems, ...placed], warnings };
}

function refusalOf(input: ApiIngestionInput): InputFault[] {
  const day = input.start_date ?? input.end_date ?? '2026-01-01';
  try {
    resolveApiInput({ base_url: 'http://localhost/', start_date: day, end_date: day, ...input });
    return [];
  } catch (thrown) {
    const { code, params } = toProblem(thrown);
    return [{ path: pathOf({ code, params }), at: 'value', code, params }];
  }
}

/** What a refusal is about; what it needs stands in the file, or there would be no refusal. */
const FIELDS: Readonly<Record<string, string>> = {
  api_bad_url: 'base_url',
  api_url_secret: 'base_url',
  api_dates_reversed: 'end_date',
  api_bad_time_zone: 'time_zone',
  api_skip_watermark: 'skip_existing',
  load_replace_watermark: 'write',
  load_append_all: 'write',
  load_append_changed: 'write',
  load_cursor_pagination: 'watermark',
};

function pathOf({ code, params }: Reason): TextPath {
  if (code === 'api_bad_type') return ['columns', String(params['column'])];
  if (code === 'api_query_secret') return [String(params['field'])];
  if (code === 'api_option_missing') return [String(params['field'])];
  if (code === 'api_parameter_twice') return String(params['second']).split('.');
  if (code === 'api_bad_date') return [String(params['option'])];
  return [FIELDS[code] ?? []].flat();
}

const headerFaults = ({ headers }: ApiIngestionInput): InputFault[] =>
  Object.entries(headers ?? {}).flatMap(([header, value]): InputFault[] => {
    const fault = { path: ['headers', header], params: { header } };
    const code = value === null ? null : refuseHeaderName(header);
    if (code !== null) return [{ ...fault, at: 'key', code }];
    return value === null || isHeaderReference(value) ? [] : [{ ...fault, at: 'value', code: 'api_header_literal' }];
  });
