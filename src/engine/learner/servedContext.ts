import type { Chunk, Source } from '../../model/generated/types.ts';
import type { ActivityContext, ActivityResult } from '../activity.ts';
import type { RobotsGate } from '../robotsGate.ts';

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/** What one stage's `context` offers a learner's code, and what the engine makes of it once the code has returned. */
export interface ServedContext {
  /** By their names in `context`: `fetch`, `store.add`. */
  readonly calls: Readonly<Record<string, Call>>;
  /** What makes the activity needless: nothing to look for, everything there already. */
  before?(): Promise<ActivityResult | undefined>;
  /** What the activity wrote, as its Source names it; null: nothing. */
  artifact(): string | null;
  finish(source: Source): Promise<ActivityResult>;
  /** What it has given so far beside its artifact. */
  given?(): { readonly discovered?: readonly string[]; readonly chunks?: readonly Chunk[] };
}

export interface Served {
  readonly context: ActivityContext;
  readonly source: Source;
  readonly gate: RobotsGate;
}

export type Serve = (served: Served) => ServedContext;
