import type { Bounds, DataModel, Field, FieldType, ModelType } from './dataModel.ts';

/** The data model as one Python module: Pydantic 2 classes and string enumerations, for Python 3.11 or newer. */
export function emitPydantic(model: DataModel, heading: string): string {
  const open = new Set(model.flatMap(type => (type.kind === 'enumeration' && type.open ? [type.name] : [])));
  const imports = [
    'from enum import StrEnum',
    'from typing import Any, Literal',
    '',
    'from pydantic import BaseModel, ConfigDict, Field',
  ];
  return `${[`# ${heading}\n# It needs Python 3.11 or newer and pydantic 2.\n\n${imports.join('\n')}`, ...model.map(type => emitType(type, open))].join('\n\n\n')}\n`;
}

function emitType(type: ModelType, open: ReadonlySet<string>): string {
  const doc = `    ${docstring(type.description)}\n`;
  if (type.kind === 'enumeration') {
    const members = type.members.map(({ name, value }) => `    ${name} = ${quote(value)}`);
    return `class ${type.name}(StrEnum):\n${doc}\n${members.join('\n')}`;
  }
  const fields = type.fields.map(field => emitField(field, open)).join('\n');
  const config = 'model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)';
  return `class ${type.name}(BaseModel):\n${doc}\n    ${config}\n\n${fields}`;
}

function emitField(field: Field, open: ReadonlySet<string>): string {
  const isOpen = field.type.kind === 'reference' && open.has(field.type.name);
  const settings = [
    ...(field.required ? [] : [`default=${literal(field.default)}`]),
    ...bounds(field.bounds),
    // Else Pydantic takes the plain text for the better match, and the member is never seen.
    ...(isOpen ? ['union_mode="left_to_right"'] : []),
  ];
  const type = python(field.type, open) + (field.required ? '' : ' | None');
  const plain = settings.length === (field.required ? 0 : 1);
  const value = plain ? (field.required ? '' : ` = ${literal(field.default)}`) : ` = Field(${settings.join(', ')})`;
  return `    ${field.name}: ${type}${value}\n    ${docstring(field.description)}`;
}

function bounds({ minLength, minimum, exclusiveMinimum }: Bounds): string[] {
  return [
    ...(minLength === undefined ? [] : [`min_length=${minLength}`]),
    ...(minimum === undefined ? [] : [`ge=${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`gt=${exclusiveMinimum}`]),
  ];
}

function python(type: FieldType, open: ReadonlySet<string>): string {
  switch (type.kind) {
    case 'string':
      return 'str';
    case 'integer':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'null':
      return 'None';
    case 'any':
      return 'Any';
    case 'literal':
      return `Literal[${type.values.map(quote).join(', ')}]`;
    case 'reference':
      return open.has(type.name) ? `${type.name} | str` : type.name;
    case 'list':
      return `list[${python(type.of, open)}]`;
    case 'map':
      return `dict[${python(type.keys, open)}, ${python(type.of, open)}]`;
    case 'union':
      return type.of.map(of => python(of, open)).join(' | ');
  }
}

function literal(value: Field['default']): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? quote(value) : String(value);
}

// A JSON string is a Python string literal as well: same quotes, same escapes.
const quote = (text: string): string => JSON.stringify(text);

const docstring = (text: string): string => `"""${text.replaceAll(/[\\"]/g, '\\$&')}"""`;
