import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ProblemError } from '../model/problem.ts';
import type { PracticeSite, PracticeSiteRequest } from './engine.ts';
import type { Session } from './session.ts';

export type Site = PracticeSite & { readonly token: string };

/** The shipped site, served by this process. Its token switches faults on; a new one each time. */
export async function openPracticeSite(
  session: Pick<Session, 'engine' | 'home'>,
  request: Omit<PracticeSiteRequest, 'contentDir' | 'token'>,
): Promise<Site> {
  const token = randomBytes(16).toString('hex');
  const contentDir = join(session.home, 'workshop', 'practice-site');
  try {
    const site = await session.engine.startPracticeSite({ ...request, contentDir, token });
    return { url: site.url, token, close: () => site.close() };
  } catch (error) {
    throw listenProblem(error, request);
  }
}

/** What listening can meet, told so that the reader knows what to change. */
function listenProblem(error: unknown, { port, host }: { port: number; host: string }): unknown {
  const reason = error instanceof Error && 'code' in error ? error.code : undefined;
  const codes: Record<string, string> = {
    EADDRINUSE: 'port_in_use',
    EACCES: 'port_forbidden',
    EADDRNOTAVAIL: 'host_unavailable',
    ENOTFOUND: 'host_unavailable',
  };
  const code = codes[String(reason)];
  return code === undefined
    ? error
    : new ProblemError({ kind: 'system', code, params: { port, host } }, { cause: error });
}
