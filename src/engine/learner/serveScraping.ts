import { fetchedAddress } from '../activities/fetchedAddress.ts';
import { pageFor, remember } from '../activities/scrapeSource.ts';
import { bytesArgument } from './callArguments.ts';
import type { Serve } from './servedContext.ts';
import { servePages } from './servePages.ts';

/** SCRAPING: `fetch`, `write`. */
export const serveScraping: Serve = served => {
  const { context, source, gate } = served;
  const pages = servePages(served, () => pageFor(context, source, gate));
  let written: string | null = null;
  return {
    calls: {
      fetch: pages.fetch,
      async write(bytes) {
        written = await context.ports.artifacts.write(context.artifactPath, bytesArgument('write', bytes));
        return context.artifactPath;
      },
    },
    artifact: () => (written === null ? null : context.artifactPath),
    async finish(after) {
      const page = pages.own();
      // Only a page that lies there as the server gave it can be asked for under a condition.
      if (page && written === page.sha256) remember(context, fetchedAddress(source), page);
      return { source: after, bytes: page?.bytes ?? 0 };
    },
  };
};
