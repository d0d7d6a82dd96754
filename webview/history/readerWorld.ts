import type { HistoryHostVerbs } from '../../src/protocol/history.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { State } from './state.ts';

/** What the page's readers work with: whom they ask, what they fill, and how it comes to be seen. */
export interface ReaderWorld {
  readonly ask: Asks<HistoryHostVerbs>;
  readonly state: State;
  drawSoon(): void;
}
