import type { DeadLetterView } from '../../src/model/dataset/view.ts';
import type { Text } from '../../src/model/speech.ts';
import type { DeadLetterPage } from '../../src/protocol/datasets.ts';
import type { Boxed } from '../common/grid/boxed.ts';
import { createGridRows, type Drawable } from '../common/grid/rows.ts';
import type { AskRows, GridColumn } from '../common/grid/state.ts';
import { dayShort, whyText } from './words.ts';

/** As many as the host gives at a time. */
export const PAGE = 500;
/** Pages of letters that stay: a letter may hold a record of any size. */
const MOST_PAGES = 6;

/** Dead letters for the grid, of one reason or of all. */
export interface LetterRows extends Boxed {
  /** Whose words the cells are in. */
  readonly language: string;
  /** Undefined: it is not here, or no longer. */
  letterAt(row: number): DeadLetterView | undefined;
  /** Of a letter that was here once. */
  idAt(row: number): string | undefined;
  idsOf(from: number, count: number): Promise<readonly string[]>;
}

export interface LettersAsked {
  readonly text: Text;
  readonly first: DeadLetterPage;
  readonly before?: Drawable | undefined;
  ask(from: number): Promise<DeadLetterPage>;
  changed(): void;
}

export function letterRows({ text, first, before, ask, changed }: LettersAsked): LetterRows {
  const count = first.matching;
  const ids = new Map<number, string>();
  const here = new Map<number, readonly DeadLetterView[]>();
  const keep = (page: number, letters: readonly DeadLetterView[]) => {
    letters.forEach(({ id }, at) => ids.set(page * PAGE + at, id));
    here.delete(page);
    here.set(page, letters);
    const [oldest] = here.keys();
    if (here.size > MOST_PAGES && oldest !== undefined) here.delete(oldest);
    return letters;
  };
  keep(0, first.letters);
  const pageOf = async (page: number) => here.get(page) ?? keep(page, (await ask(page * PAGE)).letters);
  const read = async (from: number, many: number): Promise<readonly DeadLetterView[]> => {
    const found: DeadLetterView[] = [];
    for (let at = from; at < Math.min(count, from + many); at = (Math.floor(at / PAGE) + 1) * PAGE) {
      const letters = await pageOf(Math.floor(at / PAGE));
      found.push(...letters.slice(at % PAGE, Math.min(PAGE, (at % PAGE) + from + many - at)));
    }
    return found;
  };
  const slice: AskRows = async ({ columns, from, count: many }) => {
    const letters = await read(from, many);
    const cells = letters.map(letter => cellsOf(letter, text)).map(all => columns.map(at => all[at] ?? null));
    return { from, cells, numbers: letters.map((_, at) => from + at), failures: [] };
  };
  return {
    ...{ count, largest: count, hasChecks: true, language: text.language, columns: columnsOf(text), ask: slice },
    rows: createGridRows({ ask: slice, rows: count, before, changed }),
    letterAt: row => here.get(Math.floor(row / PAGE))?.[row % PAGE],
    idAt: row => ids.get(row),
    idsOf: async (from, many) => (await read(from, many)).map(({ id }) => id),
  };
}

export const [RECORD, STATE] = [1, 4];

/** rem: what most of them take. */
const WIDTHS = [
  ...[['reason', 'text', 38] as const, ['record', 'text', 40] as const, ['day', 'date', 9] as const],
  ...[['tries', 'number', 5] as const, ['state', 'text', 15] as const],
] as const;

const columnsOf = (text: Text): readonly GridColumn[] =>
  WIDTHS.map(([name, kind, letters]) => ({
    ...{ name: text.say(`dataset.col.${name}`), type: '', kind, isPartition: false, problem: null, letters },
  }));

const cellsOf = (letter: DeadLetterView, text: Text): readonly string[] => [
  whyText(letter.reason, text),
  oneLine(letter),
  letter.partitionDate === null ? '–' : dayShort(letter.partitionDate, text),
  text.number(letter.attempts),
  text.say(`dataset.letter.${letter.state}`),
];

/** A string in JSON holds no line break of its own. */
const oneLine = ({ record, url }: DeadLetterView): string =>
  record === null ? `GET ${pathOf(url)}` : record.replace(/\n\s*/g, ' ').slice(0, 200);

function pathOf(url: string | null): string {
  const parsed = url === null ? null : URL.parse(url);
  return parsed === null ? (url ?? '') : parsed.pathname + parsed.search;
}
