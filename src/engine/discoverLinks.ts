import { addressKey, type AddressRule, identifyAddress, normaliseAddress, splitAddress } from '../model/address.ts';
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
  /** Addresses that a sitemap names; held to the same rules, after the page's. */
  readonly listed?: readonly ListedAddress[];
  /** Told of each different link once. */
  onLink?(link: JudgedLink): void;
}

export interface JudgedLink {
  /** Normalised; as written where it is no address. */
  readonly address: string;
  /** Why it is left out. */
  readonly reason: LeavingReason | undefined;
  /** The sitemap that names it; null: the page. */
  readonly listedBy: string | null;
}

export interface ListedAddress {
  readonly address: string;
  /** The sitemap's address. */
  readonly by: string;
}

/** A page that has more is a machine's, not a person's: so many different links are looked at, so many kept. */
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
  const verdicts = new Map<string, LeavingReason | undefined>();
  const judge = (href: string, isNofollow: boolean, listedBy: string | null): LeavingReason | undefined => {
    const address = normaliseAddress(href, base)?.address;
    const isFull = pages.addresses.length >= MAX_KEPT || verdicts.size >= MAX_LOOKED_AT;
    const reason = isFull ? 'over_limit' : filter(address, isNofollow);
    if (address !== undefined && !reason) pages.add(address);
    request.onLink?.({ address: address ?? href, reason, listedBy });
    return reason;
  };
  const look = (href: string, isNofollow: boolean, listedBy: string | null): void => {
    // Menus repeat half of a page's links word for word.
    const name = `${isNofollow} ${href}`;
    if (!verdicts.has(name)) verdicts.set(name, judge(href, isNofollow, listedBy));
    const reason = verdicts.get(name);
    if (reason) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  };
  for (const { href, isNofollow } of page.links) look(href, isNofollow || page.isNofollow, null);
  for (const { address, by } of request.listed ?? []) look(address, false, by);
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
export function rulesBetween(one: string, other: string): AddressRule[] {
  const rules = [one, other].flatMap(address => identifyAddress(address)?.trace ?? []);
  return [...new Set(rules)];
}

const baseOf = (page: PageLinks, finalUri: string): string =>
  (page.base === undefined ? undefined : normaliseAddress(page.base, finalUri)?.address) ?? finalUri;

/**
 * A pattern of `include` or `exclude` that begins with `/` is held against path and query, another one against the whole
 * address.
 */
type Filter = (address: string | undefined, isNofollow: boolean) => LeavingReason | undefined;

function createFilter({ prefixes, finalUri, config }: DiscoveryRequest): Filter {
  const beginnings = prefixes?.map(readPrefix);
  const own = splitAddress(finalUri)?.site;
  const { include, exclude } = config;
  return (address, isNofollow) => {
    const parts = address === undefined ? undefined : splitAddress(address);
    if (address === undefined || !parts) return 'not_http';
    if (isNofollow) return 'nofollow';
    if (NO_PAGE.test(parts.path.split('?', 1)[0] ?? '')) return 'not_a_page';
    if (!beginnings && parts.site !== own) return 'other_site';
    if (beginnings && !beginnings.some(beginning => beginsWith(parts, beginning))) return 'not_in_prefixes';
    const covers = (pattern: string) => coversAddress(pattern, address, parts.path);
    if (include && include.length > 0 && !include.some(covers)) return 'not_included';
    return exclude?.some(covers) ? 'excluded' : undefined;
  };
}

/** Whether a pattern of `include` or `exclude` holds an address. */
export const coversAddress = (pattern: string, address: string, path = splitAddress(address)?.path): boolean =>
  matchesGlob(pattern, pattern.startsWith('/') ? (path ?? address) : address);

type Parts = NonNullable<ReturnType<typeof splitAddress>>;

function readPrefix(prefix: string): Parts {
  const parts = splitAddress(prefix);
  if (!parts) throw fail('config', 'prefix_invalid', { prefix });
  return parts;
}

/** Site and path apart, so that `http://a` or `http://a/b` cannot admit `http://a.evil/b`. */
const beginsWith = (parts: Parts, { site, path }: Parts): boolean => parts.site === site && parts.path.startsWith(path);
