import type { HistoryPageVerbs } from '../../../protocol/history.ts';
import type { RunKey } from '../../nodes.ts';
import type { LivePage } from '../../page.ts';

/** Who wants which row, until its page has asked; and the pages that are open. By `keyOf`. */
export interface OpenPages {
  readonly wanted: Map<string, string>;
  readonly live: Map<string, LivePage<HistoryPageVerbs>>;
}

export const keyOf = ({ workDir, runId }: RunKey): string => JSON.stringify([workDir, runId]);
