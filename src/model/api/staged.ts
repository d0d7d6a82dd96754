import type { Reason } from '../problem.ts';
import type { PageMark } from './pagination.ts';

/** A row between its page and its partition. */
export interface StagedRow {
  /** What tells it from every other row of the run. */
  readonly key: string;
  /** YYYY-MM-DD; null: it goes to the dead letters when it has a reason, else nowhere: its key alone is remembered. */
  readonly partitionDate: string | null;
  /** Which of two rows of one key is newer, as `compareOrder` tells; null: the one that came later. */
  readonly order: string | null;
  /** The row as JSON text, every digit kept. */
  readonly json: string;
  /** Why it goes to the dead letters. */
  readonly reason: Reason | null;
}

/** A row that is staged. */
export interface KeptRow extends StagedRow {
  /** Its place in the order of arrival, from 1 up; gaps are allowed. */
  readonly seq: number;
  /** The number of the page that brought it. */
  readonly page: number;
}

/** A page whose rows are staged, and where the reading stood after it. */
export interface StagedPage {
  /** 1, 2, 3 … in the order of the reading. */
  readonly number: number;
  /** What was asked, without secrets. */
  readonly uri: string;
  /** The cursor or link that the answer gave. */
  readonly next: string | null;
  /** Where the reading goes on; null: this was the last page. */
  readonly mark: PageMark | null;
  readonly rows: number;
  /** Rows whose key came for the first time. */
  readonly added: number;
  /** Of these, the ones that cannot be ingested. */
  readonly deadLetters: number;
  readonly bytes: number;
  /** The attempt that brought it. */
  readonly attempt: number;
  readonly warning: Reason | null;
}
