import { toProblem, type Problem } from '../../../src/model/problem.ts';
import type { Cell } from '../../../src/protocol/table.ts';
import { createPages, PAGE, type Pages } from './pages.ts';
import type { AskRows } from './state.ts';

/** What is in sight: where, which rows, and which columns. Those of `ahead` are asked for after them. */
export interface Wanted {
  readonly top: number;
  readonly left: number;
  readonly first: number;
  readonly end: number;
  readonly columns: readonly number[];
  readonly ahead: readonly number[];
}

/** What to draw: the place that is wanted, or until its cells are here the one before. */
export interface Drawable {
  readonly top: number;
  readonly left: number;
  cell(row: number, column: number): Cell | undefined;
  /** Why a cell could not be read. */
  problem(row: number, column: number): Problem | null;
  /** In the table. */
  number(row: number): number | undefined;
}

/** The cells of a table that the engine pages through: what is in sight is here, or on its way. */
export interface GridRows {
  /** Why the last question was not answered; nothing more is asked until `askAgain`. */
  readonly problem: Problem | null;
  /** Columns of which something could not be read so far, and why that was first. */
  readonly failed: ReadonlyMap<number, Problem>;
  drawable(): Drawable;
  /** All that is wanted, or it is known that it does not come. */
  isHere(): boolean;
  cell(row: number, column: number): Cell | undefined;
  number(row: number): number | undefined;
  need(wanted: Wanted): void;
  askAgain(): void;
}

/** Questions at a time. */
const AT_ONCE = 3;
/** At most, a question. */
const MOST_COLUMNS = 100;
/** How long the rows of before stand where others are wanted. After that, blanks at the right place are more honest. */
const PATIENCE_MS = 150;

export interface GridRowsOptions {
  readonly ask: AskRows;
  /** All there are. */
  readonly rows: number;
  /** Shown until the first ones are here: those of another query, or of the file before it changed. */
  readonly before?: Drawable | undefined;
  changed(): void;
}

export function createGridRows(options: GridRowsOptions): GridRows {
  const pages = createPages();
  const sight = createSight(pages, options);
  const asking = createAsking(pages, options, sight);
  return {
    get problem() {
      return asking.problem();
    },
    ...{ cell: pages.cell, number: pages.number, failed: pages.failed, drawable: sight.drawable },
    isHere: () => asking.problem() !== null || sight.isWhole(),
    need: next => {
      sight.want(next);
      asking.askOn();
    },
    askAgain: asking.askAgain,
  };
}

type Sight = ReturnType<typeof createSight>;

/** What is wanted now, and what is drawn until it is whole. */
function createSight(pages: Pages, { before, changed }: GridRowsOptions) {
  const patience = createPatience(changed);
  let wanted: Wanted | null = null;
  let whole = before;
  const at = ({ top, left }: Pick<Wanted, 'top' | 'left'>): Drawable => ({
    ...{ top, left, cell: pages.cell, problem: pages.problem, number: pages.number },
  });
  function settle(stand: Wanted): void {
    if (!isWhole(pages, stand)) return patience.wait();
    whole = at(stand);
    patience.rest();
  }
  return {
    settle,
    wanted: () => wanted,
    want: (next: Wanted): void => {
      wanted = next;
      settle(next);
    },
    isWhole: () => wanted !== null && isWhole(pages, wanted),
    drawable: (): Drawable => {
      if (wanted === null) return whole ?? at({ top: 0, left: 0 });
      return whole === undefined || patience.isOver() || isWhole(pages, wanted) ? at(wanted) : whole;
    },
  };
}

/** The questions: few at a time. */
function createAsking(pages: Pages, { ask, rows, changed }: GridRowsOptions, sight: Sight) {
  const asked = new Set<number>();
  let problem: Problem | null = null;

  /** Where the reader is now comes first: what was scrolled past on the way is not asked for any more. */
  function askOn(): void {
    const wanted = sight.wanted();
    if (problem !== null || wanted === null) return;
    for (const [page, columns] of questionsOf(wanted, rows)) {
      if (asked.size >= AT_ONCE) return;
      const missing = asked.has(page) ? [] : pages.missing(page, columns).slice(0, MOST_COLUMNS);
      if (missing.length > 0) void load(page, missing);
    }
  }

  async function load(page: number, columns: readonly number[]): Promise<void> {
    const stand = sight.wanted();
    asked.add(page);
    try {
      const slice = await ask({ columns, from: page * PAGE, count: Math.min(PAGE, rows - page * PAGE) });
      pages.put(page, columns, slice);
      if (stand !== null) sight.settle(stand);
    } catch (error) {
      problem = toProblem(error);
    }
    asked.delete(page);
    changed();
    askOn();
  }

  return {
    askOn,
    problem: () => problem,
    askAgain: () => {
      problem = null;
      askOn();
    },
  };
}

const isWhole = (pages: Pages, { first, end, columns }: Wanted): boolean => {
  const last = Math.floor(Math.max(first, end - 1) / PAGE);
  for (let page = Math.floor(first / PAGE); page <= last && end > first; page += 1)
    if (pages.missing(page, columns).length > 0) return false;
  return true;
};

/** What is in sight, by itself, since it is what the reader waits for; then the columns that are near, the page after and the one before. */
function* questionsOf({ first, end, columns, ahead }: Wanted, rows: number): Generator<[number, readonly number[]]> {
  const [from, to] = [Math.floor(first / PAGE), Math.floor(Math.max(first, end - 1) / PAGE)];
  const last = Math.ceil(rows / PAGE) - 1;
  const all = [...columns, ...ahead];
  for (const some of [columns, all]) for (let page = from; page <= Math.min(to, last); page += 1) yield [page, some];
  if (to + 1 <= last) yield [to + 1, all];
  if (from > 0 && from - 1 <= last) yield [from - 1, all];
}

function createPatience(changed: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isOver = false;
  const rest = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    isOver = false;
  };
  return {
    rest,
    isOver: () => isOver,
    wait: () => {
      timer ??= setTimeout(() => {
        isOver = true;
        changed();
      }, PATIENCE_MS);
    },
  };
}
