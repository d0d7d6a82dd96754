import type { OutputPlace, TableOptions } from '../../engine/ports.ts';
import type { Problem } from '../../model/problem.ts';

/** What the thread of `createTableWriting` is asked; it answers each, in their order. */
export type WriteRequest = { readonly table: number } & (
  | { readonly open: { readonly place: OutputPlace; readonly options: TableOptions } }
  /** A JSON list of rows. */
  | { readonly append: string }
  | { readonly end: 'publish' | 'discard' }
);

export type WriteAnswer = { readonly value: Published | null } | { readonly problem: Problem };

export interface Published {
  readonly bytes: number;
  readonly sha256: string;
}
