import { addressKey, type AddressRule, identifyAddress, normaliseAddress, siteOf } from '../model/address.ts';
import type { CrawlingConfiguration } from '../model/generated/types.ts';
import { matchesGlob } from '../model/glob.ts';
import { fail } from '../model/problem.ts';
import { type PageLinks, readLinks } from './readLinks.ts';

/** Why links were left out, and how many for each reason: nothing goes in silence. */
export type LeftOut = Readonly<Partial<Record<LeavingReason, number>>>;
export type LeavingReason =
  | 'nofollow'
  | 'not_http'
  | 'not_a_page'
  | 'other_site'
  | 'not_in_prefixes'
  | 'not_included'
  | 'excluded'
  | 'over_limit';

export interface Merge {
  readonly address: string;
  readonly into: string;
  /** The rules by which the two are one page. */
  readonly rules: readonly AddressRule[];
}

export interface Discovery {
  /** Normalised, in page order, each page once. */
  readonly addresses: readonly string[];
  /** Other spellings of an address that was kept, or of the page itself. */
  readonly merged: readonly Merge[];
  readonly leftOut: LeftOut;
}

export interface DiscoveryRequest {
  readonly html: string;
  /** The page's own addresses: asked for, and where redirects led. */
  readonly uri: string;
  readonly finalUri: string;
  /** SourceOptions.crawling_url_startswith; the page's own site when absent. */
  readonly prefixes: readonly string[] | undefined;
  readonly config: CrawlingConfiguration;
}

/** A page that has more is a machine's, not a person's: so many are looked at, so many kept. */
const MAX_LOOKED_AT = 100_000;
const MAX_KEPT = 10_000;

/** What is certainly no page. PDF and office files stay: they end as SKIPPED with their type, where all can see it. */
const NO_PAGE =
  /\.(?:avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp|css|js|mjs|json|map|woff2?|ttf|otf|eot|mp[34]|m4[av]|ogg|ogv|wav|webm|avi|mov|mkv|zip|gz|tgz|bz2|xz|7z|rar|exe|msi|dmg|iso|apk|ics|vcf|rss|atom)$/i;

/**
 * The links that CRAWLING keeps of a page. `nofollow` (on the link or the page) is obeyed: a site's owner puts it on
 * what a machine should not walk into (calendars, sessions, printing). A page that names no prefix stays on its site
 * (scheme, host without `www.`, port). Throws config `prefix_invalid`.
 */
export function discoverLinks(request: DiscoveryRequest): Discovery {
  const page = readLinks(request.html);
  const base = baseOf(page, request.finalUri);
  const filter = createFilter(request);
  const leftOut = new Map<LeavingReason, number>();
  const pages = createPages([request.finalUri, request.uri]);
  for (const [index, { href, isNofollow }] of page.links.entries()) {
    const isOver = index >= MAX_LOOKED_AT || pages.addresses.length >= MAX_KEPT;
    const address = isOver ? undefined : normaliseAddress(href, base)?.address;
    const reason = isOver ? 'over_limit' : filter(address, isNofollow || page.isNofollow);
    if (reason) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    else if (address !== undefined) pages.add(address);
  }
  return { addresses: pages.addresses, merged: pages.merged, leftOut: Object.fromEntries(leftOut) };
}

/** Each page once: the first spelling is kept, the others are noted. `own` are the page's own addresses. */
function createPages(own: readonly string[]) {
  const seen = new Map(own.map(address => [addressKey(address), address]));
  const spellings = new Set(own);
  const addresses: string[] = [];
  const merged: Merge[] = [];
  return {
    addresses,
    merged,
    add(address: string) {
      if (spellings.has(address)) return;
      spellings.add(address);
      const key = addressKey(address);
      const into = seen.get(key);
      if (into !== undefined) merged.push({ address, into, rules: rulesBetween(address, into) });
      else {
        seen.set(key, address);
        addresses.push(address);
      }
    },
  };
}

/** What both spellings needed to become one. */
function rulesBetween(one: string, other: string): AddressRule[] {
  const rules = [one, other].flatMap(address => identifyAddress(address)?.trace ?? []);
  return [...new Set(rules)];
}

const baseOf = (page: PageLinks, finalUri: string): string =>
  (page.base === undefined ? undefined : normaliseAddress(page.base, finalUri)?.address) ?? finalUri;

type Filter = (address: string | undefined, isNofollow: boolean) => LeavingReason | undefined;

function createFilter({ prefixes, finalUri, config }: DiscoveryRequest): Filter {
  const beginnings = prefixes?.map(readPrefix);
  const site = siteOf(finalUri);
  const { include, exclude } = config;
  return (address, isNofollow) => {
    if (address === undefined) return 'not_http';
    if (isNofollow) return 'nofollow';
    if (NO_PAGE.test(new URL(address).pathname)) return 'not_a_page';
    if (!beginnings && siteOf(address) !== site) return 'other_site';
    if (beginnings && !beginnings.some(beginning => beginsWith(address, beginning))) return 'not_in_prefixes';
    if (include && include.length > 0 && !include.some(pattern => covers(pattern, address))) return 'not_included';
    if (exclude?.some(pattern => covers(pattern, address))) return 'excluded';
    return undefined;
  };
}

interface Prefix {
  readonly site: string;
  readonly path: string;
}

/** Site and path apart, so that `http://a` or `http://a/b` cannot admit `http://a.evil/b`. */
function readPrefix(prefix: string): Prefix {
  const address = normaliseAddress(prefix)?.address;
  const site = siteOf(prefix);
  if (address === undefined || site === undefined) throw fail('config', 'prefix_invalid', { prefix });
  return { site, path: pathOf(address) };
}

const beginsWith = (address: string, { site, path }: Prefix): boolean =>
  siteOf(address) === site && pathOf(address).startsWith(path);

const pathOf = (address: string): string => {
  const { pathname, search } = new URL(address);
  return pathname + search;
};

/** A pattern that begins with `/` is held against path and query, another one against the whole address. */
const covers = (pattern: string, address: string): boolean =>
  matchesGlob(pattern, pattern.startsWith('/') ? pathOf(address) : address);
