import type { ValueKind } from '../../../model/tableView/table.ts';
import { isText, kindOf, type RawElement } from '../parquetPhysical.ts';

export interface SchemaNode {
  readonly element: RawElement;
  readonly children: readonly SchemaNode[];
}

/** A column's type as a person reads it, and what its values are like. */
export interface Seen {
  /** `decimal(9, 2)`, `timestamp[µs, UTC]`, `list<int64>`. */
  readonly shown: string;
  readonly kind: ValueKind;
}

export function seenAs(node: SchemaNode): Seen {
  if (node.element.repetition_type === 'REPEATED') return listOf(oneOf(node));
  return oneOf(node);
}

const listOf = ({ shown }: Seen): Seen => ({ shown: `list<${shown}>`, kind: 'nested' });

/** As `parquetTypes` reads lists and maps of all writers. */
function oneOf(node: SchemaNode): Seen {
  const { element, children } = node;
  const [middle] = children;
  if (!middle) return leafOf(element);
  if (kindOf(element) === 'MAP') {
    const [key = '', value = ''] = middle.children.map(child => seenAs(child).shown);
    return { shown: `map<${key}, ${value}>`, kind: 'nested' };
  }
  if (kindOf(element) !== 'LIST' || middle.element.repetition_type !== 'REPEATED')
    return { shown: 'struct', kind: 'nested' };
  const [inner] = middle.children;
  return listOf(inner && middle.children.length === 1 ? seenAs(inner) : oneOf(middle));
}

const UNITS = { MILLIS: 'ms', MICROS: 'µs', NANOS: 'ns' } as const;

function leafOf(element: RawElement): Seen {
  const { type, converted_type: converted, logical_type: logical } = element;
  // Of a number that hyparquet has no type for.
  if (type === undefined) return { shown: '?', kind: 'null' };
  if (converted === 'DATE' || logical?.type === 'DATE') return { shown: 'date', kind: 'date' };
  if (type === 'INT96') return { shown: 'timestamp[ns]', kind: 'timestamp' };
  if (logical?.type === 'TIMESTAMP') {
    const zone = logical.isAdjustedToUTC ? ', UTC' : '';
    return { shown: `timestamp[${UNITS[logical.unit]}${zone}]`, kind: 'timestamp' };
  }
  if (logical?.type === 'TIME') return { shown: `time[${UNITS[logical.unit]}]`, kind: 'text' };
  const [, what, unit] = /^(TIME|TIMESTAMP)_(MILLIS|MICROS)$/.exec(converted ?? '') ?? [];
  const short = unit === 'MILLIS' ? UNITS.MILLIS : UNITS.MICROS;
  if (what === 'TIME') return { shown: `time[${short}]`, kind: 'text' };
  if (what === 'TIMESTAMP') return { shown: `timestamp[${short}, UTC]`, kind: 'timestamp' };
  if (logical?.type === 'NULL') return { shown: 'null', kind: 'null' };
  if (converted === 'JSON' || logical?.type === 'JSON') return { shown: 'json', kind: 'nested' };
  if (isText(element)) return { shown: 'string', kind: 'text' };
  return numberOf(element) ?? bytesOf(element);
}

function numberOf(element: RawElement): Seen | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const { precision = 38, scale = 0 } = logical?.type === 'DECIMAL' ? logical : element;
    return { shown: `decimal(${precision}, ${scale})`, kind: 'number' };
  }
  if (type === 'BOOLEAN') return { shown: 'boolean', kind: 'boolean' };
  if (type === 'FLOAT' || type === 'DOUBLE') return { shown: type.toLowerCase(), kind: 'number' };
  if (type !== 'INT32' && type !== 'INT64') return undefined;
  if (logical?.type === 'INTEGER')
    return { shown: `${logical.isSigned ? '' : 'u'}int${logical.bitWidth}`, kind: 'number' };
  const [, unsigned = '', width = type.slice(3)] = /^(U?)INT_(\d+)$/.exec(converted ?? '') ?? [];
  return { shown: `${unsigned.toLowerCase()}int${width}`, kind: 'number' };
}

function bytesOf({ type, type_length: length, logical_type: logical }: RawElement): Seen {
  if (logical?.type === 'UUID') return { shown: 'uuid', kind: 'text' };
  if (logical?.type === 'FLOAT16' && length === 2) return { shown: 'float16', kind: 'number' };
  if (type === 'BYTE_ARRAY') return { shown: 'binary', kind: 'binary' };
  return { shown: `binary(${length ?? 0})`, kind: 'binary' };
}
