import path from 'node:path';
import type { PracticeApi } from '../adapters/practiceServer/practiceApi.ts';
import { isPracticeApi, isPracticeSite } from '../adapters/practiceServer/isPracticeServer.ts';
import { fail, toProblem } from '../model/problem.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';

type PracticeVerbs = Pick<
  Handlers<EngineVerbs>,
  | 'startPracticeSite'
  | 'stopPracticeSite'
  | 'startPracticeApi'
  | 'stopPracticeApi'
  | 'practiceApiFaults'
  | 'setPracticeApiFaults'
  | 'changePracticeApi'
>;

/** Beside dist/, in the repository and in the VSIX alike. */
const CONTENT = path.join(__dirname, '..', 'workshop', 'practice-site');

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
      startPracticeSite: ({ port }) => site.start(port),
      stopPracticeSite: site.close,
      startPracticeApi: async ({ port }) => ({ ...(await api.start(port)), token: api.server()?.token ?? null }),
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

interface Served<T> {
  start(port: number): Promise<{ url: string; own: boolean }>;
  server(): T | undefined;
  close(): Promise<void>;
}

interface Closable {
  readonly url: string;
  close(): Promise<void>;
}

function createServed<T extends Closable>(
  open: (port: number) => Promise<T>,
  isOurs: (port: number) => Promise<boolean>,
): Served<T> {
  let server: T | undefined;
  return {
    start: async port => {
      try {
        server ??= await open(port);
        return { url: server.url, own: true };
      } catch (error) {
        // Another window's or a terminal's.
        if (toProblem(error).code !== 'port_in_use' || !(await isOurs(port))) throw error;
        return { url: `http://127.0.0.1:${port}/`, own: false };
      }
    },
    server: () => server,
    close: async () => {
      const closing = server;
      server = undefined;
      await closing?.close();
    },
  };
}
