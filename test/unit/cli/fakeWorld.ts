import type { Chunker, Engine } from '../../../src/cli/engine.ts';
import type { World } from '../../../src/cli/world.ts';
import { runCommand } from '../../../src/cli/runCommand.ts';
import type { RunResult, WorkFolder } from '../../../src/engine/workFolder.ts';
import type { RunSummary } from '../../../src/model/view.ts';

const unasked = (): never => {
  throw new Error('not asked for in this test');
};

export const COUNTS = { discovered: 3, completed: 1, error: 1, skipped: 1, alias: 0 };

export const RUN: RunSummary = {
  runId: 'r1',
  workflowType: 'IngestionWorkflow',
  api: null,
  status: 'PARKED',
  startedAt: '2026-11-21T09:00:00.000Z',
  endedAt: null,
  counts: COUNTS,
  open: 1,
  waiting: 0,
  results: 0,
  inFlight: 0,
  resumed: null,
  changed: null,
  inputFile: '/ada/pages.ingest.yaml',
  owner: null,
  failure: null,
};

export const RESULT: RunResult = {
  runId: 'r1',
  journal: 'runs/r1/journal.jsonl',
  status: 'partial',
  counts: COUNTS,
  chunks: 12,
  collection: 'default',
  embedding: null,
  reused: 2,
  resumed: null,
  durationMs: 1234.5,
  outcomes: [
    {
      uri: 'https://example.org/',
      status: 'COMPLETED',
      stage: 'INDEXING',
      reason: null,
      aliasOf: null,
      attempts: 1,
      title: 'Home',
      rawFilePath: 'runs/r1/scraping/home.html',
      convertedMdPath: 'runs/r1/conversion/home.md',
      chunkingFilePath: null,
      refused: [],
      chunks: 12,
    },
    {
      uri: 'https://example.org/gone',
      status: 'ERROR',
      stage: 'SCRAPING',
      reason: { code: 'http_status', params: { status: 404 } },
      aliasOf: null,
      attempts: 1,
      title: null,
      rawFilePath: null,
      convertedMdPath: null,
      chunkingFilePath: null,
      refused: [],
      chunks: 0,
    },
  ],
};

export const fakeFolder = (verbs: Partial<WorkFolder>): WorkFolder => ({
  workDir: '/ada/.ingestion-workshop',
  ingest: unasked,
  forecast: unasked,
  preview: unasked,
  resume: unasked,
  runs: unasked,
  history: unasked,
  sources: unasked,
  search: unasked,
  ask: unasked,
  evaluate: unasked,
  project: unasked,
  collections: unasked,
  chunks: unasked,
  index: unasked,
  rebuild: unasked,
  reconcile: unasked,
  emptyIndex: unasked,
  exportIndex: unasked,
  prune: unasked,
  lastArtifact: () => null,
  contentType: () => null,
  close: async () => {},
  ...verbs,
});

/** Splits at blank lines; a word is a token. */
export const lineChunker: Chunker = {
  split: markdown =>
    [...markdown.matchAll(/\S[^\n]*/g)].map(found => ({
      text: found[0],
      start: found.index,
      end: found.index + found[0].length,
      headingPath: [],
    })),
  countTokens: text => text.split(/\s+/).length,
};

export const fakeEngine = (parts: Partial<Engine> & { folder?: Partial<WorkFolder> } = {}): Engine => ({
  openWorkFolder: async () => fakeFolder(parts.folder ?? {}),
  openApiRuns: unasked,
  probeApi: unasked,
  readApiInput: unasked,
  readInput: async () => ({ input: { sources: [{ uri: 'https://example.org/' }] }, problems: [], warnings: [] }),
  describePreview: unasked,
  verifyWorkshop: unasked,
  describeVerdicts: unasked,
  readQuestionSet: async () => [{ question: 'q', expected: ['/a'] }],
  loadConverter: unasked,
  loadChunker: async () => lineChunker,
  writeYaml: async value => JSON.stringify(value),
  emitDiagram: async () => 'classDiagram\n',
  emitModels: async language => `# ${language}\n`,
  openDeadLetters: unasked,
  compareFormats: unasked,
  proposeRules: unasked,
  readRules: async () => ({ rules: [], problems: [] }),
  inspectData: unasked,
  writeReport: unasked,
  startPracticeSite: unasked,
  startPracticeApi: unasked,
  startWorker: unasked,
  installWorker: unasked,
  consultTemporal: async () => [],
  openTemporalFolder: unasked,
  ...parts,
});

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** stdout as the one JSON object that it must be. */
  json(): Record<string, unknown>;
  /** The contract's `error_detail`. */
  detail(): Record<string, unknown>;
}

interface Setting {
  readonly engine?: Engine;
  readonly tty?: boolean;
  readonly world?: Partial<World>;
  readonly stdin?: string;
}

/** A whole command in a process that is not there. */
export async function command(argv: readonly string[], setting: Setting = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY: setting.tty ?? false,
    write: (text: string) => void (written[name] += text),
  });
  const world: World = {
    stdout: stream('out'),
    stderr: stream('err'),
    readStdin: async () => new TextEncoder().encode(setting.stdin ?? ''),
    env: {},
    cwd: '/ada',
    now: () => new Date('2026-11-21T10:00:00.000Z'),
    signal: new AbortController().signal,
    nodeVersion: '24.21.0',
    home: '/opt/ingestion-workshop',
    ...setting.world,
  };
  const code = await runCommand(argv, world, async () => setting.engine ?? fakeEngine());
  const json = (): Record<string, unknown> => record(JSON.parse(written.out));
  return { code, ...written, json, detail: () => record(json()['error_detail']) };
}

export function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error(`no object: ${String(value)}`);
  return { ...value };
}
