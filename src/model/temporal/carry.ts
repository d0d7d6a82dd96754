import { addressKey } from '../address.ts';
import type { EventBody, WebStarted } from '../event.ts';
import type { Source } from '../generated/types.ts';
import { admit, applyEvent, startRun, type RunState, type SourceState } from '../runState.ts';
import type { Stage } from '../stage.ts';
import type { CarriedSource, Link } from './call.ts';
import { packSource, unpackSource, unpackStages, type Unpacked } from './packSource.ts';

/** A state as another execution takes it up; what is in flight is left out: it is started anew there. */
export function carryRun(state: RunState): CarriedSource[] {
  const seen = new Set(state.byAddress.keys());
  return state.sources.map(source => ({
    ...(source.index < state.input.sources.length ? {} : carryAdmitted(state, source)),
    ...carryResults(source, seen, state.runId),
  }));
}

/** The Sources of a slice, whole. */
export const carrySlice = (sources: readonly SourceState[], runId: string): CarriedSource[] =>
  sources.map(source => ({
    ...wholly(source),
    ...carryResults(source, new Set(), runId),
  }));

/** What is new of a slice's Sources: stages that the call has as done are not told again. */
export function carryNew(state: RunState, call: readonly CarriedSource[]): CarriedSource[] {
  const seen = new Set(state.byAddress.keys());
  return state.sources.map((source, at) => {
    const carried = carryResults(source, seen, state.runId);
    const isNew = ([stage]: readonly [string, unknown]): boolean => !isDone(call[at], stage);
    return { ...carried, stages: Object.fromEntries(Object.entries(carried.stages).filter(isNew)) };
  });
}

function isDone(known: CarriedSource | undefined, stage: string): boolean {
  // SAFETY: the keys of `stages` are stages.
  const result = known?.stages[stage as Stage];
  return (
    result !== undefined && (typeof result !== 'object' || !(result && ('failure' in result || 'canceled' in result)))
  );
}

const wholly = ({ admitted, level }: SourceState): Pick<CarriedSource, 'source' | 'level'> => ({
  source: admitted,
  ...(level === 0 ? {} : { level }),
});

function carryAdmitted(state: RunState, source: SourceState): Pick<CarriedSource, 'source' | 'level' | 'from'> {
  const { admitted, level } = source;
  const parent = state.byUri.get(admitted.parent_uri ?? '');
  const isLink = parent !== undefined && parent.index < source.index && parent.level + 1 === level;
  if (!isLink || !isLinkOf(parent.admitted, admitted)) return wholly(source);
  return { source: admitted.uri, from: parent.index };
}

function carryResults(source: SourceState, seen: Set<string>, runId: string): CarriedSource {
  const found = source.found.filter(({ uri }) => {
    const address = addressKey(uri);
    return !seen.has(address) && seen.add(address);
  });
  return { ...packSource(source, runId), ...(found.length > 0 ? { found: packLinks(source.source, found) } : {}) };
}

/** What CRAWLING found on a page, as it travels. */
export const packLinks = (parent: Source, found: readonly Source[]): Link[] =>
  found.map(link => (isLinkOf(parent, link) ? link.uri : link));

export const unpackLinks = (parent: Source, links: readonly Link[]): Source[] =>
  links.map(link => (typeof link === 'string' ? linkFrom(parent, link) : link));

const isLinkOf = (parent: Source, link: Source): boolean =>
  JSON.stringify(linkFrom(parent, link.uri)) === JSON.stringify(link);

/** As CRAWLING makes it of a page's link. */
const linkFrom = (parent: Source, uri: string): Source => ({
  uri,
  max_depth: (parent.max_depth ?? 0) - 1,
  parent_uri: parent.uri,
  ...(parent.options ? { options: parent.options } : {}),
});

/** The state that was carried. A slice never closes its level: other slices have links of it, too. */
export function restoreRun(first: WebStarted, done: readonly CarriedSource[], kind: 'run' | 'slice'): RunState {
  const state = startRun(first);
  if (kind === 'slice') state.openCrawls += 1;
  for (const carried of done.slice(state.sources.length)) admitCarried(state, carried);
  for (const [at, carried] of done.entries()) {
    const source = state.sources[at];
    if (source) applyCarried(state, source, { carried, now: first.eventTime });
  }
  return state;
}

function admitCarried(state: RunState, { source, from, level }: CarriedSource): void {
  const parent = from === undefined ? undefined : state.sources[from];
  if (typeof source === 'object') admit(state, source, level ?? 0);
  else if (source !== undefined && parent) admit(state, linkFrom(parent.admitted, source), parent.level + 1);
}

/** Folds what was carried of a Source into a state that has not got it yet. */
export function applyCarried(
  state: RunState,
  source: SourceState,
  { carried, now }: { readonly carried: CarriedSource; readonly now: string },
): void {
  const emit = (body: EventBody) => applyEvent(state, { ...body, eventId: state.lastEventId + 1, eventTime: now });
  const whole = { carried, source: unpackSource(source, carried, state.runId) };
  for (const [stage, result] of unpackStages(source.admitted.uri, carried, state.runId)) {
    if (source.activities.get(stage)?.status === 'COMPLETED') continue;
    for (const body of eventsOf(source, whole, [stage, result])) emit(body);
  }
}

/** Who reads the server's history has the keys; decisions need none. */
const NO_KEY = { key: '', code: '', config: '', input: '' };

interface Whole {
  readonly carried: CarriedSource;
  /** As it stands. */
  readonly source: Source;
}

function* eventsOf(
  { index, source: before }: SourceState,
  { carried, source }: Whole,
  [stage, result]: readonly [Stage, Unpacked],
): Generator<EventBody> {
  const { attempt } = result;
  const ref = { activityId: `${index}-${stage}`, activityType: stage, uri: before.uri };
  yield { eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...NO_KEY, stage } };
  yield { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt, identity: '' } };
  if ('canceled' in result) yield { eventType: 'ActivityTaskCanceled', attributes: { ...ref, attempt } };
  else if ('failure' in result) {
    const { failure } = result;
    const retryState = failure.kind === 'transient' ? 'MAXIMUM_ATTEMPTS_REACHED' : 'NON_RETRYABLE_FAILURE';
    yield { eventType: 'ActivityTaskFailed', attributes: { ...ref, attempt, failure, retryState } };
  } else {
    const found = stage === 'CRAWLING' && carried.found ? { discovered: unpackLinks(source, carried.found) } : {};
    yield { eventType: 'ActivityTaskCompleted', attributes: { ...ref, attempt, ...result.done, source, ...found } };
  }
}
