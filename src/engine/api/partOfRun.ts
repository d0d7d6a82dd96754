import { partitionRef } from '../../model/api/activityRef.ts';
import type { ApiHistoryEvent } from '../../model/api/apiEvent.ts';
import { startApiRun, type ApiRunState, type ApiStarted } from '../../model/api/apiRunState.ts';
import { resolveApiInput } from '../../model/api/settings.ts';
import { fail, ProblemError } from '../../model/problem.ts';
import { decideRetry, DEFAULT_RETRY_POLICY } from '../../model/retry.ts';
import type {
  ApiPartCall,
  DoneBy,
  LateFailure,
  PagesDone,
  PartitionsDone,
  ToldPage,
  ToldPartition,
} from '../../model/temporal/apiCall.ts';
import { openDataset } from '../dataset/openDataset.ts';
import type { Journal, Staging } from '../ports.ts';
import { emitApi, type ApiExecution } from './apiExecution.ts';
import type { ApiParts } from './apiParts.ts';
import { readPages, type IsEnough } from './readPages.ts';
import { readNotes, type ReadingNotes } from './readingNotes.ts';
import { writeDataset } from './writeDataset.ts';

/** How long one part of a run reads or writes: much longer than what begins it takes, some 50 ms. */
const PART_MS = 5000;
const PART_PAGES = 200;
/** Their results travel together, some 400 bytes each. */
const PART_PARTITIONS = 500;

/** Who did it is for the caller to say. */
type Told<Done extends DoneBy> = Omit<Done, keyof DoneBy>;

