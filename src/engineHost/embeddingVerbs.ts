import { indexingTarget } from '../model/collection.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import { atMostOften, createLongWork } from './longWork.ts';

type EmbeddingVerbs = Pick<Handlers<EngineVerbs>, 'useServer' | 'rebuild' | 'stopRebuild'>;

/** The models' server and key, and collections that are rebuilt under another model. */
export function createEmbeddingVerbs(
  { hold }: Pick<HeldFolders, 'hold'>,
  tell: () => Pick<Tells<GuestVerbs>, 'rebuildMoved'>,
): EmbeddingVerbs {
  const work = createLongWork('rebuild');
  const inherited = { OPENAI_API_KEY: process.env['OPENAI_API_KEY'], OPENAI_BASE_URL: process.env['OPENAI_BASE_URL'] };
  return {
    useServer({ apiKey, baseUrl }) {
      setVariable('OPENAI_API_KEY', apiKey || inherited.OPENAI_API_KEY);
      setVariable('OPENAI_BASE_URL', baseUrl || inherited.OPENAI_BASE_URL);
    },
    rebuild({ workDir, collection, model, dryRun }) {
      return work.run(workDir, async signal => {
        const { folder, follower } = await hold(workDir);
        const [newest] = follower.summaries();
        const target = indexingTarget((newest && follower.input(newest.runId)) ?? {});
        const result = await folder.rebuild({
          ...{ model, dryRun, databaseUri: target.databaseUri, collection: collection ?? target.collection, signal },
          onProgress: atMostOften((done, total) => tell().rebuildMoved({ workDir, done, total })),
        });
        const { refused, ...told } = result;
        return { ...told, collection: collection ?? target.collection, refused: refused.length };
      });
    },
    stopRebuild: ({ workDir }) => work.stop(workDir),
  };
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
