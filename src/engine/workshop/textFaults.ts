import { withoutNull, type FieldType } from '../dataModel.ts';
import { fieldOf, type InputFault } from '../inputFault.ts';
import { classOf, isRecord } from '../inputModel.ts';
import type { TextPath } from '../textTree.ts';

/** Texts that lack a language of the workshop, have one too many, or say nothing; found by their type. */
export function textFaults(workshop: Readonly<Record<string, unknown>>): InputFault[] {
  const { languages } = workshop;
  if (!Array.isArray(languages)) return [];
  const wanted = languages.filter(language => typeof language === 'string');
  const walk = (value: unknown, type: FieldType, path: TextPath): InputFault[] => {
    if (type.kind === 'list' && Array.isArray(value))
      return value.flatMap((item, at) => walk(item, withoutNull(type.of), [...path, at]));
    if (!isRecord(value)) return [];
    if (type.kind === 'map') return type.of.kind === 'string' ? ofText(value, path, wanted) : [];
    return (classOf(type)?.fields ?? []).flatMap(({ name, type: of }) => walk(value[name], withoutNull(of), [...path, name]));
  };
  return walk(workshop, { kind: 'reference', name: 'Workshop' }, []);
}

function ofText(text: Readonly<Record<string, unknown>>, path: TextPath, wanted: readonly string[]): InputFault[] {
  const field = fieldOf(path);
  const missing = wanted.filter(language => typeof text[language] !== 'string' || text[language].trim() === '');
  const extra = Object.keys(text).filter(language => !wanted.includes(language));
  return [
    ...missing.map((language): InputFault => fault(path, 'workshop_text_missing', { field, language })),
    ...extra.map((language): InputFault => {
      const told = fault([...path, language], 'workshop_text_extra', { field, language, languages: wanted.join(', ') });
      return { ...told, at: 'key' };
    }),
  ];
}

const fault = (path: TextPath, code: string, params: InputFault['params']): InputFault => ({
  ...{ path, at: 'value', code, params },
});
