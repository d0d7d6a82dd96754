import type { Text } from '../../src/model/speech.ts';
import type { TableHostVerbs } from '../../src/protocol/table.ts';
import type { Page } from '../common/start.ts';
import type { State } from './state.ts';
import type { Works } from './works.ts';

/** What the acts of the page share. */
export interface World {
  readonly ask: Page<TableHostVerbs>['ask'];
  readonly text: Text;
  readonly state: State;
  readonly works: Works;
  draw(): void;
  change(part: Partial<State>): void;
}
