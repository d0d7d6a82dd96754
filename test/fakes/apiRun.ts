import { createHash } from 'node:crypto';
import type { ApiIngestionResult, ApiParts } from '../../src/engine/api/apiParts.ts';
import { openApiRuns } from '../../src/engine/api/apiRuns.ts';
import type { Http, RunStore, Staging, StagingStore } from '../../src/engine/ports.ts';
import type { KeptRow, StagedPage, StagedRow } from '../../src/model/api/staged.ts';
import { compareOrder } from '../../src/model/dataset/watermark.ts';
import type { JournalEvent } from '../../src/model/event.ts';
import type { ApiIngestionInput } from '../../src/model/generated/types.ts';
import { createFakeDatasetDisk, Died, type FakeDatasetDisk } from './dataset.ts';
import { createFakeHttp, type FakeAnswer, type FakeHttp } from './http.ts';
import { createFakeLog, type FakeLog } from './ports.ts';
import { createVirtualClock, type VirtualClock } from './virtualClock.ts';

export interface ApiWorld {
  readonly disk: FakeDatasetDisk;
  readonly http: FakeHttp;
  readonly clock: VirtualClock;
  readonly log: FakeLog;
  /** What the journal holds durably. */
  events(): readonly JournalEvent[];
  /** Steps taken so far: requests, commits, lines of the journal, changes of the dataset. */
  steps(): number;
  ingest(input: ApiIngestionInput, park?: AbortSignal, runId?: string): Promise<ApiIngestionResult>;
  /** Makes what a run's staging has noted another text. */
  editNote(name: string, edit: (text: string) => string, runId?: string): void;
  resume(options?: { failed?: boolean; park?: AbortSignal }): Promise<ApiIngestionResult>;
  /** The process dies before its n-th step from now. `keeps`: of what was not synced, all is there all the same. */
  dieAfter(steps: number, keeps: boolean): void;
  revive(): void;
}

const BASE = 'http://127.0.0.1:9/events';
export const RUN = 'run-1';

/** One work folder, one dataset and one API in memory, in as many lives as it takes. */
export function createApiWorld(answer: (url: URL) => FakeAnswer): ApiWorld {
  const disk = createFakeDatasetDisk();
  const clock = createVirtualClock();
  const web = createFakeHttp({});
  const log = createFakeLog();
  const journal: Journal = { durable: [], queued: [] };
  const staged = new Map<string, Stage>();
  let [own, limit, keeps] = [0, Infinity, false];
  const step = (): void => {
    if (own + disk.steps() >= limit) throw new Died();
    own += 1;
    disk.dieAfter(limit - own - disk.steps());
  };
  const http: Http = {
    ...web,
    async get(request) {
      step();
      return createFakeHttp({ [request.url]: answer(new URL(request.url)) }).get(request);
    },
  };
  const parts: ApiParts = {
    ports: {
      clock,
      http: { ...http, get: request => (web.requests.push(request), http.get(request)) },
      hash: { sha256: data => createHash('sha256').update(data).digest('hex') },
      log,
      runs: createRuns(journal, step),
    },
    staging: createStore(staged, step),
    tables: disk.tables,
    openFolder: () => disk.folder,
    identity: 'test',
    userAgent: 'test',
    close: () => undefined,
  };
  const runs = openApiRuns(parts);
  const drive = (park?: AbortSignal) => ({ headers: {}, signal: park ?? new AbortController().signal });
  const options = { inputFile: null, currentFolder: '/' };
  return {
    disk,
    clock,
    http: web,
    log,
    events: () => journal.durable.map(({ event }) => event),
    steps: () => own + disk.steps(),
    ingest: (input, park, runId = RUN) =>
      runs.ingest({ ...drive(park), runId, options, input: { base_url: BASE, ...RANGE, ...input } }),
    editNote(name, edit, runId = RUN) {
      const stage = staged.get(runId);
      if (!stage) throw new Error(`no staging of ${runId}`);
      staged.set(runId, { ...stage, notes: new Map(stage.notes).set(name, edit(stage.notes.get(name) ?? '')) });
    },
    resume: ({ failed = false, park } = {}) => runs.resume({ ...drive(park), runId: RUN, failed }),
    dieAfter(steps, keepsUnsynced) {
      [limit, keeps] = [own + disk.steps() + steps, keepsUnsynced];
      disk.dieAfter(steps);
    },
    revive() {
      limit = Infinity;
      disk.revive();
      if (keeps) journal.durable.push(...journal.queued);
      journal.queued = [];
    },
  };
}

