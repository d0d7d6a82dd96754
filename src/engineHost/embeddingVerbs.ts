import { indexingTarget, type IndexingTarget } from '../model/collection.ts';
import type { ReconcileResult } from '../engine/reconcile.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs, GuestVerbs, ReconcileAnswer } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { Held, HeldFolders } from './heldFolders.ts';

type EmbeddingVerbs = Pick<Handlers<EngineVerbs>, 'useServer' | 'rebuild' | 'reconcile' | 'stopRebuild'>;

const TELL_EVERY_MS = 100;
/** What a question to a person has room for. */
const SAMPLES = 5;

interface Work extends Pick<Held, 'folder'> {
  readonly target: IndexingTarget;
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** The models' server and key, and collections that are rebuilt under another model. */
export function createEmbeddingVerbs(
  { hold }: Pick<HeldFolders, 'hold'>,
  tell: () => Pick<Tells<GuestVerbs>, 'rebuildMoved'>,
): EmbeddingVerbs {
  const running = new Map<string, AbortController>();
  /** One at a time in a folder, on the index that its newest run writes to. */
  async function alone<Answer>(workDir: string, stopped: string, work: (on: Work) => Promise<Answer>): Promise<Answer> {
    if (running.has(workDir)) throw fail('usage', 'rebuild_running');
    const stop = new AbortController();
    running.set(workDir, stop);
    try {
      const { folder, follower } = await hold(workDir);
      const [newest] = follower.summaries();
      return await work({
        folder,
        target: indexingTarget((newest && follower.input(newest.runId)) ?? {}),
        signal: stop.signal,
        onProgress: atMostOften((done, total) => tell().rebuildMoved({ workDir, done, total })),
      });
    } catch (thrown) {
      throw stop.signal.aborted ? fail('usage', stopped) : thrown;
    } finally {
      running.delete(workDir);
    }
  }
  const inherited = { OPENAI_API_KEY: process.env['OPENAI_API_KEY'], OPENAI_BASE_URL: process.env['OPENAI_BASE_URL'] };
  return {
    useServer({ apiKey, baseUrl }) {
      setVariable('OPENAI_API_KEY', apiKey || inherited.OPENAI_API_KEY);
      setVariable('OPENAI_BASE_URL', baseUrl || inherited.OPENAI_BASE_URL);
    },
    rebuild: ({ workDir, collection, model, dryRun }) =>
      alone(workDir, 'rebuild_stopped', async ({ folder, target, ...rest }) => {
        const request = { ...target, ...rest, model, dryRun, collection: collection ?? target.collection };
        const { refused, ...told } = await folder.rebuild(request);
        return { ...told, collection: request.collection, refused: refused.length };
      }),
    reconcile: ({ workDir, repair }) =>
      alone(workDir, 'reconcile_stopped', async ({ folder, target, ...rest }) => ({
        collection: target.collection,
        ...counted(await folder.reconcile({ ...target, ...rest, repair })),
      })),
    stopRebuild: ({ workDir }) => running.get(workDir)?.abort(),
  };
}

const counted = (result: ReconcileResult): Omit<ReconcileAnswer, 'collection'> => {
  const { missing, orphaned, stale, repaired, problems } = result;
  const [first = null] = problems.values();
  return {
    ...{ missing: missing.length, orphaned: orphaned.length, stale: stale.length, repaired: repaired.length },
    samples: [...missing, ...stale, ...orphaned].slice(0, SAMPLES),
    problem: first,
  };
};

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function atMostOften(tell: (done: number, total: number) => void): (done: number, total: number) => void {
  let toldMs = 0;
  return (done, total) => {
    if (Date.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = Date.now();
    tell(done, total);
  };
}
