import type { SchemaPlace } from '../model/drawing.ts';
import type { Problem } from '../model/problem.ts';
import { readDataModel, references, type DataModel, type JsonSchema } from './dataModel.ts';
import {
  definitionsOf,
  isFields,
  parseSchema,
  readable,
  resolveRef,
  type Definition,
  type SchemaFile,
  type SchemaText,
} from './schemaFiles.ts';
import type { TextPath } from './textTree.ts';

export interface ReadSchemas {
  readonly model: DataModel;
  readonly problems: readonly Problem[];
  /** Of a type, or of one of its fields or members. */
  placeOf(type: string, part?: string): SchemaPlace | null;
}

/** Any folder of JSON Schemas (draft-07 and 2020-12, the part that shapes data). A file with a fault harms no other. */
export function readSchemas(files: readonly SchemaFile[]): ReadSchemas {
  const parsed = files.map(parseSchema);
  const texts = parsed.flatMap(({ text }) => text ?? []);
  const definitions = unique(texts.flatMap(definitionsOf));
  const dangling = texts.flatMap(text => findDangling(text, definitions));
  const schemas = Object.fromEntries(definitions.map(one => [one.name, toSchema(one, definitions)]));
  const model = readDataModel(schemas);
  const byName = new Map(definitions.map(one => [one.name, one]));
  const placeOf: ReadSchemas['placeOf'] = (type, part) => {
    const found = byName.get(type);
    return found ? place(found, part) : null;
  };
  return {
    model,
    placeOf,
    problems: [...parsed.flatMap(({ problems }) => problems), ...dangling, ...findCycles(model, placeOf)],
  };
}

/** Two files may define the same word: the later one is named after its file. */
function unique(definitions: readonly Definition[]): Definition[] {
  const taken = new Set<string>();
  return definitions.map(one => {
    let name = one.name;
    if (taken.has(name)) name = `${one.text.name}.${one.name}`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    return { ...one, name };
  });
}

function toSchema({ text, raw }: Definition, all: readonly Definition[]): JsonSchema {
  const nameOf = (ref: string) => {
    const found = resolveRef(ref, text, all);
    return found ? `${found.name}.json` : undefined;
  };
  const schema = readable(raw, nameOf);
  const [type] = schema.type ?? [];
  const isText = type === 'string' || (schema.enum !== undefined && type === undefined);
  // A type that is only another one's name, or a choice of them, shows that as its one field.
  const only = schema.properties === undefined && (schema.$ref !== undefined || schema.anyOf !== undefined);
  if (isText) return { ...schema, type: 'string', enum: schema.enum ?? [] };
  return only ? { ...schema, required: ['='], properties: { '=': schema } } : schema;
}

function findDangling(text: SchemaText, all: readonly Definition[]): Problem[] {
  const found: Problem[] = [];
  const visit = (value: unknown, path: TextPath): void => {
    if (Array.isArray(value)) return value.forEach((one, at) => visit(one, [...path, at]));
    if (!isFields(value)) return;
    const ref = value['$ref'];
    if (typeof ref === 'string' && resolveRef(ref, text, all) === undefined) {
      const { line, column } = text.locate([...path, '$ref']);
      found.push({ kind: 'config', code: 'schema_ref_missing', params: { ref }, file: text.file, line, column });
    }
    for (const [key, one] of Object.entries(value)) visit(one, [...path, key]);
  };
  visit(text.root, []);
  return found;
}

function place({ text, path, raw }: Definition, part?: string): SchemaPlace {
  const { line, column, keyRange } = text.locate(part === undefined ? path : partPath(path, raw, part));
  return { file: text.file, line: keyRange?.line ?? line, column: keyRange?.column ?? column };
}

function partPath(path: TextPath, raw: Fields, part: string): TextPath {
  for (const group of ['properties', 'x-members']) {
    const found = raw[group];
    if (isFields(found) && part in found) return [...path, group, part];
  }
  const values = raw['enum'];
  const at = Array.isArray(values) ? values.indexOf(part) : -1;
  return at < 0 ? path : [...path, 'enum', at];
}

type Fields = Definition['raw'];

/** Each cycle once, at the field that closes it. It is drawn: only some readers of schemas cannot follow it. */
function findCycles(model: DataModel, placeOf: ReadSchemas['placeOf']): Problem[] {
  const types = new Map(model.map(type => [type.name, type]));
  const done = new Set<string>();
  const found: Problem[] = [];
  const visit = (name: string, trail: readonly string[]): void => {
    const type = types.get(name);
    if (type?.kind === 'class' && !done.has(name))
      for (const field of type.fields)
        for (const to of references(field.type)) {
          const at = [...trail, name].indexOf(to);
          if (at < 0) visit(to, [...trail, name]);
          else found.push(cycle([...trail, name].slice(at), placeOf(name, field.name)));
        }
    done.add(name);
  };
  for (const name of [...types.keys()].sort()) visit(name, []);
  return found;
}

const cycle = (names: readonly string[], at: SchemaPlace | null): Problem => ({
  kind: 'config',
  code: 'schema_cycle',
  params: { path: [...names, names[0]].join(' → ') },
  ...at,
});
