import { createHash } from 'node:crypto';
import { createArtifacts } from '../../src/adapters/runs/artifactFiles.ts';
import type { Disk } from '../../src/adapters/runs/disk.ts';
import { scanJournal } from '../../src/adapters/runs/journalFile.ts';
import { createRunFolders } from '../../src/adapters/runs/runFolders.ts';
import { createArtifactNames } from '../../src/engine/artifactNames.ts';
import type { Activity } from '../../src/engine/activity.ts';
import { emit, type Execution } from '../../src/engine/execution.ts';
import type { Artifacts, Clock } from '../../src/engine/ports.ts';
import { runWorkflow } from '../../src/engine/runWorkflow.ts';
import type { HistoryEvent } from '../../src/model/event.ts';
import { toProblem } from '../../src/model/problem.ts';
import { DEFAULT_RETRY_POLICY } from '../../src/model/retry.ts';
import { foldRun, startRun } from '../../src/model/runState.ts';
import { byStage, type Stage } from '../../src/model/stage.ts';
import { createFakeCache, createFakePorts, fakeSettings } from '../fakes/ports.ts';
import { fakeActivity, startedEvent } from '../fakes/run.ts';
import { createRandom, createSimulatedDisk, type SimulatedDisk } from './simulatedDisk.ts';

/** An ordering fault, planted on purpose to see whether it is found. */
export interface Plant {
  disk?(disk: Disk): Disk;
  artifacts?(artifacts: Artifacts): Artifacts;
}

/** A computer on which a small run is driven by the product's own engine and adapters, in as many lives as it takes. */
export interface Computer {
  readonly disk: SimulatedDisk;
  /** One process: begins the run or resumes it, and resolves when the run's end is durable. */
  live(): Promise<void>;
  /** activityId → how often it ran. */
  readonly calls: ReadonlyMap<string, number>;
  /** Somebody has been told that the run exists. */
  isAcknowledged(): boolean;
  /** Its bytes as they are seen, and as they are durable. */
  journal(): readonly [seen: Buffer, durable: Buffer];
}

const NOTHING = Buffer.alloc(0);
const HOME = '/w';
export const JOURNAL = `${HOME}/runs/run-1/journal.jsonl`;
const ROOT = 'http://127.0.0.1/a';
const LINK = 'http://127.0.0.1/b';
const STAGES = ['CRAWLING', 'SCRAPING'] as const;

export function createComputer(random: () => number, plant: Plant = {}): Computer {
  const disk = createSimulatedDisk(random, HOME);
  const calls = new Map<string, number>();
  const concurrency = 1 + Math.floor(random() * 3);
  let acknowledged = false;

  async function live(): Promise<void> {
    const ours = disk.start();
    const planted = plant.disk?.(ours) ?? ours;
    const artifacts = createArtifacts(HOME, () => Promise.reject(new Error('no input')), planted);
    const runs = createRunFolders(HOME, { disk: planted, lock: async () => async () => undefined });
    const { events, journal, release } = await runs.open('run-1');
    const run: Execution = {
      ...settings(concurrency),
      state: foldRun(events) ?? startRun(FIRST),
      ports: createFakePorts({
        artifacts: plant.artifacts?.(artifacts) ?? artifacts,
        cache: createFakeCache(),
        clock: createClock(),
      }) as unknown as Execution['ports'], // SAFETY: of the artifacts, only what the port asks for is used here.
      journal,
      activities: byStage<Activity>(stage => (context, source) => {
        const id = `${stage} ${source.uri}`;
        calls.set(id, (calls.get(id) ?? 0) + 1);
        return ACTIVITIES[stage](context, source);
      }),
      nameOf: source => names(source),
    };
    const names = createArtifactNames(run.state, run.ports.hash.sha256);
    if (events.length === 0) journal.append(FIRST);
    else if (run.state.endedAt === null)
      emit(run, { eventType: 'WorkflowExecutionUnpaused', attributes: { identity: 'test' } });
    await journal.flush();
    acknowledged = true;
    try {
      if (run.state.endedAt === null) await runWorkflow(run);
    } finally {
      await release();
    }
  }

  return {
    disk,
    live,
    calls,
    isAcknowledged: () => acknowledged,
    journal: () => [disk.files().get(JOURNAL) ?? NOTHING, disk.durable(JOURNAL) ?? NOTHING],
  };
}

const FIRST = startedEvent([{ uri: ROOT, max_depth: 1 }], { input: { stages: [...STAGES] } }) satisfies HistoryEvent;

/** A page with a link, and the page that it leads to: discovery, dependent stages, several files at once. */
const ACTIVITIES: Readonly<Record<Stage, Activity>> = {
  ...byStage(fakeActivity),
  CRAWLING: async (context, source) => {
    if (source.uri !== ROOT) return { source, discovered: [] };
    await context.ports.artifacts.write(context.artifactPath, `{"links":["${LINK}"]}`);
    return { source, discovered: [{ uri: LINK, max_depth: 0 }] };
  },
};

const settings = (concurrency: number) => ({
  settings: fakeSettings(),
  codeVersions: byStage(() => '1'),
  policy: DEFAULT_RETRY_POLICY,
  limits: { concurrency, perHost: 2 },
  heartbeatTimeoutMs: 60_000,
  identity: 'test',
  // Not shared: what a dead process listens to goes with it.
  cancel: new AbortController().signal,
  park: new AbortController().signal,
  onEvent: () => undefined,
});

