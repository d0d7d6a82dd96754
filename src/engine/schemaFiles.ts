import type { Problem } from '../model/problem.ts';
import type { JsonSchema } from './dataModel.ts';
import { parseJsonWithPositions } from './readJson.ts';
import { valueAt, type Place, type TextPath } from './textTree.ts';

export interface SchemaFile {
  /** Absolute path, or a bare name where there is no disk. */
  readonly file: string;
  readonly text: string;
}

/** A file that is JSON. */
export interface SchemaText {
  readonly file: string;
  readonly name: string;
  readonly root: unknown;
  locate(path: TextPath): Place;
}

/** A named type: the root of a file, or one of its definitions. */
export interface Definition {
  readonly name: string;
  readonly text: SchemaText;
  readonly path: TextPath;
  readonly raw: Fields;
}

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `a/b/Source.schema.json#x` → `Source`. */
const baseName = (address: string): string =>
  (address.split('#')[0] ?? '')
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/(\.schema)?\.json$/, '') ?? '';

export function parseSchema({ file, text }: SchemaFile): { text: SchemaText | null; problems: readonly Problem[] } {
  const { value, problems, locate } = parseJsonWithPositions(text);
  const told = problems.map(problem => ({ ...problem, file }));
  if (told.length > 0 || value === undefined)
    return { text: null, problems: told.length > 0 ? told : [{ ...EMPTY, file, line: 1, column: 1 }] };
  return { text: { file, name: baseName(file), root: value, locate }, problems: [] };
}

const EMPTY: Problem = { kind: 'config', code: 'schema_empty_file', params: {} };

const SAYS = ['properties', 'enum', 'allOf', 'anyOf', 'oneOf', '$ref', 'x-members'];
/** A `package.json` has a `type` too. */
const TYPES = ['object', 'array', 'string', 'integer', 'number', 'boolean'];

/** The types that a file defines. A root that only gathers definitions is none. */
export function definitionsOf(text: SchemaText): Definition[] {
  if (!isFields(text.root)) return [];
  const { root } = text;
  const inner = ['definitions', '$defs'].flatMap(group => {
    const found = root[group];
    if (!isFields(found)) return [];
    return Object.entries(found).flatMap(([name, raw]) =>
      isFields(raw) ? [{ name, text, path: [group, name], raw }] : [],
    );
  });
  const says = SAYS.some(key => key in root) || textsOf(root['type']).some(type => TYPES.includes(type));
  const own: Definition = { name: text.name, text, path: [], raw: root };
  return says ? [own, ...inner] : inner;
}

/** The definition that a `$ref` leads to; null for a part of a schema that has no name; undefined when it leads nowhere. */
export function resolveRef(ref: string, from: SchemaText, all: readonly Definition[]): Definition | null | undefined {
  const [address = '', pointer = ''] = ref.split('#');
  const file = address === '' ? from.name : baseName(address);
  const path = pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const inFile = all.filter(({ text }) => text.name === file);
  const found = inFile.find(one => one.path.join('/') === path.join('/'));
  if (found) return found;
  const text = inFile[0]?.text ?? (file === from.name ? from : undefined);
  return text && valueAt(text.root, path) !== undefined ? null : undefined;
}

/** Keeps the part of a schema that the data model reads, each `$ref` by the name that `nameOf` gives it. */
export function readable(raw: unknown, nameOf: (ref: string) => string | undefined): JsonSchema {
  if (!isFields(raw)) return {};
  if (typeof raw['$ref'] === 'string') {
    const name = nameOf(raw['$ref']);
    return { ...plain(raw), ...(name === undefined ? {} : { $ref: name }) };
  }
  const each = (value: unknown) => (Array.isArray(value) ? value.map(one => readable(one, nameOf)) : undefined);
  const choices = each(raw['anyOf']) ?? each(raw['oneOf']) ?? each(raw['allOf']);
  const properties = isFields(raw['properties'])
    ? Object.fromEntries(Object.entries(raw['properties']).map(([key, of]) => [key, readable(of, nameOf)]))
    : undefined;
  return {
    ...plain(raw),
    ...(properties && { properties }),
    ...(isFields(raw['items']) && { items: readable(raw['items'], nameOf) }),
    ...(choices && !properties && { anyOf: choices }),
    ...(isFields(raw['additionalProperties']) && {
      additionalProperties: readable(raw['additionalProperties'], nameOf),
    }),
    ...(isFields(raw['propertyNames']) && { propertyNames: readable(raw['propertyNames'], nameOf) }),
  };
}

const WORDS = ['title', 'description', 'pattern', 'x-file-of'] as const;
const FIGURES = ['minLength', 'minimum', 'exclusiveMinimum'] as const;

function plain(raw: Fields): JsonSchema {
  const words = WORDS.flatMap(key => (typeof raw[key] === 'string' ? [[key, raw[key]]] : []));
  const figures = FIGURES.flatMap(key => (typeof raw[key] === 'number' ? [[key, raw[key]]] : []));
  const type = textsOf(raw['type']);
  const values = 'const' in raw ? [raw['const']] : Array.isArray(raw['enum']) ? raw['enum'] : undefined;
  const members = raw['x-members'];
  return {
    ...Object.fromEntries([...words, ...figures]),
    ...(type.length > 0 && { type }),
    ...(values && { enum: values.map(value => (value === null ? null : String(value))) }),
    ...(Array.isArray(raw['required']) && { required: textsOf(raw['required']) }),
    ...('default' in raw && { default: raw['default'] }),
    ...(isFields(members) && {
      'x-members': Object.fromEntries(Object.entries(members).map(([key, value]) => [key, String(value)])),
    }),
  };
}

function textsOf(value: unknown): string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter(one => typeof one === 'string');
}
