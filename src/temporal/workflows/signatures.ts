import type { ListedSource } from '../../model/listSources.ts';
import type { CarriedFile, SliceCall, SlicePart } from '../../model/temporal/call.ts';

/** The last activity of a run: `sources_db.yaml`. */
export interface ListActivity {
  SOURCES_LIST(runId: string, listed: readonly ListedSource[] | CarriedFile): Promise<void>;
}

export type SliceWorkflow = (call: SliceCall) => Promise<SlicePart>;
