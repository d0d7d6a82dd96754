import type { Bounds, DataModel, Field, FieldType, ModelType } from './dataModel.ts';

/** The data model as one Python module: Pydantic 2 classes and string enumerations, for Python 3.11 or newer. */
export function emitPydantic(model: DataModel, heading: string): string {
  const open = new Set(model.flatMap(type => (type.kind === 'enumeration' && type.open ? [type.name] : [])));
  const imports = [
    'from __future__ import annotations',
    '',
    'from enum import StrEnum',
    'from typing import Any, Literal',
    '',
    'from pydantic import BaseModel, ConfigDict, Field',
  ];
  return `${[`# ${heading}\n\n${imports.join('\n')}`, ...model.map(type => emitType(type, open))].join('\n\n\n')}\n`;
}

function emitType(type: ModelType, open: ReadonlySet<string>): string {
  const doc = `    ${docstring(type.description)}\n`;
  if (type.kind === 'enumeration') {
    const members = type.members.map(({ name, value }) => `    ${name} = ${quote(value)}`);
    return `class ${type.name}(StrEnum):\n${doc}\n${members.join('\n')}`;
  }
  const fields = type.fields.map(field => emitField(field, open)).join('\n');
  return `class ${type.name}(BaseModel):\n${doc}\n    model_config = ConfigDict(extra="allow")\n\n${fields}`;
}

function emitField(field: Field, open: ReadonlySet<string>): string {
  const type = python(field.type, open);
  const settings = [...bounds(field.bounds), `description=${quote(field.description)}`];
  if (field.required) return `    ${field.name}: ${type} = Field(${settings.join(', ')})`;
  return `    ${field.name}: ${type} | None = Field(default=${literal(field.default)}, ${settings.join(', ')})`;
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

const docstring = (text: string): string => `"""${text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')}"""`;
