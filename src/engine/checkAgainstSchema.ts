import { validateIngestionWorkflowInput, type Validate, type ValidationError } from '../model/generated/validate.js';
import { didYouMean, fieldOf, shown, type InputFault } from './inputFault.ts';
import { enumerationOf } from './inputModel.ts';
import { valueAt, type TextPath } from './textTree.ts';

/** What the schemas say against a workflow input: one fault a value. */
export function checkAgainstSchema(input: unknown, validate: Validate = validateIngestionWorkflowInput): InputFault[] {
  validate(input);
  const faults = new Map<string, InputFault>();
  for (const error of validate.errors ?? []) {
    const fault = isEcho(error) ? undefined : toFault(error, input);
    if (fault === undefined) continue;
    const place = JSON.stringify([fault.path, fault.params['missing'] ?? '']);
    if (!faults.has(place)) faults.set(place, fault);
  }
  return [...faults.values()];
}

/** A fault inside `anyOf [the type, null]` is told for the type; that the value is not null either is an echo. */
function isEcho({ keyword, params }: ValidationError): boolean {
  return keyword === 'anyOf' || keyword === 'propertyNames' || (keyword === 'type' && params['type'] === 'null');
}

function toFault(error: ValidationError, input: unknown): InputFault {
  const parent = pathOf(error.instancePath, input);
  const path = error.propertyName === undefined ? parent : [...parent, error.propertyName];
  const value = error.propertyName ?? valueAt(input, path);
  const named = { field: fieldOf(path), value: shown(value) };
  const at = error.propertyName === undefined ? 'value' : 'key';
  if (error.schemaPath.startsWith('MimeTypesEnum.json/anyOf')) return badMimeType(path, named);
  switch (error.keyword) {
    case 'required': {
      const missing = String(error.params['missingProperty']);
      return { path, at: 'key', code: 'missing_field', params: { field: fieldOf([...path, missing]), missing } };
    }
    case 'enum':
      return { path, at, ...badEnum(named, texts(error.params['allowedValues'])) };
    case 'minLength':
      return { path, at, code: 'too_short', params: { ...named, minimum: Number(error.params['limit']) } };
    case 'minimum':
      return { path, at, code: 'too_small', params: { ...named, minimum: Number(error.params['limit']) } };
    case 'exclusiveMinimum':
      return { path, at, code: 'not_above', params: { ...named, limit: Number(error.params['limit']) } };
    case 'pattern':
      return { path, at, ...badText(named) };
    default:
      return wrongType(path, named, error, value);
  }
}

/** Only addresses and days have a form; types of files are told above. */
const badText = ({ field, value }: { field: string; value: string }) =>
  field === 'base_url'
    ? { code: 'api_bad_url', params: { url: value } }
    : { code: 'api_bad_date', params: { option: field, date: value } };

function badMimeType(path: TextPath, named: { field: string; value: string }): InputFault {
  const allowed = enumerationOf({ kind: 'reference', name: 'MimeTypesEnum' })?.members.map(({ value }) => value) ?? [];
  return { path, at: 'value', code: 'bad_mime_type', params: named, ...didYouMean(named.value, allowed) };
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'expected_text',
  integer: 'expected_whole_number',
  number: 'expected_number',
  boolean: 'expected_true_or_false',
  array: 'expected_list',
  object: 'expected_mapping',
  'number,string': 'rule_bad_bound',
  'integer,string': 'rule_bad_threshold',
  'string,number,boolean': 'rule_bad_value',
};

function badEnum(named: { field: string; value: string }, allowed: readonly string[]) {
  return { code: 'bad_enum', params: { ...named, allowed: allowed.join(', ') }, ...didYouMean(named.value, allowed) };
}

function wrongType(
  path: TextPath,
  named: { field: string; value: string },
  error: ValidationError,
  value: unknown,
): InputFault {
  const members = enumerationOf({ kind: 'reference', name: error.schemaPath.split('.json')[0] ?? '' })?.members;
  if (members)
    return {
      path,
      at: 'value',
      ...badEnum(
        named,
        members.map(member => member.value),
      ),
    };
  const wanted = texts(error.params['type']).filter(type => type !== 'null');
  const code = EXPECTED[wanted.join()] ?? 'expected_metadata_value';
  const quote = code === 'expected_text' && (typeof value === 'number' || typeof value === 'boolean');
  const hint = quote ? { hint: { code: 'quote_it', params: { value: shown(value) } } } : {};
  return { path, at: 'value', code, params: named, ...hint };
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string');
}

/** RFC 6901, with numbers for positions in lists. */
function pathOf(pointer: string, root: unknown): TextPath {
  const path: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(value) ? Number(key) : key;
    path.push(step);
    value = valueAt(value, [step]);
  }
  return path;
}
