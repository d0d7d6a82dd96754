import type { IngestionWorkflowInput, Source } from './generated/types.ts';
import { byStage, STAGES, type Stage } from './stage.ts';

/** run: do it, or reuse an equal result. force: do it. carry: take the last result of an earlier run. none: not in this run. */
export type StageMode = 'run' | 'force' | 'carry' | 'none';

export type Plan = Readonly<Record<Stage, StageMode>>;

/** What a Source already brings along: pages downloaded before (SCRAPING) or Markdown (CONVERTION). */
export function givenStage(source: Source): Stage | undefined {
  if (source.current_status !== 'COMPLETED') return undefined;
  if (source.current_stage === 'CONVERTION' && source.converted_md_path) return 'CONVERTION';
  if (source.current_stage === 'SCRAPING' && source.raw_file_path) return 'SCRAPING';
  return undefined;
}

/** Which stages a Source goes through in this run. `only` and `from` are the command line's. */
export function planSource(
  source: Source,
  input: IngestionWorkflowInput,
  choice: { readonly only: Stage | null; readonly from: Stage | null },
): Plan {
  const asked = new Set<Stage>(input.stages ?? STAGES);
  const given = givenStage(source);
  const first = choice.only ?? choice.from;
  const mode = (stage: Stage, at: number): StageMode => {
    if (!asked.has(stage) || (given && at <= STAGES.indexOf(given))) return 'none';
    if (!first) return 'run';
    if (at < STAGES.indexOf(first)) return 'carry';
    if (stage === first) return 'force';
    return choice.only ? 'none' : 'run';
  };
  return byStage(mode);
}
