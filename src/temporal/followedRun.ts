import { viewSource } from '../model/describeRun.ts';
import type { JournalEvent } from '../model/event.ts';
import { summariseAny } from '../model/journal.ts';
import { contentTwin } from '../model/outcome.ts';
import type { RunState, SourceState } from '../model/runState.ts';
import type { Heard } from '../model/temporal/serverEvent.ts';
import { createTranslator, LOCAL, type Translator } from '../model/temporal/translateHistory.ts';
import type { RunStatus, RunSummary, SourceView } from '../model/view.ts';
import { newBeats, noteBeats, withBeats, type Beats } from './beats.ts';
import type { Listed } from './executions.ts';

/** A run as far as it was heard of. */
export interface RunMemory {
  readonly events: JournalEvent[];
  readonly translator: Translator;
  readonly beats: Beats;
}

export const newMemory = (): RunMemory => ({
  ...{ events: [], translator: createTranslator(LOCAL), beats: newBeats() },
});

export function webStateOf(memory: RunMemory | undefined): RunState | undefined {
  const run = memory?.translator.run();
  return run?.workflowType === 'IngestionWorkflow' ? run.state : undefined;
}

/** Takes what was heard and tells which Sources may look different now. */
export function hear(memory: RunMemory, heard: readonly Heard[]): readonly SourceView[] {
  const known = webStateOf(memory)?.sources.length ?? 0;
  noteBeats(memory.beats, heard);
  const events = memory.translator.take(heard);
  memory.events.push(...events);
  const state = webStateOf(memory);
  return state ? touched(state, events, known).map(source => viewSource(state, source)) : [];
}

function touched(state: RunState, events: readonly JournalEvent[], known: number): readonly SourceState[] {
  // An event without an address is the whole run's.
  if (events.some(event => !('uri' in event.attributes))) return state.sources;
  const found = new Set(state.sources.slice(known));
  for (const { attributes } of events) {
    const source = 'uri' in attributes ? state.byUri.get(attributes.uri) : undefined;
    if (source) found.add(source);
  }
  if (found.size === 0) return [];
  // A duplicate's outcome follows its twin's, which comes before it.
  for (const source of state.sources) {
    const twin = source.sameAddressAs ?? contentTwin(state, source);
    if (twin && found.has(twin)) found.add(source);
  }
  return [...found];
}

/** In the words of the local ones; of a run that was not read, what the server's list tells. */
export function summaryOf(
  listed: Listed,
  memory: RunMemory | undefined,
  { owner, isRead = false }: { readonly owner: string; readonly isRead?: boolean },
): RunSummary {
  const run = memory?.translator.run();
  const status = memory?.translator.ended() ?? statusOf(listed);
  if (!memory || !run) return { ...listedSummary(listed), status, figures: isRead ? 'unreadable' : 'unread' };
  return withBeats({ ...summariseAny(run, owner), status, backEnd: 'temporal' }, memory.beats);
}

export const statusOf = ({ status }: Listed): RunStatus => (status === 'CONTINUED' ? 'RUNNING' : status);

const NOTHING = { discovered: 0, completed: 0, error: 0, skipped: 0, alias: 0 };

const listedSummary = (listed: Listed): RunSummary => ({
  ...{ runId: listed.workflowId, workflowType: typeOf(listed), status: statusOf(listed), backEnd: 'temporal' },
  ...{ startedAt: listed.startedAt, endedAt: listed.endedAt, counts: NOTHING, open: 0, waiting: 0, inputFile: null },
  ...{ owner: null, failure: null, results: 0, inFlight: 0, resumed: null, changed: null, api: null },
  ...figuresOf(listed),
});

function figuresOf(listed: Listed): Pick<RunSummary, 'api' | 'backfill'> {
  const outputDir = '';
  switch (typeOf(listed)) {
    case 'IngestionWorkflow':
      return { api: null };
    case 'ApiIngestionWorkflow':
      return { api: { pages: 0, rows: 0, deadLetters: 0, partitions: 0, outputDir, parent: listed.parent } };
    case 'BackfillWorkflow':
      return { api: null, backfill: { planned: 0, done: 0, failed: 0, running: [], outputDir } };
  }
}

function typeOf({ workflowType }: Listed): RunSummary['workflowType'] {
  return workflowType === 'ApiIngestionWorkflow' || workflowType === 'BackfillWorkflow'
    ? workflowType
    : 'IngestionWorkflow';
}
