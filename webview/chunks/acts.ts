import type { Text } from '../../src/model/speech.ts';
import type { ChunksAct } from '../../src/protocol/chunks.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { Sight } from '../common/sight.ts';
import type { Form, Picked, State } from './state.ts';

/** What the parts of the page need of it: words, and what a click means. */
export interface Acts {
  readonly text: Text;
  /** A row of the list. */
  pick(place: number): void;
  /** A chunk by its name: a neighbour (`step` rows away) or a similar one. */
  pickChunk(picked: Picked, step: number | null): void;
  leave(): void;
  /** At its place in the Markdown. */
  open(): void;
  openMarkdown(): void;
  openPage(): void;
  copy(as: 'json' | 'text'): void;
  findSimilar(): void;
  backToList(): void;
  seen(sight: Sight): void;
  show(form: Form): void;
  showCollection(name: string | null): void;
  showUri(uri: string): void;
  act(what: ChunksAct): void;
  reload(): void;
  againCard(): void;
}

/** All that a part of the page is drawn from. */
export interface Screen {
  readonly state: State;
  readonly acts: Acts;
  readonly ask: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
}

/** Chunks take four colours in turn; the number beside it says the same. */
export const tint = (at: number): string => `k${at % 4}`;
