import { resolveHeaders } from '../model/headers.ts';
import type { ApiProbeVerbs } from '../protocol/apiProbe.ts';
import type { Handlers } from '../protocol/peer.ts';
import { userAgent } from './heldFolders.ts';
import { createStoppable } from './stoppable.ts';

/** Looking at APIs before they are ingested from. */
export function createProbeVerbs(): Handlers<ApiProbeVerbs> {
  const probing = createStoppable();
  return {
    probeApi: ({ id, url, headers }) =>
      probing.run(id, async signal => {
        const { probeApi } = await import('../adapters/composeApi.ts');
        const input = { base_url: url, ...(Object.keys(headers).length > 0 && { headers }) };
        return probeApi({ input, headers: resolveHeaders(headers, process.env), userAgent, signal });
      }),
    stopProbe: ({ id }) => probing.stop(id),
  };
}
