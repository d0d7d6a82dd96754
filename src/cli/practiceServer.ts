import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { faultNames } from '../adapters/practiceSite/faults.ts';
import type { PracticeSite, PracticeSiteRequest } from './engine.ts';
import type { Session } from './session.ts';

/** Where the practice site is served when nobody says where, and where the shipped input looks for it. */
export const USUAL_PORT = 4173;

export type Site = PracticeSite & { readonly token: string };

/** The shipped site, served by this process. Its token switches faults on; a new one each time. */
export async function openPracticeSite(
  session: Pick<Session, 'engine' | 'home'>,
  request: Omit<PracticeSiteRequest, 'contentDir' | 'token'>,
): Promise<Site> {
  const token = randomBytes(16).toString('hex');
  const contentDir = join(session.home, 'workshop', 'practice-site');
  const site = await session.engine.startPracticeSite({ ...request, contentDir, token });
  return { url: site.url, token, close: () => site.close() };
}

/** Whether what listens there is a practice site: no other server lists these faults. */
export async function isPracticeSite(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/_faults`, { signal: AbortSignal.timeout(1000) });
    const listed = await answer.text();
    return answer.ok && faultNames.every(name => listed.includes(`"${name}"`));
  } catch {
    return false;
  }
}
