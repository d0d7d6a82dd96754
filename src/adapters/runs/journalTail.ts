import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { summariseRun, viewSource } from '../../model/describeRun.ts';
import type { HistoryEvent } from '../../model/event.ts';
import { contentTwin } from '../../model/outcome.ts';
import { applyEvent, startRun, type RunState, type SourceState } from '../../model/runState.ts';
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
  state: RunState | undefined;
  summary: RunSummary | undefined;
  /** What was wrong at the last look, told once. */
  problem: string | undefined;
}

export const follow = (file: string, isNews: boolean): Followed => ({
  file,
  isNews,
  byte: 0,
  line: 1,
  state: undefined,
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
  // A lock that is free says nothing of what was read before: the run may have ended in between. It is parked only when
  // a reading that came after the free lock finds nothing more.
  for (let wasFree = false; ; wasFree = true) {
    const events = await readAppended(run);
    if (events.length === 0 && before && before.endedAt !== null && touched.size === 0) return undefined;
    for (const source of foldInto(run, events)) touched.add(source);
    if (!run.state || run.state.endedAt !== null || (wasFree && events.length === 0)) break;
    const holder = await lockOwner(path.join(path.dirname(run.file), 'lock'));
    owner = holder ? describeOwner(holder) : null;
    if (owner !== null) break;
  }
  const { state } = run;
  if (!state) return undefined;
  const summary = summariseRun(state, owner);
  run.summary = summary;
  return {
    summary,
    sources: before ? [...touched].map(source => viewSource(state, source)) : [],
    changed: !before || touched.size > 0 || before.status !== summary.status,
    ended: (before ? before.status === 'RUNNING' : run.isNews) && summary.status !== 'RUNNING',
  };
}

/** A last line that is still being written is left for the next look. */
async function readAppended(run: Followed): Promise<readonly HistoryEvent[]> {
  const { size } = await stat(run.file).catch(() => ({ size: 0 }));
  if (size < run.byte) Object.assign(run, follow(run.file, run.isNews));
  if (size === run.byte) return [];
  const handle = await open(run.file);
  try {
    const bytes = Buffer.alloc(size - run.byte);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, run.byte);
    const events: HistoryEvent[] = [];
    const { soundBytes } = scanJournal(bytes.subarray(0, bytesRead), run, event => events.push(event));
    run.byte += soundBytes;
    run.line += events.length;
    return events;
  } finally {
    await handle.close();
  }
}

/** Folds the events in and tells which Sources may look different now. */
function foldInto(run: Followed, events: readonly HistoryEvent[]): ReadonlySet<SourceState> {
  const touched = new Set<SourceState>();
  for (const event of events) {
    if (event.eventType === 'WorkflowExecutionStarted') run.state = startRun(event);
    else if (run.state) touch(run.state, event, touched);
  }
  if (run.state) addDuplicates(run.state, touched);
  return touched;
}

function touch(state: RunState, event: HistoryEvent, touched: Set<SourceState>): void {
  const known = state.sources.length;
  applyEvent(state, event);
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
