import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
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
