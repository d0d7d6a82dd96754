import type { ColumnType } from '../table/columnType.ts';
import type { Value } from '../table/value.ts';
import type { Shape } from './shapes.ts';

/** What was seen of a column. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  /** Rows of files that lack the column are among them. */
  readonly nulls: number;
  /** Of numbers and moments that are not null; else null. */
  readonly min: Value | null;
  readonly max: Value | null;
  /** All the different ones where they are few, sorted; null: more than `FEW`, or nobody looked. */
  readonly values: readonly Value[] | null;
  /** No value stands twice; null: nobody looked. */
  readonly isUnique: boolean | null;
  /** That all texts have; null: none, or no text. */
  readonly shape: Shape | null;
  /** Of texts, in code points. */
  readonly lengths: { readonly min: number; readonly max: number } | null;
  /** Every file has it. */
  readonly isEverywhere: boolean;
}

export interface DataProfile {
  readonly rows: number;
  readonly files: number;
  readonly columns: readonly ColumnProfile[];
  /** Columns of which two files have types that no rule can treat as one. */
  readonly conflicts: readonly { readonly name: string; readonly type: string; readonly otherType: string }[];
}

/** A list of allowed values that a person still reads. */
export const FEW = 12;

/** A name that a key has: `id`, `user_id`, `userId`, `uuid`. */
export const isKeyName = (name: string): boolean =>
  /(?:^|[_. -])(?:id|key|uuid|guid)$/i.test(name) || /[a-z](?:Id|ID|Key|Uuid)$/.test(name);
