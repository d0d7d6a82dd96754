import type { HoverText, Replaced } from '../model/completion.ts';
import { typescript } from './emitTypescript.ts';
import type { FieldType } from './dataModel.ts';
import { catalogueKeyOf, enumerationOf, fieldAt, INPUT_TYPE, typeAt } from './inputModel.ts';
import { findInputPlace } from './inputPlace.ts';

/** What the word at an offset of an input means; undefined where the data model says nothing. Never throws. */
export function hoverInput(
  text: string,
  offset: number,
  language: 'yaml' | 'json',
  root: FieldType = INPUT_TYPE,
): HoverText | undefined {
  const end = offset + (/^[\w$./+-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
  const place = findInputPlace(text, end, language);
  if (place === undefined || place.word === '') return undefined;
  const range = { start: end - (/[\w$./+-]*$/.exec(place.word)?.[0].length ?? 0), end };
  const { kind, path, word } = place;
  if (kind === 'value') return hoverMember(typeAt(path, root), word, range) ?? hoverField(fieldAt(path, root), range);
  // A key, a stage's name among keys, or a member in a list of them.
  return hoverField(fieldAt([...path, word], root), range) ?? hoverMember(typeAt(path, root), word, range);
}

function hoverField(found: ReturnType<typeof fieldAt>, range: Replaced): HoverText | undefined {
  if (found === undefined) return undefined;
  const { owner, field } = found;
  const enumeration = enumerationOf(field.type);
  const allowed = field.type.kind === 'literal' ? field.type.values : enumeration?.members.map(({ value }) => value);
  return {
    title: `${owner}.${field.name}`,
    type: typescript(field.type),
    required: field.required,
    documentation: catalogueKeyOf(owner, field.name),
    ...(field.default === null ? {} : { default: String(field.default) }),
    ...(allowed ? { allowed } : {}),
    range,
  };
}

function hoverMember(type: FieldType | undefined, word: string, range: Replaced): HoverText | undefined {
  const enumeration = type && enumerationOf(type.kind === 'map' ? type.keys : type);
  const member = enumeration?.members.find(({ name, value }) => name === word || value === word);
  if (enumeration === undefined || member === undefined) return undefined;
  const documentation = catalogueKeyOf(enumeration.name, member.name);
  return { title: `${enumeration.name}.${member.name}`, type: enumeration.name, required: false, documentation, range };
}
