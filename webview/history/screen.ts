import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { Acts } from './acts.ts';
import type { Shown } from './events.ts';
import type { State } from './state.ts';

/** What is drawn, and what can be done there. */
export interface Screen {
  readonly state: State;
  readonly shown: Shown;
  readonly acts: Acts;
  readonly ask: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
}
