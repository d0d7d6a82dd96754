import type { CleaningBlock, CleaningTotals } from '../../src/model/cleaning.ts';
import type { Text } from '../../src/model/speech.ts';
import type {
  CleaningEffect,
  CleaningFilter,
  CleaningForm,
  CleaningPassage,
  CleaningView,
} from '../../src/protocol/cleaning.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { Sight } from '../common/sight.ts';
import type { Loaded } from '../common/states.ts';
import type { Rows } from './rows.ts';

export type Tab = 'page' | 'run';

export interface State {
  view: Loaded<CleaningView>;
  tab: Tab;
  filter: CleaningFilter;
  rows: Rows | null;
  /** Place in the filtered list; null: the picked block is not in it, or not found yet. */
  place: number | null;
  picked: number | null;
  /** The block under the pointer, on either side. */
  hovered: number | null;
  block: Loaded<CleaningBlock> | null;
  passage: Loaded<CleaningPassage> | null;
  isFixOpen: boolean;
  /** With the selector kept; with the whole page. */
  effects: { readonly keep: Loaded<CleaningEffect>; readonly whole: Loaded<CleaningEffect> } | null;
  totals: Loaded<CleaningTotals> | null;
  progress: { readonly done: number; readonly total: number } | null;
  /** What a button did, when it failed. */
  acted: Loaded<unknown> | null;
  sight: Sight;
  readonly rowHeight: number;
}

/** What a click means. */
export interface Acts {
  readonly text: Text;
  reload(): void;
  stop(): void;
  show(tab: Tab): void;
  filter(filter: CleaningFilter): void;
  /** A row of the list. */
  pickRow(place: number): void;
  /** A block, wherever it was clicked. */
  pickBlock(at: number): void;
  hover(at: number | null): void;
  seen(sight: Sight): void;
  /** Other pieces of the Markdown: those before, those after. */
  turn(step: -1 | 1): void;
  toggleFix(): void;
  runWith(keep: string | null): void;
  copySetting(keep: string | null): void;
  openInput(): void;
  openHtml(): void;
  openMarkdown(): void;
  compare(): void;
  openPrices(what: 'table' | 'setting'): void;
  copyTable(form: CleaningForm): void;
  saveTable(form: CleaningForm): void;
  copyTotals(form: CleaningForm): void;
  showPage(uri: string): void;
  runSource(): void;
}

export interface Screen {
  readonly state: State;
  readonly acts: Acts;
  readonly ask: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
}

export const reasonText = (text: Text, reason: string | null): string =>
  text.say(`cleaning.reason.${reason ?? 'kept'}`);

/** 0.054 → 5.4; whole where it is not small. */
export function percentText(text: Text, share: number): string {
  const percent = 100 * share;
  return text.number(percent < 10 ? Math.round(10 * percent) / 10 : Math.round(percent));
}
