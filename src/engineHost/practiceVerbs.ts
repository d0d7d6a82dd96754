import path from 'node:path';
import type { PracticeApi } from '../adapters/practiceServer/practiceApi.ts';
import { listens } from '../adapters/listens.ts';
import { isPracticeApi, isPracticeSite } from '../adapters/practiceServer/isPracticeServer.ts';
import { countFetched } from '../model/fetchedAt.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import { createServed } from './practiceServed.ts';
import { optionsOf, readInputFile } from './readIngestion.ts';

type PracticeVerbs = Pick<
  Handlers<EngineVerbs>,
  | 'startPracticeSite'
  | 'stopPracticeSite'
  | 'unservedPages'
  | 'startPracticeApi'
  | 'stopPracticeApi'
  | 'practiceApiFaults'
  | 'setPracticeApiFaults'
  | 'changePracticeApi'
>;

/** Beside dist/, in the repository and in the VSIX alike. */
const CONTENT = path.join(__dirname, '..', 'workshop', 'practice-site');

/** This machine answers at once, or not at all. */
const ANSWER_MS = 1000;

/** One practice site and one practice API a window; they end with this process. */
export function createPracticeVerbs(): { verbs: PracticeVerbs; close(): Promise<void> } {
  const site = createServed(async port => {
    const { startPracticeSite } = await import('../adapters/practiceServer/practiceSite.ts');
    return startPracticeSite({ contentDir: CONTENT, port });
  }, isPracticeSite);
  const api = createServed(async port => {
    const { startPracticeApi } = await import('../adapters/practiceServer/practiceApi.ts');
    return startPracticeApi({ port });
  }, isPracticeApi);
  return {
    verbs: {
      startPracticeSite: ({ port, again }) => site.start(port, again),
      stopPracticeSite: site.close,
      unservedPages: async ({ port, ...request }) => {
        const count = countFetched(await readInputFile(request), optionsOf(request), port);
        if (count === 0) return 0;
        await site.settled();
        return (await listens(`127.0.0.1:${port}`, ANSWER_MS)) ? 0 : count;
      },
      startPracticeApi: async ({ port, again }) => ({
        ...(await api.start(port, again)),
        token: api.server()?.token ?? null,
      }),
      stopPracticeApi: api.close,
      ...createApiVerbs(api.server),
    },
    close: async () => {
      await Promise.all([site.close(), api.close()]);
    },
  };
}

function createApiVerbs(
  server: () => PracticeApi | undefined,
): Pick<PracticeVerbs, 'practiceApiFaults' | 'setPracticeApiFaults' | 'changePracticeApi'> {
  const running = (): PracticeApi => {
    const api = server();
    if (!api) throw fail('config', 'practice_api_stopped');
    return api;
  };
  return {
    practiceApiFaults: () => running().faults.list(),
    setPracticeApiFaults: ({ switched }) => {
      const { list, set } = running().faults;
      for (const { name } of list()) set(name, switched.find(fault => fault.name === name)?.times ?? 0);
    },
    changePracticeApi: counts => running().change(counts),
  };
}