/** Nobody waits here: a sleep ends only when it is not needed any more. */
function createClock(): Clock {
  let nowMs = Date.parse('2026-11-21T09:00:00.000Z');
  return {
    now: () => new Date((nowMs += 1)),
    sleep: (_ms, signal) => new Promise(resolve => signal?.addEventListener('abort', () => resolve(), { once: true })),
  };
}

/** Journal and artifacts of a run that nothing interrupted. */
export async function uninterrupted(): Promise<{ readonly artifacts: string; readonly computer: Computer }> {
  const computer = createComputer(createRandom(1));
  await computer.live();
  return { artifacts: artifactsOf(computer.disk.files()), computer };
}

/** Their names and bytes, in a text that can be compared; what a dead process left half written is no artifact. */
export function artifactsOf(files: ReadonlyMap<string, Buffer>): string {
  const kept = [...files].filter(([name]) => name !== JOURNAL && !name.endsWith('.tmp')).sort();
  return kept.map(([name, bytes]) => `${name}: ${bytes.toString()}`).join('\n');
}

/**
 * Lets the computer live until the run has ended, dying `crashes` times at random moments, and checks what must hold.
 * Throws what does not.
 */
export async function survive(computer: Computer, crashes: readonly Crash[], expected: string): Promise<void> {
  const promises: Buffer[] = [];
  for (const { after, how } of crashes) {
    const crashed = computer.disk.crashAfter(after).then(() => 'crashed');
    const end = await Promise.race([crashed, computer.live().then(() => 'ended')]);
    promises.push(promised(computer));
    computer.disk.restart(how);
    if (end === 'ended') break;
  }
  await computer.live();
  // It has been said that the run is complete: now the power may go.
  computer.disk.restart('power');
  check(computer, { crashes: crashes.length, promises, expected });
}

export interface Crash {
  /** So many operations are done before it. */
  readonly after: number;
  readonly how: 'kill' | 'power';
}

/** What is durable now of the journal must be in it for ever. */
function promised({ journal, isAcknowledged }: Computer): Buffer {
  const [, durable] = journal();
  const sound = durable.subarray(0, durable.lastIndexOf('\n') + 1);
  if (isAcknowledged() && sound.length === 0) throw new Error('a run that was acknowledged can be lost');
  return sound;
}

interface Expectation {
  readonly crashes: number;
  readonly promises: readonly Buffer[];
  readonly expected: string;
}

function check({ disk, calls }: Computer, { crashes, promises, expected }: Expectation): void {
  const files = disk.files();
  const artifacts = artifactsOf(files);
  if (artifacts !== expected) throw new Error(`other artifacts: ${artifacts}\ninstead of: ${expected}`);
  const journal = files.get(JOURNAL) ?? NOTHING;
  if (!promises.every(promise => journal.subarray(0, promise.length).equals(promise)))
    throw new Error('lines that were durable are gone');
  const done = eventsOf(journal).flatMap(event =>
    event.eventType === 'ActivityTaskCompleted' ? [event.attributes] : [],
  );
  const ids = done.map(({ activityId }) => activityId);
  if (new Set(ids).size !== ids.length || ids.length !== calls.size) throw new Error(`recorded: ${ids.join()}`);
  for (const { artifact, sha256 } of done) {
    const bytes = artifact === null ? undefined : files.get(`${HOME}/${artifact}`);
    if (artifact !== null && sha256Of(bytes) !== sha256) throw new Error(`${artifact} is not what its event says`);
  }
  const most = Math.max(...calls.values());
  if (most > crashes + 1) throw new Error(`an activity ran ${most} times in ${crashes} crashes`);
}

const sha256Of = (bytes: Buffer | undefined) => bytes && createHash('sha256').update(bytes).digest('hex');

function eventsOf(journal: Buffer): HistoryEvent[] {
  // SAFETY: written by the run that is checked.
  const events = journal
    .toString()
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as HistoryEvent);
  if (events.at(-1)?.eventType !== 'WorkflowExecutionCompleted') throw new Error('the end of the run is lost');
  return events;
}

/** Up to five crashes at moments that the seed chooses. */
export async function trySeed(seed: number, expected: string, plant: Plant = {}): Promise<void> {
  const random = createRandom(seed);
  const computer = createComputer(random, plant);
  const crashes = Array.from({ length: Math.floor(random() * 6) }, () => ({
    after: Math.floor(random() * 90),
    how: random() < 0.3 ? ('kill' as const) : ('power' as const),
  }));
  await survive(computer, crashes, expected);
}

/** Which line of a journal is refused when a bit of this byte is flipped; undefined when none is, or another one. */
export function refusedAt(journal: Buffer, byte: number): number | undefined {
  const bytes = Buffer.from(journal);
  bytes[byte]! ^= 1 << (byte % 8);
  try {
    scanJournal(bytes, { file: JOURNAL, byte: 0, line: 1 }, () => undefined);
    return undefined;
  } catch (error) {
    const { code, params } = toProblem(error);
    const line = journal.subarray(0, byte).toString('latin1').split('\n').length;
    return code === 'journal_corrupt' && params['line'] === line ? line : undefined;
  }
}
