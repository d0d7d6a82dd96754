import type { OutputPlace, TableOptions } from '../../engine/ports.ts';
import type { Problem } from '../../model/problem.ts';

export type TableRequest =
  | { readonly open: { readonly place: OutputPlace; readonly options: TableOptions } }
  /** A JSON list of rows. */
  | { readonly append: string }
  | { readonly end: 'publish' | 'discard' };

/** What is asked of who writes for `createTableWriting`, in a thread or not; each is answered, in their order. */
export type WriteRequest = { readonly table: number } & TableRequest;

export type PerformWrite = (request: WriteRequest) => Promise<Published | null>;

export type WriteAnswer = { readonly value: Published | null } | { readonly problem: Problem };

export interface Published {
  readonly bytes: number;
  readonly sha256: string;
}
