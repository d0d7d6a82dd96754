import { createHash } from 'node:crypto';
import type { ActivityContext, RunSettings } from '../../src/engine/activity.ts';
import type {
  ActivityRecord,
  Artifacts,
  Cache,
  Clock,
  Embedder,
  Log,
  PageRecord,
  Ports,
  VectorCache,
} from '../../src/engine/ports.ts';
import { fail, type Reason } from '../../src/model/problem.ts';
import { createFakeHttp } from './http.ts';

export interface FakeArtifacts extends Artifacts {
  /** Path → bytes, for looking and for preparing. */
  readonly files: Map<string, Uint8Array>;
  /** The file as UTF-8; '' when there is none. */
  text(path: string): string;
}

export interface FakeClock extends Clock {
  /** What was slept, in milliseconds. */
  readonly sleeps: number[];
  advance(ms: number): void;
}

export interface FakeLog extends Log {
  readonly lines: { level: string; code: string; fields: Readonly<Record<string, unknown>> }[];
}

export interface FakePorts extends Ports {
  readonly artifacts: FakeArtifacts;
  readonly clock: FakeClock;
  readonly log: FakeLog;
}

/** All ports in memory, each one behaving; replace what a test is about: `createFakePorts({ http })`. */
export function createFakePorts<Given extends Partial<Ports>>(given: Given = {} as Given): FakePorts & Given {
  // SAFETY: the empty default has no key of its own to miss.
  return {
    clock: createFakeClock(),
    hash: { sha256 },
    artifacts: createFakeArtifacts(),
    http: createFakeHttp({}),
    converter: { convert: () => missing('converter') },
    cache: createFakeCache(),
    vectors: createFakeVectors(),
    openStore: () => missing('store'),
    openEmbedder: () => missing('embedder'),
    openChat: () => missing('chat model'),
    log: createFakeLog(),
    ...given,
  };
}

export const fakeSettings = (settings: Partial<RunSettings> = {}): RunSettings => ({
  requestTimeoutMs: 30_000,
  maxPageBytes: 20_000_000,
  userAgent: 'ingestion-workshop/0.0.0',
  headers: {},
  allowPrivateHosts: false,
  inputHosts: [],
  ...settings,
});

/** A context for one activity; `artifactPath` says where its result goes. */
export function fakeContext(given: Partial<ActivityContext> & { ports: Ports }): ActivityContext {
  return {
    settings: fakeSettings(),
    input: { sources: [] },
    runId: 'run-1',
    key: 'key-1',
    artifactPath: 'runs/run-1/scraping/page.html',
    readInput: () => Promise.reject(fail('data', 'file_missing', { path: 'input' })),
    signal: new AbortController().signal,
    heartbeat: () => undefined,
    ...given,
  };
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Time passes only by sleeping; 2026-11-21T09:00:00Z when a run begins.  */
export function createFakeClock(start = '2026-11-21T09:00:00.000Z'): FakeClock {
  let now = Date.parse(start);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => new Date(now),
    advance: ms => void (now += ms),
    async sleep(ms, signal) {
      if (signal?.aborted) return;
      sleeps.push(ms);
      now += ms;
    },
  };
}

export function createFakeArtifacts(inputs: Record<string, string | Uint8Array> = {}): FakeArtifacts {
  const files = new Map<string, Uint8Array>();
  const get = (path: string) => files.get(path) ?? raise(path);
  return {
    files,
    text: path => new TextDecoder().decode(files.get(path)),
    read: async path => get(path),
    async write(path, data) {
      const bytes = bytesOf(data);
      files.set(path, bytes);
      return sha256(bytes);
    },
    async reuse(from, to, hash) {
      const bytes = files.get(from);
      if (!bytes || sha256(bytes) !== hash) return false;
      files.set(to, bytes);
      return true;
    },
    readInput: async path => bytesOf(inputs[path] ?? raise(path)),
  };
}

export function createFakeCache(): Cache {
  const pages = new Map<string, PageRecord>();
  const activities = new Map<string, ActivityRecord>();
  return {
    page: uri => pages.get(uri),
    putPage: (uri, record) => void pages.set(uri, record),
    activity: key => activities.get(key),
    lastActivity: (uri, stage) => activities.get(`${stage} ${uri}`),
    putActivity(uri, stage, record) {
      activities.set(record.key, record);
      activities.set(`${stage} ${uri}`, record);
    },
  };
}

export function createFakeVectors(): VectorCache {
  const kept = new Map<string, Map<string, Float32Array>>();
  const of = (identity: string) => kept.get(identity) ?? new Map<string, Float32Array>();
  return {
    read: (identity, hashes) => new Map([...of(identity)].filter(([hash]) => hashes.includes(hash))),
    write: (identity, vectors) => void kept.set(identity, new Map([...of(identity), ...vectors])),
    forget: identity => void kept.delete(identity),
  };
}

/** One whose vectors are made by a function of the text. */
export function createFakeEmbedder(model: string, vectorOf: (text: string) => Float32Array | Reason): FakeEmbedder {
  const asked: (readonly string[])[] = [];
  return {
    ...{ model, asked },
    identity: model,
    usdPerMillionTokens: undefined,
    async embed(texts) {
      asked.push(texts);
      return { vectors: texts.map(vectorOf), tokens: null };
    },
  };
}

export interface FakeEmbedder extends Embedder {
  /** The texts of each request. */
  readonly asked: (readonly string[])[];
}

export function createFakeLog(): FakeLog {
  const lines: FakeLog['lines'] = [];
  return { lines, write: (level, code, fields = {}) => void lines.push({ level, code, fields }) };
}

const bytesOf = (data: string | Uint8Array) => (typeof data === 'string' ? new TextEncoder().encode(data) : data);

function raise(path: string): never {
  throw fail('data', 'file_missing', { path });
}

const missing = (port: string) => Promise.reject(new Error(`this test gave no ${port}`));
