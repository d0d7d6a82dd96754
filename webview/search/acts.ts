import type { Text } from '../../src/model/speech.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { SearchHit, SearchSetting } from '../../src/protocol/search.ts';
import type { Form } from './state.ts';

/** What the parts of the page need of it: words, and what a click means. */
export interface Acts {
  readonly text: Text;
  readonly shell: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
  /** Keeps what is in the box. */
  type(question: string): void;
  /** Asks what is in the box, or this. */
  search(question?: string): void;
  answer(): void;
  cancel(): void;
  adjust(): void;
  set(side: number, change: Partial<SearchSetting>): void;
  compare(): void;
  pick(side: number, chunkId: string): void;
  /** Of the first setting, the passage of that rank: what an answer cites. */
  cite(rank: number): void;
  open(hit: SearchHit): void;
  /** In the view of chunks. */
  showChunk(hit: SearchHit): void;
  openPage(uri: string): void;
  copy(text: string): void;
  expect(uri: string): void;
  measure(): void;
  openQuestions(): void;
  show(form: Form): void;
  reseed(seed: number): void;
  more(): void;
  run(): void;
  reload(): void;
}

/** Two decimals, in the language's own form. */
export const figure = ({ language }: Text, value: number, decimals = 2): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

/** Title and innermost heading, each once. */
export const placeOf = ({ title, uri, headingPath }: Pick<SearchHit, 'title' | 'uri' | 'headingPath'>): string =>
  [title || uri, ...headingPath.filter(heading => heading !== title).slice(-2)].join(' › ');

/** The path of an address: what tells Sources of one site apart. */
export function shortAddress(uri: string): string {
  const url = URL.parse(uri);
  return url === null ? uri : `${url.pathname}${url.search}`;
}
