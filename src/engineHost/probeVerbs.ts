import type { ApiProbeVerbs } from '../protocol/apiProbe.ts';
import type { Handlers } from '../protocol/peer.ts';
import { userAgent } from './heldFolders.ts';

/** Looking at APIs before they are ingested from. */
export function createProbeVerbs(): Handlers<ApiProbeVerbs> {
  const probing = new Map<string, AbortController>();
  return {
    async probeApi({ id, url }) {
      const stop = new AbortController();
      probing.set(id, stop);
      try {
        const { probeApi } = await import('../adapters/composeApi.ts');
        return await probeApi({ input: { base_url: url }, headers: {}, userAgent, signal: stop.signal });
      } finally {
        probing.delete(id);
      }
    },
    stopProbe: ({ id }) => probing.get(id)?.abort(),
  };
}
