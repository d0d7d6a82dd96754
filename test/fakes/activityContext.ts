import { createHash } from 'node:crypto';
import type { ActivityContext } from '../../src/engine/activity.ts';
import type { Embedder, VectorStore } from '../../src/engine/ports.ts';

interface Given {
  readonly inputText?: string;
  readonly artifactPath?: string;
  readonly key?: string;
  readonly store?: VectorStore;
  readonly embedder?: Embedder;
}

const refuse = (): never => {
  throw new Error('this activity has no business with that port');
};

/** A context in which only what is given is there; `written` holds the artifacts, `logged` the codes. */
export function activityContext(given: Given = {}): {
  context: ActivityContext;
  written: Map<string, string>;
  logged: string[];
} {
  const written = new Map<string, string>();
  const logged: string[] = [];
  const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
  const write = async (path: string, bytes: Uint8Array | string): Promise<string> => {
    written.set(path, typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes));
    return sha256(bytes);
  };
  const context: ActivityContext = {
    ports: {
      clock: { now: refuse, sleep: refuse },
      hash: { sha256 },
      artifacts: { read: refuse, reuse: refuse, readInput: refuse, write },
      http: { get: refuse, lookup: refuse },
      converter: { convert: refuse },
      cache: { page: refuse, putPage: refuse, activity: refuse, lastActivity: refuse, putActivity: refuse },
      openStore: async () => given.store ?? refuse(),
      openEmbedder: async () => given.embedder ?? refuse(),
      log: { write: (_level, code) => logged.push(code) },
    },
    settings: {
      requestTimeoutMs: 1000,
      maxPageBytes: 1_000_000,
      userAgent: 'test',
      headers: {},
      allowPrivateHosts: false,
      inputHosts: [],
    },
    input: { sources: [] },
    runId: 'run',
    key: given.key ?? 'key-1',
    artifactPath: given.artifactPath ?? 'runs/run/stage/name',
    readInput: async () => new TextEncoder().encode(given.inputText ?? ''),
    signal: new AbortController().signal,
    heartbeat: () => {},
  };
  return { context, written, logged };
}
