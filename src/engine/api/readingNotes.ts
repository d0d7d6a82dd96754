import { NOTHING_SEEN, type WatermarksSeen, type WatermarkValue } from '../../model/dataset/watermark.ts';
import type { TypedField } from '../../model/table/columnType.ts';
import type { Staging } from '../ports.ts';

/** What a reading knows beside its rows: kept with them, so that a resumed run goes on as if nothing had been. */
export interface ReadingNotes {
  /** Where the reading begins: a run that is resumed asks for the same. */
  readonly since: WatermarkValue | null;
  readonly before: WatermarkValue | null;
  /** Days that were done before this run, where these are left out. */
  readonly leftOut: readonly string[];
  readonly seen: WatermarksSeen;
  /** The `Date` of the first answer, RFC 3339. */
  readonly askedAt: string | null;
  /** The API's last token. */
  readonly cursor: string | null;
  readonly requests: number;
  /** `Dataset.writers` when the reading began; an earlier version noted none. */
  readonly writers?: number;
}

const NOTES = 'reading';
const TYPES = 'types';

export function readNotes(staging: Staging): ReadingNotes | null {
  const text = staging.note(NOTES);
  // SAFETY: only `writeNotes` writes this note, from a value of that type.
  return text === undefined ? null : (JSON.parse(text) as ReadingNotes);
}

export const writeNotes = (staging: Staging, notes: ReadingNotes): void =>
  staging.setNote(NOTES, JSON.stringify(notes));

export const newNotes = (
  from: Pick<ReadingNotes, 'since' | 'before' | 'leftOut' | 'writers' | 'requests'>,
): ReadingNotes => ({
  ...from,
  seen: NOTHING_SEEN,
  askedAt: null,
  cursor: null,
});

export function readTypes(staging: Staging): readonly TypedField[] {
  // SAFETY: only `writeTypes` writes this note, from a value of that type.
  return JSON.parse(staging.note(TYPES) ?? '[]') as TypedField[];
}

export const writeTypes = (staging: Staging, columns: readonly TypedField[]): void =>
  staging.setNote(TYPES, JSON.stringify(columns));
