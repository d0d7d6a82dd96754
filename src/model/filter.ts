import { fail } from './problem.ts';

/** One condition: the field has one of these values; null: it has one, whichever. */
export interface Condition {
  /** `uri`, `title`, `heading` (any heading over the chunk), else a name in the chunk's metadata. */
  readonly field: string;
  /** As text: 7 and true are found by "7" and "true", as SQL's `metadata ->> field` gives them. */
  readonly values: readonly string[] | null;
}

/** All conditions must hold. */
export type Filter = readonly Condition[];

/** What a filter looks at. */
export interface Filtered {
  readonly uri: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

export const matchesFilter = (chunk: Filtered, filter: Filter): boolean =>
  filter.every(({ field, values }) => {
    const there = valuesOf(chunk, field);
    return values === null ? there.length > 0 : there.some(value => values.includes(value));
  });

/** A list has each of its members; null and an empty text are no value. */
function valuesOf({ uri, title, headingPath, metadata }: Filtered, field: string): string[] {
  const own: Readonly<Record<string, unknown>> = { uri, title, heading: headingPath };
  const value = Object.hasOwn(own, field) ? own[field] : Object.hasOwn(metadata, field) ? metadata[field] : undefined;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap(one => (['string', 'number', 'boolean'].includes(typeof one) && one !== '' ? [String(one)] : []));
}

/** `title=Tarifs`; the same field again: one of these; `author` alone: whichever. Throws usage `filter_unreadable`. */
export function parseFilter(written: readonly string[]): Filter {
  const conditions = new Map<string, string[] | null>();
  for (const text of written) {
    const [, field = '', , value] = /^([^=]*)(=(.*))?$/s.exec(text) ?? [];
    if (field.trim() === '' || value === '') throw fail('usage', 'filter_unreadable', { filter: text });
    const known = conditions.get(field.trim()) ?? [];
    conditions.set(field.trim(), value === undefined ? null : [...known, value]);
  }
  return [...conditions].map(([field, values]) => ({ field, values }));
}
