import type { RunSummary, SourceView, StageState, StageView } from '../../../src/model/view.ts';
import { STAGES, type Stage } from '../../../src/model/stage.ts';
import type { ItemView } from '../../../src/extension/itemView.ts';
import type { KnownRun } from '../../../src/extension/nodes.ts';

export const key = { workDir: '/w/.ingestion-workshop', runId: 'r1' };

export const stage = (name: Stage, state: StageState, more: Partial<StageView> = {}): StageView => ({
  ...{ stage: name, state, attempts: 0, retryAt: null, problem: null, artifact: null, chunks: null },
  ...{ interruptions: 0, why: null, embedding: null, refused: 0 },
  ...more,
});

/** Five stages, the first as told, the rest not started. */
export const stages = (...first: readonly StageView[]): StageView[] => [
  ...first,
  ...STAGES.slice(first.length).map(name => stage(name, 'NOT_STARTED')),
];

export const source = (uri: string, more: Partial<SourceView> = {}): SourceView => ({
  ...{ uri, title: null, outcome: 'DISCOVERED', parentUri: null, reason: null, aliasOf: null, stages: stages() },
  ...more,
});

export const counts = (more: Partial<RunSummary['counts']> = {}): RunSummary['counts'] => ({
  ...{ discovered: 0, completed: 0, error: 0, skipped: 0, alias: 0 },
  ...more,
});

export const run = (more: Partial<KnownRun> = {}): KnownRun => ({
  ...{ ...key, status: 'RUNNING', startedAt: '2026-11-21T09:00:00.000Z', endedAt: null, open: 0, waiting: 0 },
  ...{ counts: counts(), inputFile: '/w/mobilite.ingest.yaml', owner: null, failure: null },
  ...{ results: 0, inFlight: 0, resumed: null, changed: null },
  ...{ workflowType: 'IngestionWorkflow', api: null },
  ...more,
});

/** An item as the eye sees it: `(icon) label  description`, `→` where a click opens something. */
export function line(view: ItemView, depth = 0): string {
  const icon = view.icon === null ? '' : 'own' in view.icon ? view.icon.own : view.icon.codicon;
  const click = view.command ? ' →' : '';
  return `${'  '.repeat(depth)}(${icon}) ${view.label}  ${view.description}${click}`.trimEnd();
}
