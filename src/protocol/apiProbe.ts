import type { ApiProposal } from '../model/api/probe.ts';

/** What the extension may ask of the engine process about an API that nobody has configured yet. */
export type ApiProbeVerbs = {
  /**
   * Looks at it and proposes a configuration; writes nothing. `id` is the asker's own; `headers`: name →
   * `env:INGESTION_WORKSHOP_X`.
   */
  probeApi(p: { id: string; url: string; headers: Readonly<Record<string, string>> }): ApiProposal;
  stopProbe(p: { id: string }): void;
};
