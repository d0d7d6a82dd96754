import type { Arguments } from './arguments.ts';
import type { Engine } from './engine.ts';
import type { Reporter } from './report.ts';
import type { Refusal, VerbResult } from './results.ts';
import type { Texts } from './texts.ts';
import type { World } from './world.ts';

/** What a verb works with: the process, the words, the engine. */
export interface Session extends World {
  readonly texts: Texts;
  readonly report: Reporter;
  readonly engine: Engine;
  /** stdout carries one JSON object, not text. */
  readonly json: boolean;
}

/** null: the verb has printed its line itself (servers). */
export type Run = (args: Arguments, session: Session) => Promise<VerbResult | Refusal | null>;
