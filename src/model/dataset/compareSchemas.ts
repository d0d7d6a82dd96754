import type { Problem } from '../problem.ts';

/** A table's columns, as a person reads their types. */
export interface DaySchema {
  readonly date: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** A column that is not alike in all days. */
export interface ColumnDifference {
  readonly column: string;
  /** The most frequent first; a null type: the column is not there. `dates`: at most the first hundred, in their order. */
  readonly types: readonly { readonly type: string | null; readonly days: number; readonly dates: readonly string[] }[];
}

export interface SchemasCompared {
  /** Days whose tables were read. */
  readonly days: number;
  readonly differences: readonly ColumnDifference[];
  readonly unread: readonly { readonly date: string; readonly problem: Problem }[];
}

/** What one day has that is not as in another one; null types: the column is not there. */
export interface SchemaChangeView {
  readonly column: string;
  readonly type: string | null;
  readonly newest: string | null;
}

const SHOWN = 100;

/** In the order in which the columns first come. @param days in their order */
export function compareSchemas(days: readonly DaySchema[]): readonly ColumnDifference[] {
  const names = [...new Set(days.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const byDay = days.map(({ date, columns }) => ({
    date,
    types: new Map(columns.map(({ name, type }) => [name, type])),
  }));
  return names.flatMap(column => {
    const groups = new Map<string | null, string[]>();
    for (const { date, types } of byDay) {
      const type = types.get(column) ?? null;
      const dates = groups.get(type);
      if (dates) dates.push(date);
      else groups.set(type, [date]);
    }
    if (groups.size < 2) return [];
    const types = [...groups].map(([type, dates]) => ({ type, days: dates.length, dates: dates.slice(0, SHOWN) }));
    return [{ column, types: types.sort((a, b) => b.days - a.days) }];
  });
}

export function schemaChanges(day: DaySchema, newest: DaySchema): readonly SchemaChangeView[] {
  return compareSchemas([day, newest]).map(({ column, types }) => ({
    column,
    type: types.find(({ dates }) => dates.includes(day.date))?.type ?? null,
    newest: types.find(({ dates }) => dates.includes(newest.date))?.type ?? null,
  }));
}
