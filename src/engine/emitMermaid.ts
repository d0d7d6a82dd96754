import { references, type ClassType, type DataModel, type Field, type FieldType, type ModelType } from './dataModel.ts';

/** The data model as Mermaid source, https://mermaid.js.org/syntax/classDiagram.html */
export function emitMermaid(model: DataModel, title: string): string {
  const classes = model.filter(type => type.kind === 'class');
  const blocks = [...model].reverse().map(emitType);
  const arrows = classes.reverse().flatMap(emitArrows);
  return `${['---', `title: ${title}`, '---', 'classDiagram', ...blocks, ...arrows].join('\n')}\n`;
}

function emitType(type: ModelType): string {
  const lines =
    type.kind === 'enumeration'
      ? ['<<enumeration>>', ...type.members.map(({ name }) => name)]
      : type.fields.map(field => `+${mermaid(field.type)} ${field.name}`);
  return [`    class ${type.name} {`, ...lines.map(line => `        ${line}`), '    }'].join('\n');
}

function emitArrows(type: ClassType): string[] {
  return type.fields.flatMap(field =>
    references(field.type).map(name => `    ${type.name} "1" --o "${cardinality(field)}" ${name} : ${field.name}`),
  );
}

function cardinality(field: Field): string {
  if (field.type.kind === 'list' || field.type.kind === 'map') return '*';
  return field.required ? '1' : '0..1';
}

function mermaid(type: FieldType): string {
  switch (type.kind) {
    case 'string':
    case 'literal':
      return 'String';
    case 'integer':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'reference':
      return type.name;
    case 'list':
      return `List~${mermaid(type.of)}~`;
    case 'map':
      return 'Dict';
    default:
      return 'Any';
  }
}
