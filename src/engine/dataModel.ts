/** The part of JSON Schema draft-07 that the files of src/model/schemas use. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | null)[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: unknown;
  readonly examples?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly $ref?: string;
  /** Member name → what is written on the wire, of an enumeration that also accepts other values. */
  readonly 'x-members'?: Readonly<Record<string, string>>;
  /** The text names a file that holds values of this type. */
  readonly 'x-file-of'?: string;
  /** What these files are about, where that is not the data: their types are drawn in no data model. */
  readonly 'x-of'?: 'workshop';
}

export type FieldType =
  | { readonly kind: 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'any' }
  | { readonly kind: 'literal'; readonly values: readonly string[] }
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType; readonly keys: FieldType }
  | { readonly kind: 'union'; readonly of: readonly FieldType[] };

export interface Bounds {
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
}

export interface Field {
  readonly name: string;
  readonly description: string;
  /** A field that is not required also accepts null, which means absent; null is not part of its type. */
  readonly required: boolean;
  readonly default: string | number | boolean | null;
  readonly type: FieldType;
  readonly bounds: Bounds;
  /** What a person may write, the usual one first. */
  readonly examples: readonly string[];
  /** The type whose values the file holds that this field names. */
  readonly fileOf?: string;
}

export interface ClassType {
  readonly kind: 'class';
  readonly name: string;
  readonly description: string;
  readonly fields: readonly Field[];
}

export interface EnumerationType {
  readonly kind: 'enumeration';
  readonly name: string;
  readonly description: string;
  readonly members: readonly { readonly name: string; readonly value: string }[];
  /** Accepts values that are no member. */
  readonly open: boolean;
}

export type ModelType = ClassType | EnumerationType;

/** Every type, those that others need first. */
export type DataModel = readonly ModelType[];

const STRING: FieldType = { kind: 'string' };

/** The schemas (by type name) as classes and enumerations: what every emitter and the reading of inputs work on. */
export function readDataModel(schemas: Readonly<Record<string, JsonSchema>>): DataModel {
  const types = Object.keys(schemas)
    .sort()
    .map(name => readType(name, schemas[name] ?? {}));
  return inOrderOfNeed(types);
}

function readType(name: string, schema: JsonSchema): ModelType {
  const description = schema.description ?? '';
  const members = schema['x-members'] ?? Object.fromEntries(literals(schema).map(value => [value, value]));
  if (schema.type === 'string') {
    const pairs = Object.entries(members).map(([member, value]) => ({ name: member, value }));
    return { kind: 'enumeration', name, description, members: pairs, open: schema['x-members'] !== undefined };
  }
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(([key, of]) => readField(key, of, required.has(key)));
  return { kind: 'class', name, description, fields };
}

function readField(name: string, schema: JsonSchema, required: boolean): Field {
  const { minLength, minimum, exclusiveMinimum } = schema;
  return {
    name,
    description: schema.description ?? '',
    required,
    default: readDefault(schema.default),
    type: withoutNull(readFieldType(schema)),
    examples: schema.examples ?? [],
    ...(schema['x-file-of'] === undefined ? {} : { fileOf: schema['x-file-of'].replace(/\.json$/, '') }),
    bounds: {
      ...(minLength === undefined ? {} : { minLength }),
      ...(minimum === undefined ? {} : { minimum }),
      ...(exclusiveMinimum === undefined ? {} : { exclusiveMinimum }),
    },
  };
}

function readDefault(value: unknown): Field['default'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function readFieldType(schema: JsonSchema): FieldType {
  if (schema.$ref !== undefined) return { kind: 'reference', name: schema.$ref.replace(/\.json$/, '') };
  if (schema.anyOf !== undefined) return union(schema.anyOf.map(readFieldType));
  if (schema.enum !== undefined) return { kind: 'literal', values: literals(schema) };
  const names = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return union(names.map(name => readNamedType(name, schema)));
}

function readNamedType(name: string, schema: JsonSchema): FieldType {
  switch (name) {
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'null':
      return { kind: name };
    case 'array':
      return { kind: 'list', of: schema.items ? readFieldType(schema.items) : { kind: 'any' } };
    default: {
      const of =
        typeof schema.additionalProperties === 'object' ? readFieldType(schema.additionalProperties) : undefined;
      const keys = schema.propertyNames ? readFieldType(schema.propertyNames) : STRING;
      return { kind: 'map', of: of ?? { kind: 'any' }, keys };
    }
  }
}

const literals = (schema: JsonSchema): string[] => (schema.enum ?? []).filter(value => value !== null);

function union(types: readonly FieldType[]): FieldType {
  const [only, second] = types;
  if (only === undefined) return { kind: 'any' };
  return second === undefined ? only : { kind: 'union', of: types };
}

/** The type without null, which says only that a value may be absent. */
export function withoutNull(type: FieldType): FieldType {
  return type.kind === 'union' ? union(type.of.filter(({ kind }) => kind !== 'null')) : type;
}

/** The names of the types that a type needs, in the order in which it names them. */
export function references(type: FieldType): readonly string[] {
  switch (type.kind) {
    case 'reference':
      return [type.name];
    case 'list':
      return references(type.of);
    case 'map':
      return [...references(type.keys), ...references(type.of)];
    case 'union':
      return type.of.flatMap(references);
    default:
      return [];
  }
}

function inOrderOfNeed(types: readonly ModelType[]): ModelType[] {
  const byName = new Map(types.map(type => [type.name, type]));
  const ordered = new Set<ModelType>();
  // Schemas of others may refer to each other in a circle.
  const begun = new Set<ModelType>();
  const add = (type: ModelType | undefined): void => {
    if (type === undefined || begun.has(type)) return;
    begun.add(type);
    if (type.kind === 'class')
      for (const field of type.fields) references(field.type).forEach(name => add(byName.get(name)));
    ordered.add(type);
  };
  types.filter(({ kind }) => kind === 'enumeration').forEach(add);
  types.forEach(add);
  return [...ordered];
}
