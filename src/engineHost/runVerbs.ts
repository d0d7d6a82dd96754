import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunsFollower } from '../adapters/runs/followRuns.ts';
import type { WorkFolder } from '../engine/workFolder.ts';
import type { RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import { ProblemError, fail, toProblem } from '../model/problem.ts';
import type { EngineVerbs, GuestVerbs, IngestRequest } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import { checkInputText } from './readInputFile.ts';

type RunVerbs = Pick<Handlers<EngineVerbs>, 'watch' | 'sources' | 'ingest' | 'resume' | 'cancel' | 'search'>;

interface Running {
  readonly park: AbortController;
  readonly cancel: AbortController;
  readonly done: Promise<unknown>;
}

/** A work folder as this process holds it. */
export interface Held {
  readonly folder: WorkFolder;
  readonly follower: RunsFollower;
}

export interface RunVerbsOptions {
  hold(workDir: string): Promise<Held>;
  tell(): Tells<GuestVerbs>;
}

/** Starting, following and stopping runs. Trees are fed by the journals alone, so nothing here reports progress. */
export function createRunVerbs({ hold, tell }: RunVerbsOptions): { verbs: RunVerbs; park(): Promise<void> } {
  const running = new Map<string, Running>();

  /** Answers as soon as the run has its id; how it ends is told by its journal, or by the log when it could not go on. */
  function launch(
    start: (drive: { signal: AbortSignal; cancel: AbortSignal; onStart(runId: string): void }) => Promise<unknown>,
  ) {
    const park = new AbortController();
    const cancel = new AbortController();
    return new Promise<{ runId: string }>((resolve, reject) => {
      let id: string | undefined;
      const done = start({
        signal: park.signal,
        cancel: cancel.signal,
        onStart(runId) {
          id = runId;
          running.set(runId, { park, cancel, done });
          resolve({ runId });
        },
      })
        .catch((error: unknown) => {
          const problem = toProblem(error);
          reject(error);
          if (id !== undefined) tell().log({ level: 'error', code: problem.code, params: problem.params, problem });
        })
        .finally(() => id !== undefined && running.delete(id));
    });
  }

  return {
    verbs: {
      watch: async ({ workDir }) => (await hold(workDir)).follower.summaries(),
      async sources({ workDir, runId }) {
        const { follower } = await hold(workDir);
        return follower.sources(runId) ?? [];
      },
      async ingest(request) {
        const { folder } = await hold(request.workDir);
        const input = await readInputFile(request.file);
        const options = optionsOf(request);
        return launch(drive => folder.ingest({ input, options, headers: {}, ...drive }));
      },
      async resume({ workDir, runId, failed }) {
        const { folder } = await hold(workDir);
        return launch(drive => folder.resume({ runId, failed, headers: {}, ...drive }));
      },
      async cancel({ workDir, runId }) {
        const run = running.get(runId);
        if (run) return void run.cancel.abort();
        const { follower } = await hold(workDir);
        const summary = follower.summaries().find(one => one.runId === runId);
        throw fail('usage', 'not_our_run', { run: runId, owner: summary?.owner ?? '' });
      },
      async search({ workDir, question, k }) {
        const { folder } = await hold(workDir);
        const { results, model, durationMs } = await folder.search({ question, collection: 'default', k });
        const hits = results.map((hit, at) => {
          const markdown = folder.lastArtifact(hit.uri, 'CONVERTION');
          return { ...hit, rank: at + 1, markdownPath: markdown === null ? null : path.join(workDir, markdown) };
        });
        return { results: hits, model, durationMs };
      },
    },
    async park() {
      const all = [...running.values()];
      for (const run of all) run.park.abort();
      await Promise.allSettled(all.map(run => run.done));
    },
  };
}

async function readInputFile(file: string): Promise<IngestionWorkflowInput> {
  const { input, problems } = await checkInputText(file, await readFile(file, 'utf8'));
  if (input) return input;
  throw new ProblemError(problems[0] ?? { kind: 'config', code: 'input_empty', params: {}, file });
}

/** As the command line's defaults (`command-line.md`). */
function optionsOf({ file, only, from, sources, concurrency }: IngestRequest): RunOptions {
  return {
    inputFile: file,
    currentFolder: path.dirname(file),
    only: only ?? null,
    from: from ?? null,
    sources: sources ?? [],
    concurrency: concurrency ?? 4,
    maximumAttempts: 5,
    requestTimeoutMs: 30_000,
    maxPageBytes: 20_000_000,
    userAgent: 'ingestion-workshop',
    headers: {},
    allowPrivateHosts: false,
  };
}
