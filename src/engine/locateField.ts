import type { FieldUse, FieldValue } from '../model/fieldUse.ts';
import type { RunState } from '../model/runState.ts';
import type { FieldType } from './dataModel.ts';
import { classOf, enumerationOf, INPUT_TYPE, isRecord } from './inputModel.ts';

export interface FieldName {
  readonly type: string;
  /** A field of a class, or a member of an enumeration. */
  readonly part: string;
}

/** A person reads a handful; a page of Markdown is no value to read. */
const [VALUES, VALUE_LENGTH] = [5, 200];

interface Found {
  readonly value: unknown;
  readonly uri: string | null;
}

/** Where a field lives in a run: its Sources as they stand, and the settings of its input. */
export function locateField(state: RunState, { type, part }: FieldName): FieldUse {
  const input = { ...state.input, sources: state.sources.map(({ source }) => source) };
  const things = [...thingsOf(type, { value: input, type: INPUT_TYPE, uri: null })];
  const said = things.flatMap(({ value, uri }) => {
    const inside = isRecord(value) ? value[part] : value === part ? value : undefined;
    return inside === undefined || inside === null ? [] : [{ value: inside, uri }];
  });
  const values = countValues(said);
  return {
    runId: state.runId,
    startedAt: state.startedAt,
    total: things.length,
    present: said.length,
    different: values.length,
    values: values.slice(0, VALUES),
  };
}

interface Typed extends Found {
  readonly type: FieldType;
}

/** Everything of a named type within a value. */
function* thingsOf(name: string, { value, type, uri }: Typed): Generator<Found> {
  if (value === undefined || value === null) return;
  switch (type.kind) {
    case 'list':
      if (Array.isArray(value)) for (const one of value) yield* thingsOf(name, { value: one, type: type.of, uri });
      return;
    case 'map':
      if (!isRecord(value)) return;
      for (const [key, one] of Object.entries(value)) {
        yield* thingsOf(name, { value: key, type: type.keys, uri });
        yield* thingsOf(name, { value: one, type: type.of, uri });
      }
      return;
    case 'reference':
      yield* thingsOfClass(name, { value, type, uri });
      return;
    default:
  }
}

function* thingsOfClass(name: string, { value, type, uri }: Typed & { type: { kind: 'reference'; name: string } }) {
  const here = isRecord(value) && typeof value['uri'] === 'string' ? value['uri'] : uri;
  if (type.name === name) yield { value: memberOf(type, value), uri: here };
  if (!isRecord(value)) return;
  for (const field of classOf(type)?.fields ?? [])
    yield* thingsOf(name, { value: value[field.name], type: field.type, uri: here });
}

/** On the wire a member may be written otherwise than it is named. */
function memberOf(type: FieldType, value: unknown): unknown {
  return enumerationOf(type)?.members.find(member => member.value === value)?.name ?? value;
}

function countValues(said: readonly Found[]): FieldValue[] {
  const counted = new Map<string, FieldValue>();
  for (const { value, uri } of said) {
    const whole = typeof value === 'string' ? value : JSON.stringify(value);
    const known = counted.get(whole);
    const text = whole.length > VALUE_LENGTH ? `${whole.slice(0, VALUE_LENGTH)} …` : whole;
    counted.set(whole, { text, uri: known?.uri ?? uri, count: (known?.count ?? 0) + 1 });
  }
  return [...counted.values()];
}
