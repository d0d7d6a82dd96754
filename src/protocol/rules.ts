import type { Proposal } from '../model/quality/proposeRules.ts';

/** What the extension may ask of the engine process about rules for data. */
export type RulesVerbs = {
  /** Reads the whole of a Parquet file, or of a dataset's folder; absolute. `id` is the asker's own. */
  proposeRules(p: { id: string; file: string }): Proposal;
  stopProposing(p: { id: string }): void;
};
