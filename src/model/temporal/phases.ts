import type { IngestionWorkflowInput } from '../generated/types.ts';
import { isSettled, nextStage, waitsForTwin } from '../outcome.ts';
import type { RunState, SourceState } from '../runState.ts';
import type { Stage } from '../stage.ts';

/** Some stages of some Sources that wait for no others: they may be cut into slices and run anywhere, in any order. */
export interface Phase {
  readonly stages: ReadonlySet<Stage>;
  /** In order of admission; never none. */
  readonly sources: readonly SourceState[];
}

const CRAWLS: ReadonlySet<Stage> = new Set(['CRAWLING']);
const PAGES: ReadonlySet<Stage> = new Set(['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING']);
const INDEX: ReadonlySet<Stage> = new Set(['INDEXING']);

/**
 * What to do next: the level of links that is open, then the pages, and once each page's hash is known, and with it who
 * is whose twin, the index. Undefined when every Source has settled.
 */
export function nextPhase(state: RunState): Phase | undefined {
  if (state.openCrawls > 0) {
    const sources = dueIn(state, CRAWLS).filter(({ followsLinks }) => followsLinks);
    if (sources.length > 0) return { stages: CRAWLS, sources };
  }
  for (const stages of [PAGES, INDEX]) {
    const sources = dueIn(state, stages);
    if (sources.length > 0) return { stages, sources };
  }
  return undefined;
}

export const dueIn = (state: RunState, stages: ReadonlySet<Stage>): SourceState[] =>
  state.sources.filter(source => {
    if (source.sameAddressAs || isSettled(state, source)) return false;
    const next = nextStage(source);
    return next !== undefined && stages.has(next) && (next !== 'INDEXING' || !waitsForTwin(state, source));
  });

const USUAL_SLICE = 100;
/** An execution may have 51,200 events; a Source takes 20 to 30. */
const LARGEST_SLICE = 500;

/** Sources of a slice, by the smallest `bulk_size` of the phase's stages; INDEXING's own counts chunks. */
export function sliceSize(input: Pick<IngestionWorkflowInput, 'stages_config'>, stages: ReadonlySet<Stage>): number {
  const sizes = [...stages].flatMap(stage =>
    stage === 'INDEXING' ? [] : (input.stages_config?.[stage]?.bulk_size ?? []),
  );
  return Math.min(LARGEST_SLICE, ...(sizes.length > 0 ? sizes.map(size => Math.max(1, size)) : [USUAL_SLICE]));
}

/** What one payload may take, in bytes, well below the 2 MB that a server refuses. */
export const LARGEST_PAYLOAD = 1_900_000;

/** In order, as many as `size` each, fewer where they would be too heavy together. */
export function cutSlices<Item>(
  items: readonly Item[],
  size: number,
  weigh: { readonly bytesOf: (item: Item) => number; readonly limit: number },
): Item[][] {
  const slices: Item[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const more = weigh.bytesOf(item);
    const open = slices.at(-1);
    if (open && open.length < size && bytes + more <= weigh.limit) {
      open.push(item);
      bytes += more;
    } else {
      slices.push([item]);
      bytes = more;
    }
  }
  return slices;
}

/** UTF-8 bytes of a value as JSON. */
export const jsonBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
