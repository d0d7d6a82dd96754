import type { CompareSetting, Sides } from '../../src/model/compareSettings.ts';
import type { Text } from '../../src/model/speech.ts';
import type { CompareForm, CompareStart, CompareView } from '../../src/protocol/compare.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { Loaded } from '../common/states.ts';

export type Tab = 'page' | 'questions';

export interface State {
  start: Loaded<CompareStart>;
  settings: Sides<CompareSetting> | null;
  question: string | null;
  answer: number;
  view: Loaded<CompareView>;
  tab: Tab;
  progress: { readonly done: number; readonly total: number } | null;
  /** What a button did, when it failed. */
  acted: Loaded<unknown> | null;
}

/** What a click means. */
export interface Acts {
  readonly text: Text;
  reload(): void;
  /** Measures anew, with the question set as it is now. */
  measure(): void;
  stop(): void;
  show(tab: Tab): void;
  set(side: 0 | 1, change: Partial<CompareSetting>): void;
  ask(question: string): void;
  nextAnswer(): void;
  jump(): void;
  keep(side: 0 | 1): void;
  copyTable(form: CompareForm): void;
  saveTable(form: CompareForm): void;
  openQuestions(): void;
  openPrices(what: 'table' | 'setting'): void;
  openMarkdown(): void;
  runSource(): void;
}

export interface Screen {
  readonly state: State;
  readonly acts: Acts;
  readonly ask: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
}

export const letterOf = (side: 0 | 1): string => (side === 0 ? 'A' : 'B');

/** `700 / 100, cleaned`; with the method where it is not the usual one. */
export function nameOf(text: Text, { method, chunkSize, chunkOverlap, isCleaned }: CompareSetting): string {
  return text.say(`pair.named.${isCleaned ? 'cleaned' : 'raw'}`, {
    sizes: sizesOf(text, { method, chunkSize, chunkOverlap }),
  });
}

/** `700 / 100`. */
export function sizesOf(
  text: Text,
  { method, chunkSize, chunkOverlap }: Pick<CompareSetting, 'method' | 'chunkSize' | 'chunkOverlap'>,
): string {
  const sizes = `${text.number(chunkSize)} / ${text.number(chunkOverlap)}`;
  return method === 'recursive' ? sizes : `${text.say(`pair.method.${method}`)} ${sizes}`;
}

/** What a sentence calls it: no more than what tells it from the other one. */
export function shortName(text: Text, one: CompareSetting, other: CompareSetting): string {
  return one.isCleaned === other.isCleaned ? sizesOf(text, one) : nameOf(text, one);
}
