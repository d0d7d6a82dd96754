import type { CompletionItem, Replaced } from '../model/completion.ts';
import { withoutNull, type Field, type FieldType } from './dataModel.ts';
import { typescript } from './emitTypescript.ts';
import { catalogueKeyOf, classOf, enumerationOf, fieldAt, INPUT_TYPE, typeAt } from './inputModel.ts';
import type { InputPlace } from './flowPlace.ts';
import { findInputPlace } from './inputPlace.ts';

/** What may be written at an offset of an input of this type, whole or broken. Never throws. */
export function completeInput(
  text: string,
  offset: number,
  language: 'yaml' | 'json',
  root: FieldType = INPUT_TYPE,
): CompletionItem[] {
  const found = findInputPlace(text, offset, language);
  if (found === undefined) return [];
  const place = { ...found, root };
  const replace = { start: place.start, end: endOfWord(text, offset) };
  const type = typeAt(place.path, root);
  if (type === undefined) return [];
  if (place.kind === 'value') return completeValue(place, type, { replace, language });
  // Below `stages:` one may begin an item; below `- ` the rest of the line is its key or its value.
  if (type.kind === 'list') return completeItem(type.of, replace, place);
  return completeKeys(text, place, type, { replace, language });
}

interface RootedPlace extends InputPlace {
  /** What the whole text is. */
  readonly root: FieldType;
}

interface Writing {
  readonly replace: Replaced;
  readonly language: 'yaml' | 'json';
}

function completeKeys(
  text: string,
  place: RootedPlace,
  type: FieldType,
  { replace, language }: Writing,
): CompletionItem[] {
  const followed = /^["']?[ \t]*:/.test(text.slice(replace.end));
  const toItem = (key: string, of: FieldType, documentation: string): CompletionItem => {
    const value = place.isFlow ? ' ' : blockOf(of);
    const written = language === 'json' ? `"${key}"` : key;
    return {
      label: key,
      kind: 'field',
      detail: typescript(of),
      documentation,
      insertText: followed ? written : `${written}:${value}`,
      replace,
    };
  };
  const owner = classOf(type);
  if (owner) {
    const free = owner.fields.filter(({ name }) => !place.keys.includes(name));
    return free.map(field => toItem(field.name, field.type, catalogueKeyOf(owner.name, field.name)));
  }
  const keys = type.kind === 'map' ? enumerationOf(type.keys) : undefined;
  if (type.kind === 'map' && keys) {
    const free = keys.members.filter(({ value }) => !place.keys.includes(value));
    return free.map(({ name, value }) => toItem(value, withoutNull(type.of), catalogueKeyOf(keys.name, name)));
  }
  return valuesOf(type, place).map(value => toValueItem(value, type, { replace, language }, place));
}

function completeValue(place: RootedPlace, type: FieldType, writing: Writing): CompletionItem[] {
  if (type.kind === 'list' && !place.isFlow) return [];
  return valuesOf(type, place).map(value => toValueItem(value, type, writing, place));
}

function completeItem(of: FieldType, replace: Replaced, place: RootedPlace): CompletionItem[] {
  const owner = classOf(of);
  if (!owner)
    return valuesOf(of, place).map(value => ({
      ...toValueItem(value, of, { replace, language: 'yaml' }, place),
      insertText: `- ${value}`,
    }));
  const insertText = `- ${requiredOf(owner.fields, '  ').trimStart()}`;
  const documentation = catalogueKeyOf(owner.name);
  return [{ label: `- ${owner.name}`, kind: 'snippet', detail: owner.name, documentation, insertText, replace }];
}

function toValueItem(
  value: string,
  type: FieldType,
  { replace, language }: Writing,
  place: RootedPlace,
): CompletionItem {
  const enumeration = enumerationOf(type);
  const member = enumeration?.members.find(one => one.value === value)?.name;
  const field = fieldAt(place.path, place.root);
  const documentation = enumeration
    ? catalogueKeyOf(enumeration.name, member)
    : field
      ? catalogueKeyOf(field.owner, field.field.name)
      : '';
  const quoted = language === 'json' && type.kind !== 'boolean' && type.kind !== 'integer' && type.kind !== 'number';
  const insertText = escapeSnippet(quoted ? JSON.stringify(value) : value);
  return { label: value, kind: 'value', detail: typescript(type), documentation, insertText, replace };
}

function valuesOf(type: FieldType, place: RootedPlace): readonly string[] {
  const at = fieldAt(place.path, place.root);
  if (type.kind === 'boolean') return ['true', 'false'];
  if (type.kind === 'literal') return type.values;
  const enumeration = enumerationOf(type);
  if (enumeration) return enumeration.members.map(({ value }) => value);
  if (at === undefined) return [];
  return at.field.default === null ? at.field.examples : [String(at.field.default)];
}

/** What follows the colon of a new key in block YAML. */
function blockOf(type: FieldType): string {
  const owner = classOf(type);
  if (owner) return `\n${requiredOf(owner.fields, '  ') || '  '}`;
  if (type.kind === 'map') return '\n  ';
  if (type.kind !== 'list') return ' ';
  const item = classOf(type.of);
  return item ? `\n  - ${requiredOf(item.fields, '    ').trimStart()}` : '\n  - ';
}

/** The fields that must be there, each with a place to write. */
function requiredOf(fields: readonly Field[], indent: string): string {
  const required = fields.filter(field => field.required);
  return required
    .map(({ name, examples }, at) => `${indent}${name}: \${${at + 1}:${escapeSnippet(examples[0] ?? '')}}`)
    .join('\n');
}

const escapeSnippet = (text: string): string => text.replaceAll(/[\\$}]/g, '\\$&');

const endOfWord = (text: string, offset: number): number =>
  offset + (/^[\w./+-]*["']?/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
