import type { CheckPlace } from '../../src/model/workshop/stepOutcome.ts';
import type { Text } from '../../src/model/speech.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { ShownStep } from '../../src/protocol/workshop.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import type { Loaded } from '../common/states.ts';

/** A check by its place among them, from 0. */
export interface Looking {
  readonly done: number;
  readonly total: number;
  readonly title: string;
}

export interface State {
  view: Loaded<ShownStep>;
  /** Of the quiz, before it is answered. */
  ticked: ReadonlySet<number>;
  /** It is answered once more. */
  isAgain: boolean;
  /** Model answers of a discussion that are shown. */
  revealed: boolean;
  checking: boolean;
  /** The check that is looked at, whoever asked for it. */
  looking: Looking | null;
  /** What a button did, when it failed. */
  acted: Loaded<unknown> | null;
  /** What just happened, for who does not see it. */
  said: string;
  /** What the view said when it was last told. */
  told: string;
}

/** What a click means. */
export interface Acts {
  readonly text: Text;
  reload(): void;
  go(step: string | null): void;
  next(): void;
  previous(): void;
  press(button: number): void;
  follow(link: string): void;
  copy(text: string): void;
  check(): void;
  stopCheck(): void;
  looking(moved: Looking & { readonly step: string }): void;
  debug(): void;
  manageTrust(): void;
  goOnHere(): void;
  openFile(place: CheckPlace): void;
  hint(hint: number): void;
  say(said: string): void;
  solution(): void;
  reset(): void;
  undoReset(): void;
  guess(value: number): void;
  toggleTick(answer: number): void;
  answer(): void;
  again(): void;
  reveal(): void;
}

export interface Screen {
  readonly state: State;
  readonly acts: Acts;
  readonly ask: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
}

const MINUTE_MS = 60_000;

export const minutesOf = (ms: number): number => Math.round(ms / MINUTE_MS);
