import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { viewSource } from '../../model/describeRun.ts';
import type { JournalEvent } from '../../model/event.ts';
import { applyAny, startAny, summariseAny, type AnyRun } from '../../model/journal.ts';
import { contentTwin } from '../../model/outcome.ts';
import type { RunState, SourceState } from '../../model/runState.ts';
import type { RunSummary, SourceView } from '../../model/view.ts';
import { scanJournal } from './journalFile.ts';
import { describeOwner, lockOwner } from './runLock.ts';

/** A run as far as its journal has been read. */
export interface Followed {
  readonly file: string;
  /** It appeared while we were looking: that it has ended is told, too. */
  readonly isNews: boolean;
  /** How far it has been read. */
  byte: number;
  line: number;
  run: AnyRun | undefined;
  summary: RunSummary | undefined;
  /** What was wrong at the last look, told once. */
  problem: string | undefined;
}

export const follow = (file: string, isNews: boolean): Followed => ({
  file,
  isNews,
  byte: 0,
  line: 1,
  run: undefined,
  summary: undefined,
  problem: undefined,
});

/** What one look at a journal brought. */
export interface Look {
  readonly summary: RunSummary;
  /** Empty at the first look: nobody has seen the others yet. */
  readonly sources: readonly SourceView[];
  readonly changed: boolean;
  readonly ended: boolean;
}

/** Reads what was appended; undefined when the run has nothing new to say. Throws data `journal_corrupt`. */
export async function lookAtRun(run: Followed): Promise<Look | undefined> {
  const before = run.summary;
  const touched = new Set<SourceState>();
  let owner: string | null = null;
  let read = 0;
  // A lock that is free says nothing of what was read before: the run may have ended in between. It is parked only when
  // a reading that came after the free lock finds nothing more.
  for (let wasFree = false; ; wasFree = true) {
    const events = await readAppended(run);
    if (events.length === 0 && before && before.endedAt !== null && touched.size === 0) return undefined;
    read += events.length;
    for (const source of foldInto(run, events)) touched.add(source);
    if (!run.run || run.run.state.endedAt !== null || (wasFree && events.length === 0)) break;
    const holder = await lockOwner(path.join(path.dirname(run.file), 'lock'));
    owner = holder ? describeOwner(holder) : null;
    if (owner !== null) break;
  }
  if (!run.run) return undefined;
  const summary = summariseAny(run.run, owner);
  const state = webState(run);
  run.summary = summary;
  return {
    summary,
    sources: before && state ? [...touched].map(source => viewSource(state, source)) : [],
    changed: !before || touched.size > 0 || before.status !== summary.status || (!state && read > 0),
    ended: (before ? before.status === 'RUNNING' : run.isNews) && summary.status !== 'RUNNING',
  };
}

/** A last line that is still being written is left for the next look. */
async function readAppended(run: Followed): Promise<readonly JournalEvent[]> {
  const { size } = await stat(run.file).catch(() => ({ size: 0 }));
  if (size < run.byte) Object.assign(run, follow(run.file, run.isNews));
  if (size === run.byte) return [];
  const handle = await open(run.file);
  try {
    const bytes = Buffer.alloc(size - run.byte);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, run.byte);
    const events: JournalEvent[] = [];
    const { soundBytes } = scanJournal(bytes.subarray(0, bytesRead), run, event => events.push(event));
    run.byte += soundBytes;
    run.line += events.length;
    return events;
  } finally {
    await handle.close();
  }
}

/** The state of a run that has Sources. */
export const webState = ({ run }: Followed): RunState | undefined =>
  run?.workflowType === 'IngestionWorkflow' ? run.state : undefined;

/** Folds the events in and tells which Sources may look different now. */
function foldInto(run: Followed, events: readonly JournalEvent[]): ReadonlySet<SourceState> {
  const touched = new Set<SourceState>();
  for (const event of events) {
    if (event.eventType === 'WorkflowExecutionStarted') run.run = startAny(event);
    else if (run.run) touch(run.run, event, touched);
  }
  const state = webState(run);
  if (state) addDuplicates(state, touched);
  return touched;
}

function touch(run: AnyRun, event: JournalEvent, touched: Set<SourceState>): void {
  if (run.workflowType !== 'IngestionWorkflow') return applyAny(run, event);
  const { state } = run;
  const known = state.sources.length;
  applyAny(run, event);
  const source = 'uri' in event.attributes ? state.byUri.get(event.attributes.uri) : undefined;
  if (source) touched.add(source);
  // An event without an address is the whole run's.
  const from = 'uri' in event.attributes ? known : 0;
  for (let at = from; at < state.sources.length; at += 1) touched.add(state.sources[at]!);
}

/** A duplicate's outcome follows its twin's, which comes before it. Once a look: once an event was seconds a look. */
function addDuplicates(state: RunState, touched: Set<SourceState>): void {
  for (const source of state.sources) {
    const twin = source.sameAddressAs ?? contentTwin(state, source);
    if (twin && touched.has(twin)) touched.add(source);
  }
}
