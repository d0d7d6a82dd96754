import { normaliseAddress } from '../../model/address.ts';
import { fail } from '../../model/problem.ts';
import { crawlResult, NO_LINKS, writeCrawl } from '../activities/crawlSource.ts';
import { pagePathOf } from '../activities/crawledPage.ts';
import { fetchedAddress } from '../activities/fetchedAddress.ts';
import { obtainPage } from '../activities/obtainPage.ts';
import { discoverLinks } from '../discoverLinks.ts';
import { createTotal, memberOf, textArgument } from './callArguments.ts';
import type { Serve } from './servedContext.ts';
import { servePages } from './servePages.ts';

/** CRAWLING: `fetch`, `links`, `discover`. What it fetched of the Source itself is kept, so that SCRAPING asks nobody again. */
export const serveCrawling: Serve = served => {
  const { context, source, gate } = served;
  const path = pagePathOf(context.artifactPath);
  const pages = servePages(served, () => obtainPage({ context, gate, uri: fetchedAddress(source), path }));
  const addresses = new Set<string>();
  const count = createTotal('discover');
  let discovery = NO_LINKS;
  return {
    calls: {
      fetch: pages.fetch,
      async links(page) {
        const html = textArgument('links', memberOf(page, 'text'));
        const finalUri = textArgument('links', memberOf(page, 'uri'));
        const prefixes = source.options?.crawling_url_startswith ?? undefined;
        const config = context.input.crawling_config ?? {};
        discovery = discoverLinks({ html, uri: source.uri, finalUri, prefixes, config });
        return discovery.addresses;
      },
      async discover(...asked) {
        count(asked);
        for (const uri of asked.flat()) {
          const address = normaliseAddress(textArgument('discover', uri))?.address;
          if (address === undefined) throw fail('config', 'address_unusable', { uri: String(uri) });
          addresses.add(address);
        }
      },
    },
    before: async () => ((source.max_depth ?? 0) > 0 ? undefined : { source, discovered: [] }),
    given: () => ({ discovered: [...addresses] }),
    artifact: () => null,
    async finish(after) {
      const page = pages.own();
      if (page) await writeCrawl(context, { page, discovery: { ...discovery, addresses: [...addresses] } });
      return { source: after, ...crawlResult(source, page ?? { bytes: 0, status: 200 }, [...addresses]) };
    },
  };
};
