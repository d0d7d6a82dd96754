import type { Source } from './generated/types.ts';
import { outcomeOf } from './outcome.ts';
import type { Reason } from './problem.ts';
import type { RunState } from './runState.ts';

/** A row of `sources_db.yaml`, before its reason is a sentence. */
export interface ListedSource {
  readonly source: Source;
  readonly reason?: Reason;
}

/** All Sources in their latest state, for a person to read. */
export function listSources(state: RunState): ListedSource[] {
  return state.sources.map(source => {
    const { status, reason, aliasOf, stage } = outcomeOf(state, source);
    const isAside = status === 'SKIPPED' || status === 'ALIAS';
    const listed = {
      ...source.source,
      current_stage: stage,
      current_status: isAside ? 'ERROR' : status,
      error: aliasOf ? `duplicate of ${aliasOf}` : null,
      metadata: { ...source.source.metadata, ...(isAside ? { outcome: status } : {}) },
    } as const;
    return reason ? { source: listed, reason } : { source: listed };
  });
}
