import { DEFAULT_DATABASE, indexingTarget } from '../model/collection.ts';
import { activityKeyOf, compareIndex, type IndexDifference } from '../model/compareIndex.ts';
import { sameDatabase } from '../model/databaseUri.ts';
import type { HistoryEvent } from '../model/event.ts';
import { expectationOf, renew, type Expectation } from '../model/expectedIndex.ts';
import { fail, toProblem, type Problem } from '../model/problem.ts';
import type { RunState } from '../model/runState.ts';
import { keyOf } from './activityInput.ts';
import type { IndexedSource, VectorStore } from './ports.ts';
import { reindex } from './reindex.ts';
import type { RunReader } from './readRuns.ts';
import type { WorkFolderParts } from './workFolderParts.ts';

export interface ReconcileRequest {
  readonly collection: string;
  readonly databaseUri?: string;
  /** Absent: only says what is not in order. */
  readonly repair: boolean;
  readonly signal: AbortSignal;
  onProgress?(done: number, total: number): void;
}

export interface ReconcileResult extends IndexDifference {
  /** Sources whose rows are in order again; they are in no list any more. */
  readonly repaired: readonly string[];
  /** Why a Source could not be repaired. */
  readonly problems: ReadonlyMap<string, Problem>;
}

type World = Pick<WorkFolderParts, 'ports' | 'portsFor' | 'codeVersions' | 'describe'>;

/**
 * Holds an index against what the runs made: their journals, and the cache for runs that were pruned. Repairs from the
 * chunk files, one transaction a Source; rows of other folders and other programs are never seen here.
 * Throws data `collection_missing`; transient `busy` when a run writes while it repairs; what store and embedder throw.
 */
export async function reconcile(world: World, reader: RunReader, request: ReconcileRequest): Promise<ReconcileResult> {
  const { collection, databaseUri = DEFAULT_DATABASE, repair } = request;
  const store = await world.ports.openStore(databaseUri);
  const told = await readExpectations(world, reader, { collection, databaseUri, repair });
  const rows = await store.sources(collection);
  if (rows.length === 0 && told.expected.size === 0) await refuseUnknown(store, collection);
  const expected = await withKeys(world, told.expected, rows);
  const difference = compareIndex({
    ...{ expected, rows },
    isKnown: ({ uri, key }) => !told.isComplete || told.known.has(uri) || isRemembered(world, uri, key),
    inputOf: key => told.inputs.get(key),
  });
  if (!repair) return { ...difference, repaired: [], problems: new Map() };
  return repairAll({ world, store, request, expected }, difference);
}

const isRemembered = ({ ports: { cache } }: World, uri: string, key: string): boolean =>
  (cache.activity(activityKeyOf(key)) ?? cache.lastActivity(uri, 'INDEXING')) !== undefined;

export async function refuseUnknown(store: VectorStore, collection: string): Promise<void> {
  if ((await store.collection(collection)) !== undefined) return;
  const collections = (await store.collections()).join(', ');
  throw fail('data', 'collection_missing', { collection, collections: collections || '–' });
}

interface Told {
  readonly expected: ReadonlyMap<string, Expectation>;
  /** The addresses of all runs, wherever they write. */
  readonly known: ReadonlySet<string>;
  /** INDEXING's key → the sha256 of what it read. */
  readonly inputs: ReadonlyMap<string, string>;
  /** False: a journal could not be read, and may know what the others do not. */
  readonly isComplete: boolean;
}

type Asked = Required<Pick<ReconcileRequest, 'collection' | 'databaseUri' | 'repair'>>;

