import type { LastVerdict } from '../quality/lastVerdict.ts';
import type { CalendarDay } from './calendar.ts';
import type { SchemaChangeView } from './compareSchemas.ts';
import type { DatasetView } from './view.ts';
import type { WatermarkValue } from './watermark.ts';

/** A dataset with all of its days, as its page shows it. */
export interface DatasetLook extends Omit<DatasetView, 'config' | 'watermarks' | 'dates'> {
  readonly timeZone: string;
  /** YYYY-MM-DD, in that zone. */
  readonly today: string;
  readonly watermarks: readonly (DatasetView['watermarks'][number] & {
    /** What it was before; null: not known. */
    readonly before: WatermarkValue | null;
  })[];
  /** In their order; only those of which something is known. */
  readonly days: readonly CalendarDay[];
  /** Tables, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** When a day was last written, RFC 3339; null: not known. */
  readonly loadedAt: string | null;
}

/** One day, in full. */
export interface DayLook {
  readonly date: string;
  readonly rows: number | null;
  /** The table's name in the dataset; null when the day has none. */
  readonly file: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** RFC 3339. */
  readonly writtenAt: string | null;
  /** The run that wrote it, or failed to. */
  readonly run: string | null;
  /** `_SUCCESS` is there, and says what is there. */
  readonly isWhole: boolean;
  /** A code. */
  readonly error: string | null;
  readonly verdict: LastVerdict | null;
  /** In what its table differs from the newest day's; null: one of both could not be read, or is not there. */
  readonly schema: { readonly newest: string; readonly changes: readonly SchemaChangeView[] } | null;
}
