import { compareMoments, readMoment } from '../dataset/instant.ts';
import type { Row } from '../table/value.ts';
import type { FoundColumns } from './probeColumns.ts';
import { withQuery, type ProbePage, type Probing } from './probing.ts';

/** Parameters that were seen to leave rows out. */
export interface FoundFilters {
  /** By the day of the date column, both inclusive. */
  readonly range: { readonly start: string; readonly end: string } | null;
  /** By the column of the last change. */
  readonly since: string | null;
  readonly tried: readonly string[];
}

const RANGES = [
  ['start_date', 'end_date'],
  ['from', 'to'],
  ['date_from', 'date_to'],
] as const;
const SINCE = ['since', 'updated_since', 'updated_after', 'modified_since'] as const;

interface Asked {
  readonly base: string;
  readonly rows: readonly Row[];
  readonly columns: FoundColumns;
}

export function* findFilters(asked: Asked): Probing<FoundFilters> {
  const { dates, changed } = asked.columns;
  return {
    range: yield* findRange(asked, dates[0]),
    since: changed === null ? null : yield* findSince(asked, changed),
    tried: SINCE,
  };
}

/** The last day of the rows, asked for alone. Only a column of days says without a doubt whether it was obeyed. */
function* findRange({ base, rows }: Asked, column: string | undefined): Probing<FoundFilters['range']> {
  if (column === undefined) return null;
  const days = textsOf(rows, column);
  const last = days.toSorted().at(-1);
  if (last === undefined || last.length !== 10 || days.every(day => day === last)) return null;
  for (const [start, end] of RANGES) {
    const answer = yield withQuery(base, { [start]: last, [end]: last });
    if (holds(answer, column, day => day === last)) return { start, end };
  }
  return null;
}

/** What was changed at the latest time that was seen, or later. */
function* findSince({ base, rows }: Asked, column: string): Probing<string | null> {
  const [early, late] = ends(textsOf(rows, column));
  if (early === late || late === undefined) return null;
  for (const name of SINCE) {
    const answer = yield withQuery(base, { [name]: late });
    if (holds(answer, column, time => compareTimes(time, late) >= 0)) return name;
  }
  return null;
}

const ends = (times: readonly string[]): (string | undefined)[] => {
  const sorted = times.toSorted(compareTimes);
  return [sorted[0], sorted.at(-1)];
};

function compareTimes(a: string, b: string): number {
  const [left, right] = [readMoment(a), readMoment(b)];
  return left && right ? compareMoments(left, right) : 0;
}

const holds = (answer: ProbePage | null, column: string, isWanted: (text: string) => boolean): boolean =>
  answer !== null && answer.rows.length > 0 && answer.rows.every(row => isWanted(String(row[column])));

const textsOf = (rows: readonly Row[], column: string): string[] => rows.map(row => String(row[column]));
