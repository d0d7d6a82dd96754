import type { Days } from '../dataset/stateFile.ts';
import { daysBetween } from '../dataset/days.ts';
import type { ApiIngestionInput } from '../generated/types.ts';
import { resolveApiInput, type ApiSettings } from './settings.ts';
import type { Reason } from '../problem.ts';

export const BACKFILL_MODES = ['missing', 'failed', 'all'] as const;
export type BackfillMode = (typeof BACKFILL_MODES)[number];

export interface BackfillOptions {
  readonly mode: BackfillMode;
  /** The last day first. */
  readonly backwards: boolean;
  /** Days that are read at once. */
  readonly maxParallel: number;
  /** YYYY-MM-DD: of the range these alone; absent: all. */
  readonly dates?: readonly string[];
}

export type DayState = 'done' | 'missing' | 'failed';

/** What a dataset knows of its days. */
export interface KnownDays {
  /** That have their `_SUCCESS`. */
  readonly done: ReadonlySet<string>;
  readonly entries: Days;
  /** The file of a day that has one. */
  readonly files: ReadonlyMap<string, string>;
  /** In the time zone of the dataset: a later day has not come yet. */
  readonly today: string;
}

/** A day of the range as it stands; `isPlanned`: it is to be ingested. */
export interface PlannedDay {
  readonly date: string;
  readonly state: DayState;
  readonly rows: number | null;
  readonly file: string | null;
  /** A code. */
  readonly error: string | null;
  readonly isPlanned: boolean;
}

/** Every day of the range, in the order of the days. One that has not come yet is missing, and not planned. */
export function planDays(
  { startDate, endDate }: Pick<ApiSettings, 'startDate' | 'endDate'>,
  { mode, dates }: Pick<BackfillOptions, 'mode' | 'dates'>,
  known: KnownDays,
): PlannedDay[] {
  const chosen = dates && new Set(dates);
  return daysBetween(startDate, endDate).map(date => {
    const entry = known.entries[date];
    const state = stateOf(date, known);
    const isAsked = mode === 'all' || (mode === 'failed' ? state === 'failed' : state !== 'done');
    return {
      date,
      state,
      rows: entry?.rows ?? null,
      file: known.files.get(date) ?? null,
      error: state === 'failed' ? (entry?.error ?? null) : null,
      isPlanned: isAsked && date <= known.today && (chosen?.has(date) ?? true),
    };
  });
}

/** A day that failed is failed, whatever stands there from before; else the files tell, not the list. */
function stateOf(date: string, { done, entries }: KnownDays): DayState {
  if (entries[date]?.status === 'failed') return 'failed';
  return done.has(date) ? 'done' : 'missing';
}

/** What one child ingests: a day, or days in a row. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/**
 * A day each where the API can be asked for one; else days in a row together, because each child reads the whole list.
 */
export function planRanges(
  days: readonly string[],
  { startParam }: Pick<ApiSettings, 'startParam'>,
  backwards: boolean,
): DayRange[] {
  const ranges: DayRange[] = [];
  for (const date of days) {
    const last = ranges.at(-1);
    const isNext = startParam === null && last !== undefined && daysBetween(last.last, date).length === 2;
    if (isNext) ranges[ranges.length - 1] = { first: last.first, last: date };
    else ranges.push({ first: date, last: date });
  }
  return backwards ? ranges.reverse() : ranges;
}

/**
 * The input as a backfill takes it: days are read whole, and no watermark is asked for or moved; its column still tells
 * which of two rows is newer. So the configuration of a daily load serves here as it is.
 */
export function wholeDays(input: ApiIngestionInput): ApiIngestionInput {
  const asked = { ...input, full_refresh: null, skip_existing: null };
  return {
    ...asked,
    watermark: 'none',
    watermark_column: resolveApiInput(asked).watermarkColumn,
    watermark_param: null,
    overlap: null,
    // Without a watermark nothing tells which rows are new; merging doubles none.
    write: input.write === 'append' ? 'merge' : (input.write ?? null),
  };
}

/** Null when the days can be told apart; else every day would hold the whole list. */
export const refuseBackfill = ({ startParam, dateColumn }: ApiSettings): Reason | null =>
  startParam === null && dateColumn === null ? { code: 'backfill_needs_day', params: {} } : null;
