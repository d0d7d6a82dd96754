import { indexingTarget } from '../model/collection.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';

type EmbeddingVerbs = Pick<Handlers<EngineVerbs>, 'useServer' | 'rebuild' | 'stopRebuild'>;

const TELL_EVERY_MS = 100;

/** The models' server and key, and collections that are rebuilt under another model. */
export function createEmbeddingVerbs(
  { hold }: Pick<HeldFolders, 'hold'>,
  tell: () => Pick<Tells<GuestVerbs>, 'rebuildMoved'>,
): EmbeddingVerbs {
  const running = new Map<string, AbortController>();
  const inherited = { OPENAI_API_KEY: process.env['OPENAI_API_KEY'], OPENAI_BASE_URL: process.env['OPENAI_BASE_URL'] };
  return {
    useServer({ apiKey, baseUrl }) {
      setVariable('OPENAI_API_KEY', apiKey || inherited.OPENAI_API_KEY);
      setVariable('OPENAI_BASE_URL', baseUrl || inherited.OPENAI_BASE_URL);
    },
    async rebuild({ workDir, collection, model, dryRun }) {
      if (running.has(workDir)) throw fail('usage', 'rebuild_running');
      const { folder, follower } = await hold(workDir);
      const [newest] = follower.summaries();
      const target = indexingTarget((newest && follower.input(newest.runId)) ?? {});
      const stop = new AbortController();
      running.set(workDir, stop);
      try {
        const result = await folder.rebuild({
          ...{ model, dryRun, databaseUri: target.databaseUri, collection: collection ?? target.collection },
          signal: stop.signal,
          onProgress: atMostOften((done, total) => tell().rebuildMoved({ workDir, done, total })),
        });
        const { refused, ...told } = result;
        return { ...told, collection: collection ?? target.collection, refused: refused.length };
      } catch (thrown) {
        throw stop.signal.aborted ? fail('usage', 'rebuild_stopped') : thrown;
      } finally {
        running.delete(workDir);
      }
    },
    stopRebuild: ({ workDir }) => running.get(workDir)?.abort(),
  };
}

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
