import type { Problem } from '../../src/model/problem.ts';
import type {
  ChunkLayout,
  ColumnInsight,
  CopyForm,
  FileLayout,
  Found,
  TableExportFormat,
  TableHead,
  TableQuery,
} from '../../src/protocol/table.ts';
import type { Sight } from '../common/sight.ts';
import { WAITING, type Loaded } from '../common/states.ts';

/**
 * What the parts of the page hold for themselves. Each part's drawing and acts are in the file of its name; its state is
 * here, because the page's state is made of it.
 */

/** The tab on the schema. */
export interface SchemaState {
  /** Those of the row groups, too. */
  readonly footers: Footers;
  readonly search: string;
  /** Rows of the tree that are drawn. */
  readonly limit: number;
}

/** What was asked of the footers of the table's files; another head is another file on the disk, and asks anew. */
export interface Footers {
  of: TableHead | null;
  /** Which of the files the tabs are about; by its name, too: in a folder that has grown it stands elsewhere. */
  file: number;
  name: string | null;
  readonly layouts: Map<string, Loaded<FileLayout>>;
  readonly chunks: Map<string, Loaded<readonly ChunkLayout[]>>;
}

/** The tab on the row groups. */
export interface GroupsState {
  /** The picked one, by its place in the file. */
  readonly group: number;
  readonly sight: Sight;
  /** Column chunks: as the file has them, or the largest first. */
  readonly isLargestFirst: boolean;
  /** Column chunks that are drawn. */
  readonly limit: number;
}

/** The panel on the active cell's column. */
export interface InsightState {
  /** Of what; null: nothing was asked. Told apart by identity: another head is another file, another query other rows. */
  readonly of: { readonly head: TableHead; readonly query: TableQuery; readonly column: number } | null;
  readonly found: Loaded<ColumnInsight> | { readonly state: 'stopped' };
}

/** Of a nested value: what the reader has folded, by the places on the way to it, and how much of each is drawn. */
export type Folds = Map<string, { readonly isOpen: boolean; readonly limit: number }>;

/** The find bar. */
export interface FinderState {
  readonly isOpen: boolean;
  readonly text: string;
  /** What was looked for last. */
  readonly asked: string;
  /** It takes long enough to be shown. */
  readonly isLong: boolean;
  readonly met: FindMet | null;
}

export type FindMet =
  | { readonly state: 'found'; readonly place: Found; readonly isWrapped: boolean; readonly isBackwards: boolean }
  | { readonly state: 'nowhere' | 'stopped' }
  | { readonly state: 'failed'; readonly problem: Problem };

/** What can be copied at once. */
export const COPIED = ['cell', 'row', 'column', 'selection', 'page', 'all'] as const;
export type Copied = (typeof COPIED)[number];

/** Copying and exporting: what was chosen, and what the last one met. */
export interface OutState {
  readonly part: Copied;
  readonly form: CopyForm;
  readonly hasHeader: boolean;
  readonly format: TableExportFormat;
  /** Columns: those that are shown; else all of them. */
  readonly isShownOnly: boolean;
  readonly met: OutMet | null;
}

export type OutMet =
  { readonly state: 'said'; readonly sentence: string } | { readonly state: 'failed'; readonly problem: Problem };

/** A table of thousands of rows takes a second to draw; more are drawn when they are asked for. */
export const FIRST_DRAWN = 200;

export const newSchema = (name: string | null = null): SchemaState => {
  const footers: Footers = { of: null, file: 0, name, layouts: new Map(), chunks: new Map() };
  return { footers, search: '', limit: FIRST_DRAWN };
};
export const newGroups = (): GroupsState => {
  return { group: 0, sight: { top: 0, height: 0 }, isLargestFirst: false, limit: FIRST_DRAWN };
};
export const newInsight = (): InsightState => ({ of: null, found: WAITING });
export const newFinder = (): FinderState => ({ isOpen: false, text: '', asked: '', isLong: false, met: null });
export const newOut = (): OutState => {
  return { part: 'selection', form: 'tsv', hasHeader: true, format: 'csv', isShownOnly: true, met: null };
};
