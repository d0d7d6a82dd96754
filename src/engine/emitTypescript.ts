import type { DataModel, Field, FieldType, ModelType } from './dataModel.ts';

/** The data model as TypeScript declarations; optional fields also accept null, unknown ones are kept. */
export function emitTypescript(model: DataModel, heading: string): string {
  return `${[`// ${heading}`, ...model.map(emitType)].join('\n\n')}\n`;
}

function emitType(type: ModelType): string {
  const doc = comment(type.description, '');
  if (type.kind === 'enumeration') {
    const values = type.members.map(({ value }) => quote(value)).join(' | ');
    // `| (string & {})` keeps the members in completion lists where any string is accepted.
    return `${doc}export type ${type.name} = ${type.open ? `${values} | (string & {})` : values};`;
  }
  const fields = type.fields.map(emitField).join('\n');
  return `${doc}export interface ${type.name} {\n${fields}\n  [key: string]: unknown;\n}`;
}

function emitField(field: Field): string {
  const doc = comment(field.description + (field.default === null ? '' : ` Default: ${field.default}.`), '  ');
  const type = typescript(field.type);
  return field.required ? `${doc}  ${field.name}: ${type};` : `${doc}  ${field.name}?: ${type} | null;`;
}

/** A type in TypeScript's notation, which people read too. */
export function typescript(type: FieldType): string {
  switch (type.kind) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'null':
      return type.kind;
    case 'integer':
      return 'number';
    case 'any':
      return 'unknown';
    case 'literal':
      return type.values.map(quote).join(' | ');
    case 'reference':
      return type.name;
    case 'list':
      return isSum(type.of) ? `(${typescript(type.of)})[]` : `${typescript(type.of)}[]`;
    case 'map':
      return `{ [key: string]: ${typescript(type.of)} }`;
    case 'union':
      return type.of.map(typescript).join(' | ');
  }
}

/** Of several alternatives, which `[]` would bind to the last one alone. */
const isSum = (type: FieldType): boolean =>
  type.kind === 'union' || (type.kind === 'literal' && type.values.length > 1);

const quote = (text: string): string => `'${text}'`;

const comment = (text: string, indent: string): string => `${indent}/** ${text.replaceAll('*/', '*\\/')} */\n`;