const RANGE = { start_date: '2026-01-01', end_date: '2026-01-03', date_column: 'day' };

/** The lines of all runs. */
interface Journal {
  durable: Line[];
  queued: Line[];
}

interface Line {
  readonly runId: string;
  readonly event: JournalEvent;
}

function createRuns(journal: Journal, step: () => void): RunStore {
  const sync = (): void => {
    step();
    journal.durable.push(...journal.queued.splice(0));
  };
  const eventsOf = (runId: string): JournalEvent[] =>
    journal.durable.filter(line => line.runId === runId).map(({ event }) => event);
  return {
    list: async () => [RUN],
    read: async runId => eventsOf(runId),
    owner: async () => null,
    onServer: async () => [],
    open: async runId => ({
      events: eventsOf(runId),
      isTorn: false,
      journal: {
        append(event) {
          step();
          journal.queued.push({ runId, event });
        },
        flush: async () => sync(),
        close: async () => undefined,
      },
      release: async () => undefined,
    }),
    size: async () => 0,
    remove: async () => undefined,
  };
}

interface Stage {
  readonly rows: ReadonlyMap<string, KeptRow>;
  readonly pages: ReadonlyMap<number, StagedPage>;
  readonly notes: ReadonlyMap<string, string>;
}

function createStore(durable: Map<string, Stage>, step: () => void): StagingStore {
  return {
    has: runId => durable.has(runId),
    remove: runId => void durable.delete(runId),
    open: runId => openStage(durable.get(runId), stage => durable.set(runId, stage), step),
  };
}

function openStage(from: Stage | undefined, keep: (stage: Stage) => void, step: () => void): Staging {
  const rows = new Map(from?.rows);
  const pages = new Map(from?.pages);
  const notes = new Map(from?.notes);
  return {
    addPage(page, added) {
      const fresh: StagedRow[] = [];
      let hasReplaced = false;
      for (const row of added) {
        const known = rows.get(row.key);
        const isOlder = row.order !== null && known?.order != null && compareOrder(row.order, known.order) < 0;
        if (isOlder || known?.json === row.json) continue;
        rows.set(row.key, { ...row, seq: known?.seq ?? rows.size + 1, page: page.number });
        if (known) hasReplaced = true;
        else fresh.push(row);
      }
      const deadLetters = fresh.filter(({ reason }) => reason !== null).length;
      const staged = { ...page, added: fresh.length, deadLetters };
      pages.set(page.number, staged);
      return { page: staged, fresh, hasReplaced };
    },
    clear() {
      for (const all of [rows, pages, notes]) all.clear();
    },
    commit() {
      step();
      keep({ rows: new Map(rows), pages: new Map(pages), notes: new Map(notes) });
    },
    pages: first => [...pages.values()].filter(({ number }) => number >= first),
    uriOf: number => pages.get(number)?.uri ?? null,
    hasAsked: next => [...pages.values()].some(page => page.next === next),
    has: key => rows.has(key),
    row: key => rows.get(key),
    partitions: () => {
      const counts = new Map<string, number>();
      for (const { partitionDate: day } of rows.values()) if (day !== null) counts.set(day, (counts.get(day) ?? 0) + 1);
      return [...counts].sort().map(([partitionDate, count]) => ({ partitionDate, rows: count }));
    },
    rows: day => [[...rows.values()].filter(row => row.partitionDate === day && (day !== null || row.reason !== null))],
    note: name => notes.get(name),
    setNote: (name, text) => void notes.set(name, text),
    close: () => undefined,
  };
}

export interface EventRow {
  readonly id: number;
  readonly day: string | null;
}

export const eventRows = (count: number): readonly EventRow[] =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, day: `2026-01-0${1 + (at % 3)}` }));

/** An API that pages by number over these rows. */
export const pagesOf =
  (rows: readonly object[]) =>
  (url: URL): FakeAnswer => ({ body: JSON.stringify(pageOf(rows, url)) });

export function pageOf(rows: readonly object[], { searchParams }: URL): readonly object[] {
  const [page, size] = [Number(searchParams.get('_page')), Number(searchParams.get('_limit'))];
  return rows.slice((page - 1) * size, page * size);
}

/** Every row of the dataset with its day, in a text that can be compared. */
export function datasetOf({ published }: FakeDatasetDisk): string {
  const lines = [...published].flatMap(([name, { rows }]) =>
    rows.map(
      ({ _ingested_at: _, ...row }) =>
        `${name} ${JSON.stringify(row, (_key, value: unknown) => String(typeof value === 'object' ? JSON.stringify(value) : value))}`,
    ),
  );
  return lines.sort().join('\n');
}
