import type { HoverText, Replaced } from '../model/completion.ts';
import { typescript } from './emitTypescript.ts';
import { catalogueKeyOf, enumerationOf, fieldAt, typeAt } from './inputModel.ts';
import { findInputPlace } from './inputPlace.ts';
import type { TextPath } from './textTree.ts';

/** What the word at an offset of a workflow input means; undefined where the data model says nothing. Never throws. */
export function hoverInput(text: string, offset: number, language: 'yaml' | 'json'): HoverText | undefined {
  const end = offset + (/^[\w$./+-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
  const place = findInputPlace(text, end, language);
  if (place === undefined || place.word === '') return undefined;
  const range = { start: end - (/[\w$./+-]*$/.exec(place.word)?.[0].length ?? 0), end };
  const { kind, path, word } = place;
  if (kind === 'value') return hoverMember(path, word, range) ?? hoverField(path, range);
  // A key, a stage's name among keys, or a member in a list of them.
  return hoverField([...path, word], range) ?? hoverMember(path, word, range);
}

function hoverField(path: TextPath, range: Replaced): HoverText | undefined {
  const found = fieldAt(path);
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

function hoverMember(path: TextPath, word: string, range: Replaced): HoverText | undefined {
  const type = typeAt(path);
  const enumeration = type && enumerationOf(type.kind === 'map' ? type.keys : type);
  const member = enumeration?.members.find(({ name, value }) => name === word || value === word);
  if (enumeration === undefined || member === undefined) return undefined;
  const documentation = catalogueKeyOf(enumeration.name, member.name);
  return { title: `${enumeration.name}.${member.name}`, type: enumeration.name, required: false, documentation, range };
}