async function readExpectations({ ports, describe }: World, reader: RunReader, asked: Asked): Promise<Told> {
  const words: { readonly uri: string; readonly at: string; readonly expectation: Expectation }[] = [];
  const [known, inputs] = [new Set<string>(), new Map<string, string>()];
  let isComplete = true;
  // One after the other: see `readRuns`.
  for (const runId of await ports.runs.list()) {
    const run = await reader.loadWeb(runId).catch((thrown: unknown) => toProblem(thrown));
    if ('code' in run) {
      if (run.code === 'run_unknown' || run.code === 'run_of_api') continue;
      ports.log.write('warn', 'run_unreadable', { run: runId, error: describe(run) });
      isComplete = false;
      continue;
    }
    const { state, events } = run;
    const owner = await ports.runs.owner(runId);
    for (const { source } of state.sources) known.add(source.uri);
    if (!writesTo(state, asked)) continue;
    if (owner !== null && asked.repair) throw fail('transient', 'busy', { run: runId, owner });
    const times = lastTimes(events);
    for (const source of state.sources) {
      const { uri } = source.source;
      const key = source.activities.get('INDEXING')?.key;
      if (key) inputs.set(key.key, key.input);
      const expectation = expectationOf(state, source, owner !== null);
      if (expectation) words.push({ uri, at: times.get(uri) ?? state.startedAt, expectation });
    }
  }
  words.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const expected = new Map<string, Expectation>();
  for (const { uri, expectation } of words) expected.set(uri, renew(expected.get(uri), expectation));
  return { expected, known, inputs, isComplete };
}

export function writesTo(
  { input }: RunState,
  { collection, databaseUri }: Pick<Asked, 'collection' | 'databaseUri'>,
): boolean {
  const target = indexingTarget(input);
  return target.collection === collection && sameDatabase(target.databaseUri, databaseUri);
}

/** An older run that was resumed later has the newer word, of the Sources that it went on with. */
function lastTimes(events: readonly HistoryEvent[]): Map<string, string> {
  const times = new Map<string, string>();
  for (const event of events) if ('uri' in event.attributes) times.set(event.attributes.uri, event.eventTime);
  return times;
}

/** Chunks that INDEXING has not seen get the key that it would give them, where rows are, or were, in the index. */
async function withKeys(
  world: World,
  expected: ReadonlyMap<string, Expectation>,
  rows: readonly IndexedSource[],
): Promise<ReadonlyMap<string, Expectation>> {
  const there = new Set(rows.map(({ uri }) => uri));
  const keyed = new Map(expected);
  for (const [uri, expectation] of expected) {
    if (expectation.kind !== 'rows' || expectation.key !== undefined) continue;
    if (!there.has(uri) && !expectation.wasIndexed) continue;
    const { source, input, options } = expectation.from;
    const run = { ports: world.portsFor(options), codeVersions: world.codeVersions, input };
    keyed.set(uri, { ...expectation, key: (await keyOf(run, { source, stage: 'INDEXING' })).key });
  }
  return keyed;
}

interface Repair {
  readonly world: World;
  readonly store: VectorStore;
  readonly request: ReconcileRequest;
  readonly expected: ReadonlyMap<string, Expectation>;
}

/** Only what is wrong with one Source is left at it; a server that is down ends it all. */
async function repairAll(repair: Repair, { missing, orphaned, stale }: IndexDifference): Promise<ReconcileResult> {
  const { store, request } = repair;
  const repaired: string[] = [];
  const problems = new Map<string, Problem>();
  const all = [...orphaned.map(found => ({ ...found, isOrphan: true })), ...stale, ...missing];
  for (const [at, found] of all.entries()) {
    request.signal.throwIfAborted();
    try {
      if ('isOrphan' in found) await store.removeSource(request.collection, found.uri);
      else await reindexExpected(repair, found.uri);
      repaired.push(found.uri);
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (request.signal.aborted || problem.kind !== 'data') throw thrown;
      problems.set(found.uri, problem);
    }
    request.onProgress?.(at + 1, all.length);
  }
  const isLeft = ({ uri }: { readonly uri: string }): boolean => problems.has(uri);
  return {
    missing: missing.filter(isLeft),
    orphaned: orphaned.filter(isLeft),
    stale: stale.filter(isLeft),
    ...{ repaired, problems },
  };
}

async function reindexExpected({ world, store, request, expected }: Repair, uri: string): Promise<void> {
  const expectation = expected.get(uri);
  if (expectation?.kind !== 'rows' || expectation.key === undefined) throw new Error(`nothing is expected of ${uri}`);
  const { source, input, options } = expectation.from;
  const ports = world.portsFor(options);
  await reindex({ ports, store, source, input, key: expectation.key, ...request });
}
