import { withoutNull, type ClassType, type FieldType } from './dataModel.ts';
import { didYouMean, fieldOf, type InputFault } from './inputFault.ts';
import { classOf, enumerationOf, INPUT_TYPE, isRecord } from './inputModel.ts';
import type { TextPath } from './textTree.ts';

export interface NormalisedInput {
  readonly value: unknown;
  readonly unknownKeys: readonly InputFault[];
}

/**
 * An input as it goes on the wire: null of a known field is absent, TEXT_HTML is text/html. Unknown keys are kept as they
 * stand, and told. Wrong values are kept: judging them is the schema's.
 */
export function normaliseInput(value: unknown, type: FieldType = INPUT_TYPE): NormalisedInput {
  const unknownKeys: InputFault[] = [];

  function normalise(raw: unknown, fieldType: FieldType, path: TextPath): unknown {
    const type = withoutNull(fieldType);
    if (type.kind === 'list' && Array.isArray(raw))
      return raw.map((item, index) => normalise(item, type.of, [...path, index]));
    if (type.kind === 'map' && isRecord(raw)) return normaliseMap(raw, type.of, path);
    const enumeration = enumerationOf(type);
    if (enumeration) return enumeration.members.find(({ name }) => name === raw)?.value ?? raw;
    const owner = classOf(type);
    return owner && isRecord(raw) ? normaliseFields(raw, owner, path) : raw;
  }

  function normaliseMap(raw: Readonly<Record<string, unknown>>, of: FieldType, path: TextPath): unknown {
    const absent = (item: unknown): boolean => item === null && classOf(withoutNull(of)) !== undefined;
    const entries = Object.entries(raw).filter(([, item]) => !absent(item));
    return Object.fromEntries(entries.map(([key, item]) => [key, normalise(item, of, [...path, key])]));
  }

  function normaliseFields(raw: Readonly<Record<string, unknown>>, owner: ClassType, path: TextPath): unknown {
    const entries = Object.entries(raw).flatMap(([key, item]) => {
      const field = owner.fields.find(({ name }) => name === key);
      if (field === undefined) {
        if (!isForTools(key)) unknownKeys.push(unknownKey(owner, [...path, key], key));
        return [[key, item]];
      }
      return item === null ? [] : [[key, normalise(item, field.type, [...path, key])]];
    });
    return Object.fromEntries(entries);
  }

  return { value: normalise(value, type, []), unknownKeys };
}

/** `$schema` is for editors; `x-…` holds anchors, as in other YAML files of this trade. */
const isForTools = (key: string): boolean => key === '$schema' || key.startsWith('x-');

/** Kept and passed on, whatever it is; where a field has nearly that name, that one is told and not all of them. */
function unknownKey(owner: ClassType, path: TextPath, key: string): InputFault {
  const known = owner.fields.map(({ name }) => name);
  const { hint } = didYouMean(key, known);
  const params = { field: fieldOf(path), key, type: owner.name };
  if (hint) return { path, at: 'key', code: 'misspelt_key', params: { ...params, ...hint.params }, hint };
  return { path, at: 'key', code: 'unknown_key', params: { ...params, known: known.join(', ') } };
}
