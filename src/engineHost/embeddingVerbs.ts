import type { IndexingTarget } from '../model/collection.ts';
import type { ReconcileResult } from '../engine/reconcile.ts';
import type { EngineVerbs, GuestVerbs, ReconcileAnswer } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import { newestTarget, type Held, type HeldFolders } from './heldFolders.ts';
import { atMostOften, createLongWork } from './longWork.ts';

type EmbeddingVerbs = Pick<Handlers<EngineVerbs>, 'useServer' | 'rebuild' | 'reconcile' | 'stopRebuild'>;

/** What a question to a person has room for. */
const SAMPLES = 5;

interface IndexWork extends Pick<Held, 'folder'> {
  readonly target: IndexingTarget;
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

/** The models' server and key; collections that are rebuilt under another model, or put in order. */
export function createEmbeddingVerbs(
  { hold }: Pick<HeldFolders, 'hold'>,
  tell: () => Pick<Tells<GuestVerbs>, 'rebuildMoved'>,
): EmbeddingVerbs {
  const work = createLongWork('rebuild');
  /** One at a time in a folder, on the index that its newest run writes to. */
  const alone = <Answer>(workDir: string, stopped: string, act: (on: IndexWork) => Promise<Answer>): Promise<Answer> =>
    work.run(
      workDir,
      async signal => {
        const held = await hold(workDir);
        const onProgress = atMostOften((done, total) => tell().rebuildMoved({ workDir, done, total }));
        return act({ folder: held.folder, target: newestTarget(held), signal, onProgress });
      },
      stopped,
    );
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
    stopRebuild: ({ workDir }) => work.stop(workDir),
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
