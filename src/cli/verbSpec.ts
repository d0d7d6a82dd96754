import type { OptionSpec } from './options.ts';
import type { Run } from './session.ts';

export interface VerbSpec {
  readonly name: string;
  readonly operands: readonly Operand[];
  readonly options: readonly OptionSpec[];
  /** Options that the contract names and a later version brings. */
  readonly later?: readonly string[];
  /** What follows `ingestion-workshop` in an example; at least two. */
  readonly examples: readonly [string, string, ...string[]];
  /** Needs neither node:sqlite nor anything else of Node 22.16. */
  readonly oldNode?: true;
  /** Ends by itself, in good order, when a signal comes; other verbs are simply left. */
  readonly parks?: true;
  load(): Promise<{ run: Run }>;
}

export interface Operand {
  readonly name: string;
  readonly required: boolean;
  readonly many?: true;
  /** The option that takes its place. */
  readonly unless?: string;
}
