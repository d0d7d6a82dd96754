import type { Expectation } from './expectedIndex.ts';

/** A Source as an index has it. */
export interface IndexRows {
  readonly uri: string;
  /** The activity key, perhaps with what a rebuild or a refusal adds behind a blank. */
  readonly key: string;
  readonly chunks: number;
}

export type MissingReason = 'not_in_index' | 'fewer_chunks';
export type OrphanReason = 'source_unknown' | 'nothing_to_index' | 'page_gone' | 'alias';
export type StaleReason = 'chunks_newer' | 'indexed_otherwise';

interface Finding<Reason> {
  readonly uri: string;
  readonly reason: Reason;
  /** Chunks that the index has of it. */
  readonly chunks: number;
}

/** Where an index is not what the runs made. */
export interface IndexDifference {
  readonly missing: readonly Finding<MissingReason>[];
  readonly orphaned: readonly Finding<OrphanReason>[];
  readonly stale: readonly Finding<StaleReason>[];
}

export interface Compared {
  readonly expected: ReadonlyMap<string, Expectation>;
  readonly rows: readonly IndexRows[];
  /** Of rows that nothing is expected of: somebody remembers the Source all the same. */
  isKnown(row: IndexRows): boolean;
  /** What the activity of this key read, when a run tells. */
  inputOf(key: string): string | undefined;
}

/** The activity key that rows were made under. */
export const activityKeyOf = (key: string): string => key.split(' ', 1)[0] ?? '';

/** How many chunks a model refused when they were made. */
const refusedIn = (key: string): number =>
  [...key.matchAll(/ without (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);

/** Each Source is in one list at most. */
export function compareIndex(compared: Compared): IndexDifference {
  const missing: Finding<MissingReason>[] = [];
  const orphaned: Finding<OrphanReason>[] = [];
  const stale: Finding<StaleReason>[] = [];
  const there = new Map(compared.rows.map(row => [row.uri, row]));
  for (const [uri, expectation] of compared.expected) {
    if (expectation.kind === 'rows' && expectation.wasIndexed && !there.get(uri)?.chunks)
      missing.push({ uri, reason: 'not_in_index', chunks: 0 });
  }
  for (const row of compared.rows) {
    const { uri, key, chunks } = row;
    const expectation = compared.expected.get(uri);
    if (expectation?.kind === 'none') orphaned.push({ uri, reason: expectation.reason, chunks });
    else if (expectation === undefined) {
      if (!compared.isKnown(row)) orphaned.push({ uri, reason: 'source_unknown', chunks });
    } else if (chunks > 0) {
      const own = activityKeyOf(key);
      if (expectation.key !== own) {
        const reason = compared.inputOf(own) === expectation.input ? 'indexed_otherwise' : 'chunks_newer';
        stale.push({ uri, reason, chunks });
      } else if (chunks + refusedIn(key) < (expectation.chunks ?? 0))
        missing.push({ uri, reason: 'fewer_chunks', chunks });
    }
  }
  return { missing, orphaned, stale };
}
