import { toProblem, type Problem } from '../../src/model/problem.ts';
import type { CleaningRow, CleaningRows } from '../../src/protocol/cleaning.ts';

/** The rows under one filter: those in sight are here, or on their way. */
export interface Rows {
  readonly total: number | null;
  readonly problem: Problem | null;
  at(place: number): CleaningRow | undefined;
  need(first: number, last: number): void;
  /** Of those that are here. */
  placeOf(block: number): number | null;
}

const PAGE = 200;

export function createRows(ask: (from: number, count: number) => Promise<CleaningRows>, changed: () => void): Rows {
  const pages = new Map<number, readonly CleaningRow[]>();
  const asked = new Set<number>();
  let total: number | null = null;
  let problem: Problem | null = null;

  async function load(page: number): Promise<void> {
    asked.add(page);
    try {
      const told = await ask(page * PAGE, PAGE);
      total = told.total;
      pages.set(page, told.rows);
    } catch (error) {
      problem = toProblem(error);
    }
    changed();
  }

  return {
    get total() {
      return total;
    },
    get problem() {
      return problem;
    },
    at: place => pages.get(Math.floor(place / PAGE))?.[place % PAGE],
    need(first, last) {
      const end = total === null ? 1 : Math.ceil(Math.max(1, Math.min(last, total)) / PAGE);
      for (let page = Math.max(0, Math.floor(first / PAGE)); page < end; page++)
        if (!asked.has(page) && problem === null) void load(page);
    },
    placeOf(block) {
      for (const [page, rows] of pages) {
        const found = rows.findIndex(({ at }) => at === block);
        if (found >= 0) return page * PAGE + found;
      }
      return null;
    },
  };
}
