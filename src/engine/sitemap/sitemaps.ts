import type { RunSettings } from '../activity.ts';
import type { Ports } from '../ports.ts';
import type { RobotsGate, Visit } from '../robotsGate.ts';
import type { SiteListing } from './listing.ts';

export interface Sitemaps {
  /** All that the sitemaps of this address's host list; read once a run. Fails only when the visit is stopped. */
  of(uri: string, visit: Visit): Promise<SiteListing>;
}

/** One for a run. How a sitemap is read is loaded by the first run that asks for one. */
export function createSitemaps(ports: Ports, settings: RunSettings, gate: RobotsGate): Sitemaps {
  const sites = new Map<string, Promise<SiteListing>>();
  const read = async (uri: string, visit: Visit): Promise<SiteListing> =>
    (await import('./readSite.ts')).readSite({ ports, settings, gate, visit }, uri);
  return {
    async of(uri, visit) {
      const { origin } = new URL(uri);
      const known = sites.get(origin);
      const reading = known ?? read(uri, visit);
      sites.set(origin, reading);
      try {
        return await reading;
      } catch (thrown) {
        if (sites.get(origin) === reading) sites.delete(origin);
        // Whoever only waited for another's reading, now stopped, reads itself.
        if (!known || visit.signal.aborted) throw thrown;
        return read(uri, visit);
      }
    },
  };
}
