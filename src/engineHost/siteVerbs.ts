import path from 'node:path';
import { startPracticeSite, type PracticeSite } from '../adapters/practiceSite.ts';
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
        site ??= await startPracticeSite({ contentDir: CONTENT, port });
        return { url: site.url };
      },
      stopPracticeSite: close,
    },
    close,
  };
}
