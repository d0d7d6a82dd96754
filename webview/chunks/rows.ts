import { toProblem, type Problem } from '../../src/model/problem.ts';
import type { ChunkPage, ChunkRow } from '../../src/model/chunkView.ts';

/** The rows of a list that the engine pages through: what is in sight is here, or on its way. */
export interface Rows {
  /** null until the first answer. */
  readonly total: number | null;
  /** Why the last question was not answered; nothing more is asked until `askAnew`. */
  readonly problem: Problem | null;
  at(place: number): ChunkRow | undefined;
  /** The first row of those to draw: the ones in sight, or until they are here the ones that came last. */
  drawable(first: number, last: number): number;
  /** Asks for what is missing between two places. */
  need(first: number, last: number): void;
  /** The index was written, or answers again: what is here is shown until what replaces it comes. */
  askAnew(): void;
}

/** Rows a question; questions at a time; pages that are kept (some 5 MB of text). */
const [PAGE, AT_ONCE, KEPT] = [100, 3, 60];

type Ask = (from: number, count: number) => Promise<ChunkPage>;

export function createRows(ask: Ask, changed: () => void): Rows {
  const pages = createPages();
  const asked = new Set<number>();
  let total: number | null = null;
  let problem: Problem | null = null;
  let wanted: [first: number, last: number] = [0, 0];
  let [age, whole] = [0, 0];

  const isHere = (first: number, last: number): boolean =>
    range(first, Math.min(last, total ?? 0) - 1).every(place => pages.at(place) !== undefined);

  /** Where the list stands now comes first: what was scrolled past on the way is not asked for any more. */
  function askOn(): void {
    if (problem !== null) return;
    for (const page of pagesAround(wanted)) {
      if (asked.size >= AT_ONCE) return;
      const isThere = page >= 0 && (total === null || page * PAGE < Math.max(1, total));
      if (isThere && !pages.isFresh(page) && !asked.has(page)) void load(page);
    }
  }

  async function load(page: number): Promise<void> {
    const [born, stand] = [age, wanted];
    asked.add(page);
    try {
      const told = await ask(page * PAGE, PAGE);
      if (born === age) {
        total = told.total;
        pages.put(page, told.rows);
        if (isHere(...stand)) [whole] = stand;
      }
    } catch (error) {
      if (born === age) problem = toProblem(error);
    }
    asked.delete(page);
    changed();
    askOn();
  }

  function askAnew(): void {
    problem = null;
    age += 1;
    pages.doubt();
    askOn();
  }

  return {
    get total() {
      return total;
    },
    get problem() {
      return problem;
    },
    at: pages.at,
    drawable: (first, last) => (isHere(first, last) ? first : whole),
    need: (first, last) => {
      wanted = [first, last];
      askOn();
    },
    askAnew,
  };
}

/** The pages that are here; the oldest one goes when there are too many. */
function createPages() {
  const pages = new Map<number, readonly ChunkRow[]>();
  const fresh = new Set<number>();
  return {
    at: (place: number) => pages.get(Math.floor(place / PAGE))?.[place % PAGE],
    isFresh: (page: number) => fresh.has(page),
    doubt: () => fresh.clear(),
    put(page: number, rows: readonly ChunkRow[]): void {
      pages.delete(page);
      pages.set(page, rows);
      fresh.add(page);
      const [oldest] = pages.keys();
      if (pages.size <= KEPT || oldest === undefined) return;
      pages.delete(oldest);
      fresh.delete(oldest);
    },
  };
}

/** Those in sight, then the one after and the one before. */
function pagesAround([from, to]: readonly [first: number, last: number]): number[] {
  const [first, last] = [Math.floor(from / PAGE), Math.floor(Math.max(from, to - 1) / PAGE)];
  return [...range(first, last), last + 1, first - 1];
}

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
