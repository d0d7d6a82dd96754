import { isList, isStruct, type Row, type Struct, type Value } from '../table/value.ts';

/** A list of rows in an answer. */
export interface FoundRows {
  /** Names on the way to it; none: the answer itself. */
  readonly path: readonly string[];
  readonly rows: readonly Row[];
}

/** What may name the next page in an answer. */
export interface FoundNext {
  readonly path: readonly string[];
  readonly value: string;
}

/** Deeper than that no API puts its rows. */
const MAX_DEPTH = 4;

/** The list that holds the rows: the answer itself, its `data`, else the longest list of objects. Null: none. */
export function findRows(body: Value): FoundRows | null {
  const lists = [...listsIn(body, [])];
  const usual = lists.find(({ path }) => path.length === 0 || path.join('.') === 'data');
  if (usual) return usual;
  return lists.sort((a, b) => b.rows.length - a.rows.length || a.path.length - b.path.length)[0] ?? null;
}

function* listsIn(value: Value, path: readonly string[]): Generator<FoundRows> {
  if (isList(value)) {
    const rows = value.filter(isStruct);
    if (rows.length === value.length) yield { path, rows };
  } else {
    for (const [name, inside] of fieldsOf(value, path)) yield* listsIn(inside, [...path, name]);
  }
}

const NEXT = /^(next|next_?(cursor|page_?token|token|page|link|url)|(end_?)?cursor|continuation(_?token)?|after)$/i;

/** What may name the next page: the names that say `next` first. */
export function findNexts(body: Value): FoundNext[] {
  const saysNext = ({ path }: FoundNext): number => Number(/next/i.test(path.join('.')));
  return [...nextsIn(body, [])].sort((a, b) => saysNext(b) - saysNext(a) || a.path.length - b.path.length);
}

function* nextsIn(value: Value, path: readonly string[]): Generator<FoundNext> {
  for (const [name, inside] of fieldsOf(value, path)) {
    const here = [...path, name];
    // HAL writes { next: { href } }.
    const isNext = NEXT.test(name) || (name === 'href' && path.at(-1) === 'next');
    if (isNext && (typeof inside === 'string' || typeof inside === 'number') && inside !== '')
      yield { path: here, value: String(inside) };
    else yield* nextsIn(inside, here);
  }
}

/** A path is written with dots, so a name that holds one cannot be on it. */
const fieldsOf = (value: Value, path: readonly string[]): [string, Value][] =>
  isStruct(value) && path.length < MAX_DEPTH ? namesOf(value) : [];

const namesOf = (value: Struct): [string, Value][] => Object.entries(value).filter(([name]) => !name.includes('.'));

/** A next page that is named by its address. */
export const isLink = (next: string): boolean => /^(https?:\/\/|[/?])/.test(next);
