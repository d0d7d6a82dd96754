import type { DatasetSettings } from '../../model/dataset/settings.ts';
import type { Clock, DatasetFolder, Hash, Tables } from '../ports.ts';
import type { DatasetIdentity } from '../../model/dataset/stateFile.ts';
import type { DeadLetterFile } from './deadLetterFile.ts';
import type { HeldRows } from './heldRows.ts';
import type { Row } from '../../model/table/value.ts';

export interface DatasetPorts {
  readonly folder: DatasetFolder;
  readonly tables: Tables;
  readonly hash: Hash;
  readonly clock: Clock;
}

export interface DatasetRun {
  readonly id: string;
  /** When it began: `_ingested_at` of all that it writes, so that doing it again gives the same. */
  readonly startedAt: Date;
  /** The backfill whose part it is: its parts write days of their own, and are one writer. */
  readonly backfill?: string;
  /** Of dead letters: a row that is newer by its watermark stays, and no day is done by it. */
  readonly isReplay?: true;
  /** Ids of quarantined rows that are let in as they are: somebody has named them. */
  readonly released?: ReadonlySet<string>;
}

/** What all parts of a dataset's writing share, as long as its lock is held. */
export interface DatasetWriting {
  readonly ports: DatasetPorts;
  readonly settings: DatasetSettings;
  readonly run: DatasetRun;
  /** Of the last complete run; null before the first. */
  readonly identity: DatasetIdentity | null;
  readonly deadLetters: DeadLetterFile;
  /** Rows in quarantine, read when they are first asked for. */
  held(): Promise<HeldRows>;
  /** The key of a row as it stands in a table. */
  keyOf(row: Row): string | undefined;
  /** Before the first table: whose rows these are, and which run writes. Once. */
  begin(): Promise<void>;
}
