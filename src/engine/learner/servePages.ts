import { normaliseAddress } from '../../model/address.ts';
import { fail } from '../../model/problem.ts';
import { fetchedAddress } from '../activities/fetchedAddress.ts';
import type { Obtained, ObtainedPage } from '../activities/obtainPage.ts';
import { decodeHtml } from '../decodeHtml.ts';
import { type FetchedPage, fetchPage } from '../fetchPage.ts';
import type { Refusal } from '../robotsGate.ts';
import { textArgument } from './callArguments.ts';
import type { Served } from './servedContext.ts';

/** `context.fetch`: a page, asked for as the engine asks: robots.txt, turns, limits, addresses that are refused. */
export function servePages({ context, source, gate }: Served, obtain: () => Promise<Obtained>) {
  let own: ObtainedPage | undefined;

  async function get(...[asked]: readonly unknown[]): Promise<unknown> {
    const uri = normaliseAddress(textArgument('fetch', asked))?.address;
    if (uri === undefined) throw fail('config', 'address_unusable', { uri: String(asked) });
    if (uri !== fetchedAddress(source)) return shown(pageOf(await fetchPage({ context, gate, uri })));
    own = pageOf(await obtain());
    return shown(own);
  }

  return { fetch: get, own: () => own };
}

/** Refused by robots.txt: the page is left aside, unless the activity has another answer to it. */
function pageOf<Page>(outcome: { readonly page: Page } | { readonly refusal: Refusal }): Page {
  if ('refusal' in outcome) throw fail('data', outcome.refusal.code, outcome.refusal.params);
  return outcome.page;
}

const shown = ({ finalUri, contentType, body }: FetchedPage) => ({
  ...{ uri: finalUri, contentType, body },
  text: decodeHtml(body, contentType ?? '').text,
});
