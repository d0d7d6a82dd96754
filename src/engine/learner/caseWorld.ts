import type { ActivityCase, CaseAnswer } from '../../model/workshop/activityCase.ts';
import { fail } from '../../model/problem.ts';
import type { RunSettings } from '../activity.ts';
import type { Artifacts, Cache, Clock, Converter, Hash, Http, Log, Ports } from '../ports.ts';

/** What a case needs of the world: everything else is in the case itself. */
export interface CasePorts {
  readonly clock: Clock;
  readonly hash: Hash;
  readonly converter: Converter;
  readonly log: Log;
  /** Absent: the case's own answers. */
  readonly http?: Http;
}

/** Ports of a run that leaves nothing behind; `files` are what was written. */
export function createCaseWorld(
  tried: ActivityCase,
  world: CasePorts,
): Ports & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const nothing = () => Promise.reject(new Error('a case has no index'));
  return {
    ...{ clock: world.clock, hash: world.hash, converter: world.converter, log: world.log, files },
    http: world.http ?? answering(tried.answers ?? {}),
    artifacts: inMemory(files, tried.work, world.hash),
    cache: NO_CACHE,
    vectors: { read: () => new Map(), write: () => undefined, forget: () => undefined },
    ...{ openStore: nothing, openEmbedder: nothing, openChat: nothing },
  };
}

function inMemory(files: Map<string, Uint8Array>, work: string | undefined, hash: Hash): Artifacts {
  const bytes = (text: string | Uint8Array) => (typeof text === 'string' ? new TextEncoder().encode(text) : text);
  return {
    read: async path => files.get(path) ?? Promise.reject(fail('config', 'file_missing', { path })),
    async write(path, text) {
      files.set(path, bytes(text));
      return hash.sha256(text);
    },
    reuse: async () => false,
    readInput: async path => bytes(work ?? (await Promise.reject(fail('data', 'input_file_missing', { path })))),
  };
}

const NO_CACHE: Cache = {
  ...{ page: () => undefined, activity: () => undefined, lastActivity: () => undefined },
  ...{ putPage: () => undefined, putActivity: () => undefined },
};

/** No other address answers; without a robots.txt everything is allowed. */
const answering = (answers: NonNullable<ActivityCase['answers']>): Http => ({
  async get({ url }) {
    const { status = 200, headers = HTML, body = '' } = answers[url] ?? missing(url);
    return { status, headers, body: new TextEncoder().encode(body) };
  },
  lookup: async () => ['127.0.0.1'],
});

const HTML = { 'content-type': 'text/html; charset=utf-8' };

function missing(url: string): CaseAnswer {
  if (url.endsWith('/robots.txt')) return { status: 404 };
  throw fail('data', 'case_without_answer', { uri: url });
}

export const CASE_SETTINGS: RunSettings = {
  requestTimeoutMs: 30_000,
  maxPageBytes: 20_000_000,
  userAgent: 'ingestion-workshop',
  headers: {},
  allowPrivateHosts: true,
  inputHosts: [],
};
