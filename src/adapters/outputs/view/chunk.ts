import type { OpenFile } from '../openFiles.ts';
import type { SeenColumn } from '../parquetTypes.ts';
import type { Leaf } from './leaves.ts';
import type { ChunkPages } from './pagePlaces.ts';

/** A column of a row group. */
export interface ColumnOf {
  readonly file: OpenFile;
  readonly group: number;
  readonly column: number;
  readonly seen: SeenColumn;
}

/** What is known of it. */
export interface Chunk extends ColumnOf {
  readonly key: string;
  readonly rows: number;
  readonly leaves: readonly Leaf[];
  /** By leaf. */
  readonly pages: readonly ChunkPages[];
}