/** What drives a part of a run, from outside. */
export interface PartLife {
  /** Values, for the base URL's origin only. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cancel: AbortSignal;
  onEvent(event: ApiHistoryEvent): void;
}

/**
 * Some pages of a run whose record is kept elsewhere, each part perhaps in another process: what is told was durable in
 * the staging before. It goes on from the staging, whatever became of the part before. An attempt that fails is thrown
 * when nothing came before it in this part; else it is told with what did: the caller decides whether and when to try again.
 */
export function readPart(parts: ApiParts, call: ApiPartCall, life: PartLife): Promise<Told<PagesDone>> {
  return inPart(parts, call, life, async part => {
    const { run } = part;
    if (isOvertaken(run) && hasTold(call)) return { isAskedAgain: true, pages: [], late: null, isWhole: false };
    const early = run.dataset.early();
    // What is written is written by another part.
    await early.discard();
    const reading = readPages(run, early, isEnough(parts, call.batch ?? PART_PAGES));
    const { notes, late } = await reading.then(
      read => ({ notes: read, late: null }),
      (thrown: unknown) => ({ notes: null, late: lateFailure(part, thrown) }),
    );
    const isAskedAgain = part.events.some(({ eventType }) => eventType === 'WorkflowExecutionSignaled');
    return { isAskedAgain, pages: pagesOf(part.events), late, isWhole: notes !== null };
  });
}

/** Some partitions of a run whose pages are all staged; with the last of them the dataset is finished, the watermark last. */
export function writePart(parts: ApiParts, call: ApiPartCall, life: PartLife): Promise<Told<PartitionsDone>> {
  return inPart(parts, call, life, async part => {
    const { run } = part;
    const notes = notesOfAll(run);
    if (isOvertaken(run)) return { isOvertaken: true, partitions: [], late: null, result: null };
    tellNoted(part, call);
    const early = run.dataset.early();
    await early.discard();
    const writing = writeDataset(run, { notes, early }, isEnough(parts, call.batch ?? PART_PARTITIONS));
    const { result, late } = await writing.then(
      written => ({ result: written, late: null }),
      (thrown: unknown) => ({ result: null, late: lateFailure(part, thrown) }),
    );
    return { isOvertaken: false, partitions: partitionsOf(part.events), late, result };
  });
}

interface Part {
  readonly run: ApiExecution;
  /** What happened in it. */
  readonly events: readonly ApiHistoryEvent[];
}

async function inPart<Done>(
  parts: ApiParts,
  call: ApiPartCall,
  life: PartLife,
  work: (part: Part) => Promise<Done>,
): Promise<Done> {
  const settings = resolveApiInput(call.input);
  const state = stateOf(call, parts.identity);
  const { currentFolder, parent } = state.options;
  const folder = parts.openFolder(settings.outputDir, currentFolder);
  const ofRun = { id: call.runId, startedAt: new Date(state.startedAt), ...(parent ? { backfill: parent } : {}) };
  const dataset = await openDataset({ ...parts.ports, tables: parts.tables, folder }, settings, ofRun);
  try {
    const staging = parts.staging.open(call.runId);
    try {
      const events: ApiHistoryEvent[] = [];
      const run: ApiExecution = {
        ...{ state, settings, dataset, staging, headers: life.headers, cancel: life.cancel },
        ports: parts.ports,
        journal: createMemory(events, staging, call),
        // Whoever keeps the record tries again.
        policy: { ...DEFAULT_RETRY_POLICY, maximumAttempts: 1 },
        identity: parts.identity,
        userAgent: parts.userAgent,
        park: new AbortController().signal,
        onEvent: event => life.onEvent(event),
      };
      return await work({ run, events });
    } finally {
      staging.close();
    }
  } finally {
    await dataset.close();
  }
}

function stateOf({ runId, input, options, told }: ApiPartCall, identity: string): ApiRunState {
  const { startedAt, ...counts } = told;
  const first: ApiStarted = {
    eventId: 1,
    eventTime: startedAt,
    eventType: 'WorkflowExecutionStarted',
    attributes: { workflowType: 'ApiIngestionWorkflow', workflowId: runId, input, options, identity },
  };
  return { ...startApiRun(first), ...counts, partitions: [...counts.partitions] };
}

const hasTold = ({ told }: ApiPartCall): boolean => told.pages > 0 || told.partitions.length > 0;

/** Another run has written since the pages came. */
function isOvertaken({ staging, dataset }: ApiExecution): boolean {
  const known = readNotes(staging);
  return known !== null && dataset.isOvertaken(known.writers ?? 0);
}

/** Throws data `staging_lost`: writing what is not there any more would empty the days. */
function notesOfAll({ staging, state }: ApiExecution): ReadingNotes {
  const notes = readNotes(staging);
  const last = state.pages === 0 || staging.pages(state.pages).at(-1)?.mark === null;
  if (!notes || !last) throw fail('data', 'staging_lost', { run: state.runId });
  return notes;
}

function isEnough({ ports }: ApiParts, most: number): IsEnough {
  const until = ports.clock.now().getTime() + PART_MS;
  return count => count > 0 && (count >= most || ports.clock.now().getTime() >= until);
}

const WRITTEN = 'written';

interface Noted {
  /** How many partitions the record knew when the part began. */
  readonly from: number;
  readonly partitions: readonly ToldPartition[];
}

/** The record of a part: what it has written stands in the staging too, for the attempt after a crash. */
function createMemory(events: ApiHistoryEvent[], staging: Staging, { told }: ApiPartCall): Journal {
  return {
    append(event) {
      // SAFETY: only the events of this run, which is of that workflow, come here.
      events.push(event as ApiHistoryEvent);
      if (event.eventType !== 'ActivityTaskCompleted' || !('partition' in event.attributes)) return;
      const noted: Noted = { from: told.partitions.length, partitions: partitionsOf(events) };
      staging.setNote(WRITTEN, JSON.stringify(noted));
      staging.commit();
    },
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** What an attempt had written before it was cut off is told as that attempt would have told it. */
function tellNoted({ run }: Part, { told }: ApiPartCall): void {
  const text = run.staging.note(WRITTEN);
  // SAFETY: only `createMemory` writes this note, from a value of that type.
  const noted = text === undefined ? null : (JSON.parse(text) as Noted);
  if (noted?.from !== told.partitions.length) return;
  for (const { partition } of noted.partitions) {
    const attributes = { ...partitionRef(partition.partitionDate), attempt: 1, partition };
    emitApi(run, { eventType: 'ActivityTaskCompleted', attributes });
  }
}

type Completed = Extract<ApiHistoryEvent, { eventType: 'ActivityTaskCompleted' }>;

const completed = (events: readonly ApiHistoryEvent[]): readonly Completed[] =>
  events.filter(event => event.eventType === 'ActivityTaskCompleted');

/** When an activity was started: what a killed process had staged has no such event here. */
const startOf = (events: readonly ApiHistoryEvent[], { eventTime, attributes }: Completed): string =>
  events.find(
    event => event.eventType === 'ActivityTaskStarted' && event.attributes.activityId === attributes.activityId,
  )?.eventTime ?? eventTime;

const pagesOf = (events: readonly ApiHistoryEvent[]): readonly ToldPage[] =>
  completed(events).flatMap(event => {
    const { page, uri, activityId } = event.attributes;
    const number = Number(activityId.slice('page-'.length));
    return page ? [{ number, uri, ...page, from: startOf(events, event), to: event.eventTime }] : [];
  });

const partitionsOf = (events: readonly ApiHistoryEvent[]): readonly ToldPartition[] =>
  completed(events).flatMap(event => {
    const { partition } = event.attributes;
    return partition ? [{ partition, from: startOf(events, event), to: event.eventTime }] : [];
  });

/** Throws what there is nothing to tell beside, what stops the run, and what is the disk's fault. */
function lateFailure({ run, events }: Part, thrown: unknown): LateFailure {
  const failed = events.findLast(event => event.eventType === 'ActivityTaskFailed');
  const hasDone = events.some(({ eventType }) => eventType === 'ActivityTaskCompleted');
  if (run.cancel.aborted || !failed || !hasDone) throw thrown;
  const { activityId, uri, failure } = failed.attributes;
  const started = events.findLast(({ eventType }) => eventType === 'ActivityTaskStarted');
  const retryAfterMs = thrown instanceof ProblemError ? thrown.retryAfterMs : undefined;
  const policy = { ...run.policy, maximumAttempts: run.settings.maxAttempts };
  const decision = decideRetry(policy, { kind: failure.kind, retryAfterMs }, 1);
  return {
    ...{ activityId, uri, failure, retryState: decision.retryState },
    delayMs: decision.retryState === 'IN_PROGRESS' ? decision.delayMs : null,
    ...{ from: started?.eventTime ?? failed.eventTime, to: failed.eventTime },
  };
}
