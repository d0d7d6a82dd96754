import type { Problem, Reason } from '../problem.ts';
import type { LastVerdict } from '../quality/lastVerdict.ts';
import type { Verdict } from '../quality/report.ts';
import type { WatermarkEntry } from './stateFile.ts';
import type { Watermark } from '../api/load.ts';
import type { LetterState } from './letterState.ts';

/** A dataset as lists show it: what stands in its folder now. */
export interface DatasetView {
  /** Absolute. */
  readonly folder: string;
  readonly baseUrl: string;
  readonly primaryKey: readonly string[];
  readonly dateColumn: string | null;
  /** Without the three that every dataset has. */
  readonly columns: number;
  readonly watermarks: readonly (WatermarkEntry & { readonly kind: Watermark })[];
  /** Days that have a folder, in their order. */
  readonly dates: readonly string[];
  readonly deadLetters: number;
  /** The configuration that writes it, absolute; null when none of those that are known does. */
  readonly config: string | null;
  /** The worst of its days' verdicts; null: none was validated as it stands. */
  readonly verdict: Verdict | null;
  /** What keeps a part of it from being read: it is shown with the rest. */
  readonly problem: Problem | null;
}

/** A day of a dataset. */
export interface PartitionView {
  readonly date: string;
  /** `done` has its `_SUCCESS`; a `failed` one may hold what was there before. */
  readonly state: 'done' | 'unfinished' | 'failed';
  /** Null: not known. */
  readonly rows: number | null;
  /** The table's name in the dataset; null when the day has none. */
  readonly file: string | null;
  readonly bytes: number | null;
  /** The run that wrote it, or failed to. */
  readonly run: string | null;
  /** A code. */
  readonly error: string | null;
  /** Of the last validation; null: it was not validated as it stands. */
  readonly verdict: LastVerdict | null;
}

/** What could not be ingested, for a person. */
export interface DeadLetterView {
  readonly id: string;
  readonly reason: Reason;
  readonly partitionDate: string | null;
  /** Indented JSON; null where only the request is known. */
  readonly record: string | null;
  /** UTF-16 units of the whole, where `record` is only its beginning. */
  readonly recordLength?: number;
  readonly url: string | null;
  /** RFC 3339. */
  readonly firstSeen: string;
  readonly attempts: number;
  readonly state: LetterState;
}

/** So many fit on a screen; a few more are not worth a click. */
const SHOWN = 14;
const TOLERATED = 31;

/** Newest first: the last days as they are, and where they are many the rest by month (`2026-03`). */
export function groupDays(dates: readonly string[]): {
  readonly newest: readonly string[];
  readonly months: readonly string[];
} {
  const sorted = dates.toSorted().reverse();
  if (sorted.length <= TOLERATED) return { newest: sorted, months: [] };
  const older = sorted.slice(SHOWN);
  return { newest: sorted.slice(0, SHOWN), months: [...new Set(older.map(monthOf))] };
}

/** Those of a month that are not among the newest, newest first. */
export function daysOfMonth(dates: readonly string[], month: string): readonly string[] {
  const { newest } = groupDays(dates);
  return dates.filter(date => monthOf(date) === month && !newest.includes(date)).toReversed();
}

const monthOf = (date: string): string => date.slice(0, 7);
