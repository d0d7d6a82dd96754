import type { Field, FieldType } from './dataModel.ts';

/** A field's type as a person writes it, with its lower bound: `Source[]`, `int ≥ 1`. */
export function typeText({ type, bounds }: Pick<Field, 'type' | 'bounds'>): string {
  const { minimum, exclusiveMinimum } = bounds;
  const bound =
    minimum === undefined ? (exclusiveMinimum === undefined ? '' : ` > ${exclusiveMinimum}`) : ` ≥ ${minimum}`;
  return `${nameOf(type)}${bound}`;
}

function nameOf(type: FieldType): string {
  switch (type.kind) {
    case 'integer':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'literal':
      return type.values.map(value => `"${value}"`).join(' | ');
    case 'reference':
      return type.name;
    case 'list':
      return type.of.kind === 'union' ? `(${nameOf(type.of)})[]` : `${nameOf(type.of)}[]`;
    case 'map':
      return type.of.kind === 'any' ? 'map' : `map of ${nameOf(type.of)}`;
    case 'union':
      return type.of.map(nameOf).join(' | ');
    default:
      return type.kind;
  }
}
