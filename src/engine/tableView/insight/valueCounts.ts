import { hash128 } from '../../quality/hash128.ts';
import { createDistinctEstimate, type DistinctEstimate } from './distinctEstimate.ts';

/** Different values in memory: 48 to 96 bytes each. Ids of a table of a million rows are counted exactly. */
const BUDGET = 2_000_000;
const FIRST_SLOTS = 4096;
const WORDS = 4;

/** How often each value comes. Of a key 128 bits are kept, as in `hashSet`. */
export interface ValueCounts {
  /** A key's first `count` words, a multiple of four, and the row where it stands. */
  add(words: Uint32Array, count: number, row: number): void;
  distinct(): { readonly count: number; readonly isExact: boolean };
  /**
   * The most frequent, at most so many, the first that came before others that are as frequent. Once there were more
   * values than the budget their counts are too small: they are candidates.
   */
  most(count: number): readonly Counted[];
}

export interface Counted {
  readonly row: number;
  readonly count: number;
}

/** @param budget beyond it the rarest are forgotten (lossy counting: Manku, Motwani 2002), and their number is estimated */
export function createValueCounts(budget = BUDGET): ValueCounts {
  let table = emptyTable(FIRST_SLOTS);
  let estimate: DistinctEstimate | undefined;
  const hash = new Uint32Array(WORDS);
  const makeRoom = (): void => {
    if (table.used < budget) return void (table = copied(table, table.counts.length * 2, 0));
    estimate ??= estimateOf(table);
    for (let least = 1; table.used >= budget / 2; least *= 2) table = copied(table, table.counts.length, least);
  };
  return {
    add(words, count, row) {
      hash128(words, count, hash);
      estimate?.add(hash[2] ?? 0, hash[3] ?? 0);
      const at = slotOf(table, hash, 0);
      if (table.counts[at] === 0) put(table, at, { hash, from: 0, row, count: 1 });
      else table.counts[at] = (table.counts[at] ?? 0) + 1;
      if (table.used * 2 > table.counts.length || table.used >= budget) makeRoom();
    },
    distinct: () => (estimate ? { count: estimate.count(), isExact: false } : { count: table.used, isExact: true }),
    most: count => mostIn(table, count),
  };
}

interface Table {
  readonly hashes: Uint32Array;
  /** 0: the slot is empty. */
  readonly counts: Uint32Array;
  readonly rows: Uint32Array;
  used: number;
}

const emptyTable = (slots: number): Table => ({
  hashes: new Uint32Array(slots * WORDS),
  counts: new Uint32Array(slots),
  rows: new Uint32Array(slots),
  used: 0,
});

function slotOf({ hashes, counts }: Table, hash: Uint32Array, from: number): number {
  const mask = counts.length - 1;
  let at = (hash[from] ?? 0) & mask;
  while (counts[at] !== 0) {
    const there = at * WORDS;
    let word = 0;
    while (word < WORDS && hashes[there + word] === hash[from + word]) word += 1;
    if (word === WORDS) return at;
    at = (at + 1) & mask;
  }
  return at;
}

interface Entry {
  readonly hash: Uint32Array;
  readonly from: number;
  readonly row: number;
  readonly count: number;
}

function put(table: Table, at: number, { hash, from, row, count }: Entry): void {
  for (let word = 0; word < WORDS; word++) table.hashes[at * WORDS + word] = hash[from + word] ?? 0;
  table.counts[at] = count;
  table.rows[at] = row;
  table.used += 1;
}

/** Without those that came so seldom. */
function copied(table: Table, slots: number, seldom: number): Table {
  const { hashes: hash, counts, rows } = table;
  const larger = emptyTable(slots);
  for (const [at, count] of counts.entries()) {
    if (count <= seldom) continue;
    put(larger, slotOf(larger, hash, at * WORDS), { hash, from: at * WORDS, row: rows[at] ?? 0, count });
  }
  return larger;
}

function estimateOf({ hashes, counts }: Table): DistinctEstimate {
  const estimate = createDistinctEstimate();
  for (const [at, count] of counts.entries())
    if (count > 0) estimate.add(hashes[at * WORDS + 2] ?? 0, hashes[at * WORDS + 3] ?? 0);
  return estimate;
}

function mostIn({ counts, rows }: Table, most: number): readonly Counted[] {
  const found: Counted[] = [];
  for (const [at, count] of counts.entries()) {
    const [row, last] = [rows[at] ?? 0, found.at(-1)];
    if (count < 2 || (found.length === most && last && !isBefore({ row, count }, last))) continue;
    const place = found.findIndex(one => isBefore({ row, count }, one));
    found.splice(place < 0 ? found.length : place, 0, { row, count });
    if (found.length > most) found.pop();
  }
  return found;
}

const isBefore = (a: Counted, b: Counted): boolean => a.count > b.count || (a.count === b.count && a.row < b.row);
