import type { InputPath, PreviewEntry } from '../../model/preview/preview.ts';
import type { Reason } from '../../model/problem.ts';
import type { RunState } from '../../model/runState.ts';
import { coversAddress, type LeavingReason } from '../discoverLinks.ts';
import type { SeenLink } from './seenLinks.ts';
import { sameSpelling, sourceIndex, sourceOfAddress, type Told } from './told.ts';

/** What becomes of a link that is no Source of the run; undefined for those that are. */
export function entryOfLink(told: Told, link: SeenLink): PreviewEntry | undefined {
  const { state } = told;
  const { address, page, reason } = link;
  if (state.byUri.has(address)) return undefined;
  const known = sourceOfAddress(state, address);
  const common = {
    ...{ uri: address, aliasOf: null, followsLinks: false, loaded: null },
    level: (state.byUri.get(page)?.level ?? 0) + 1,
    foundOn: link.listedBy ?? page,
  };
  // Another page names it, too, and is asked for under that name.
  if (known !== undefined) {
    return { ...common, action: 'alias', aliasOf: known, reason: sameSpelling(address, known), cause: null };
  }
  if (reason !== undefined) {
    return { ...common, action: 'skip', reason: reasonOfLink(told, link, reason), cause: causeOf(told, link, reason) };
  }
  // A run of single Sources, and one that was stopped, admit nothing.
  if (told.isCancelled || state.options.sources.length > 0) return undefined;
  const limit = limitOf(state);
  return { ...common, action: 'skip', reason: limit.reason, cause: ['crawling_config', limit.field] };
}

function reasonOfLink({ input }: Told, { address }: SeenLink, reason: LeavingReason): Reason {
  if (reason !== 'excluded') return { code: reason, params: {} };
  const { exclude } = input.crawling_config ?? {};
  return { code: reason, params: { pattern: exclude?.find(pattern => coversAddress(pattern, address)) ?? '' } };
}

/** The first limit that is reached, in the order in which a run looks at them. */
function limitOf(state: RunState): { readonly reason: Reason; readonly field: string } {
  const { max_pages: pages, max_bytes: bytes, max_seconds: seconds } = state.input.crawling_config ?? {};
  if (pages && state.sources.length >= pages) return limit('max_pages', pages);
  if (bytes && state.bytes >= bytes) return limit('max_bytes', bytes);
  return limit('max_seconds', seconds ?? 0);
}

const limit = (field: string, count: number) => ({ field, reason: { code: field, params: { count } } });

function causeOf(told: Told, { address, page }: SeenLink, reason: LeavingReason): InputPath | null {
  const at = sourceIndex(told, page);
  switch (reason) {
    case 'excluded': {
      const exclude = told.input.crawling_config?.exclude ?? [];
      return ['crawling_config', 'exclude', exclude.findIndex(pattern => coversAddress(pattern, address))];
    }
    case 'not_included':
      return ['crawling_config', 'include'];
    case 'not_in_prefixes':
      return at === null ? null : ['sources', at, 'options', 'crawling_url_startswith'];
    case 'other_site':
      return at === null ? null : ['sources', at, 'uri'];
    default:
      return null;
  }
}
