import type { KeptRow, StagedPage, StagedRow } from '../../model/api/staged.ts';

/**
 * Where the rows of one API run wait between their pages and their partitions, out of memory. One writer. What was not
 * committed is gone after a crash. Throws config `staging_unwritable`, `disk_full`; data `staging_damaged`.
 */
export interface Staging {
  /** A row whose key is there takes its place, unless it is older; it keeps the place in the order of arrival. */
  addPage(page: Omit<StagedPage, 'added' | 'deadLetters'>, rows: readonly StagedRow[]): AddedPage;
  /** As if nothing had ever been added; the next commit makes it last. */
  clear(): void;
  /** What was added so far is on the disk when it returns. */
  commit(): void;
  /** Those from this number on, in their order. */
  pages(from: number): readonly StagedPage[];
  /** What was asked when a page came, without secrets; null: it came of no page. */
  uriOf(page: number): string | null;
  hasAsked(next: string): boolean;
  has(key: string): boolean;
  row(key: string): KeptRow | undefined;
  /** Days and their rows, in the order of the days; dead letters are in none. */
  partitions(): readonly { readonly partitionDate: string; readonly rows: number }[];
  /** The rows of a day in the order of their arrival, some thousand at a time; null: the dead letters. */
  rows(partitionDate: string | null): Iterable<readonly KeptRow[]>;
  /** Small texts that the next commit keeps. */
  note(name: string): string | undefined;
  setNote(name: string, text: string): void;
  close(): void;
}

export interface AddedPage {
  readonly page: StagedPage;
  /** Those whose key came for the first time, in their order. */
  readonly fresh: readonly StagedRow[];
  /** A row that says something else took the place of another one. */
  readonly hasReplaced: boolean;
}

export interface StagingStore {
  /** Made when it is not there yet. */
  open(runId: string): Staging;
  has(runId: string): boolean;
  remove(runId: string): void;
}
