import path from 'node:path';
import { startPracticeSite, type PracticeSite } from '../adapters/practiceServer/practiceSite.ts';
import { isPracticeSite } from '../adapters/practiceServer/isPracticeServer.ts';
import { toProblem } from '../model/problem.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';

type SiteVerbs = Pick<Handlers<EngineVerbs>, 'startPracticeSite' | 'stopPracticeSite'>;

/** Beside dist/, in the repository and in the VSIX alike. */
const CONTENT = path.join(__dirname, '..', 'workshop', 'practice-site');

/** One practice site a window; it ends with this process. */
export function createSiteVerbs(): { verbs: SiteVerbs; close(): Promise<void> } {
  let site: PracticeSite | undefined;
  async function close(): Promise<void> {
    const closing = site;
    site = undefined;
    await closing?.close();
  }
  return {
    verbs: {
      async startPracticeSite({ port }) {
        try {
          site ??= await startPracticeSite({ contentDir: CONTENT, port });
          return { url: site.url, own: true };
        } catch (error) {
          // Another window's or a terminal's.
          if (toProblem(error).code !== 'port_in_use' || !(await isPracticeSite(port))) throw error;
          return { url: `http://127.0.0.1:${port}/`, own: false };
        }
      },
      stopPracticeSite: close,
    },
    close,
  };
}
