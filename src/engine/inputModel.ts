import { schemas } from '../model/generated/schemas.ts';
import { readDataModel, withoutNull } from './dataModel.ts';
import type { ClassType, DataModel, EnumerationType, Field, FieldType } from './dataModel.ts';
import type { TextPath } from './textTree.ts';

/** All types of files that people write, read once from the schemas. */
export const FILE_TYPES = readDataModel(schemas);

const aside = new Set(Object.entries(schemas).flatMap(([name, schema]) => ('x-of' in schema ? name : [])));

/** Those of data, which is drawn, and written in other languages. */
export const DATA_MODEL: DataModel = FILE_TYPES.filter(({ name }) => !aside.has(name));

export const API_INPUT_TYPE: FieldType = { kind: 'reference', name: 'ApiIngestionInput' };

export const WORKSHOP_TYPE: FieldType = { kind: 'reference', name: 'Workshop' };

export const INPUT_TYPE: FieldType = { kind: 'reference', name: 'IngestionWorkflowInput' };

const byName = new Map(FILE_TYPES.map(type => [type.name, type]));

export function classOf(type: FieldType): ClassType | undefined {
  const found = type.kind === 'reference' ? byName.get(type.name) : undefined;
  return found?.kind === 'class' ? found : undefined;
}

export function enumerationOf(type: FieldType): EnumerationType | undefined {
  const found = type.kind === 'reference' ? byName.get(type.name) : undefined;
  return found?.kind === 'enumeration' ? found : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The type of what stands at a path of an input of this type; undefined where anything may stand. */
export function typeAt(path: TextPath, root: FieldType): FieldType | undefined {
  return path.reduce<FieldType | undefined>((type, step) => {
    if (type === undefined) return undefined;
    if (type.kind === 'list' || type.kind === 'map') return withoutNull(type.of);
    return classOf(type)?.fields.find(({ name }) => name === step)?.type;
  }, root);
}

/** The field whose value stands at a path, with the name of its class. */
export function fieldAt(
  path: TextPath,
  root: FieldType,
): { readonly owner: string; readonly field: Field } | undefined {
  const parent = typeAt(path.slice(0, -1), root);
  const owner = parent && classOf(parent);
  const field = owner?.fields.find(({ name }) => name === path.at(-1));
  return owner && field ? { owner: owner.name, field } : undefined;
}

/** Where the catalogue explains a type, a field or a member. */
export const catalogueKeyOf = (type: string, part?: string): string =>
  `schema.${type}${part === undefined ? '' : `.${part}`}`;
