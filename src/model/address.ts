/**
 * One policy for the spelling of addresses. Two questions, two answers:
 *
 * - `normaliseAddress`: what is fetched, stored and shown. Only what cannot change the answer.
 * - `addressKey`: are two addresses one page? What a site's owner would call the same page.
 *   The address that was seen first is the one that is fetched.
 *
 * | rule            | example                                 | fetched | key |
 * |-----------------|-----------------------------------------|---------|-----|
 * | `fragment`      | /a#part → /a                            | yes     | yes |
 * | `host_case`     | HTTP://Ville.FR → http://ville.fr       | yes     | yes |
 * | `punycode`      | http://café.fr → http://xn--caf-dma.fr  | yes     | yes |
 * | `host_dot`      | http://ville.fr. → http://ville.fr      | yes     | yes |
 * | `default_port`  | http://ville.fr:80/ → http://ville.fr/  | yes     | yes |
 * | `dot_segments`  | /a/../b → /b                            | yes     | yes |
 * | `percent`       | /%7Ea%c3 → /~a%C3                       | yes     | yes |
 * | `tracking`      | ?utm_source=x&id=1 → ?id=1              | yes     | yes |
 * | `empty_query`   | /a? → /a                                | yes     | yes |
 * | `credentials`   | http://me:word@ville.fr → no secret     | yes     | yes |
 * | `spelling`      | http:\\ville.fr/a b → …/a%20b           | yes     | yes |
 * | `parameters`    | ?b=1&a=2 → ?a=2&b=1 (equal names: kept) | no      | yes |
 * | `slash`         | /a/ → /a                                | no      | yes |
 * | `index`         | /a/index.html → /a                      | no      | yes |
 * | `www`           | http://www.ville.fr → http://ville.fr   | no      | yes |
 *
 * Never merged: http with https, another port, the case of a path, repeated slashes, an unknown parameter.
 * Sources: RFC 3986 section 6, WHATWG URL (what the platform's parser does), reliability case 30.
 */
export interface NormalisedAddress {
  readonly address: string;
  /** The rules that changed something, in the table's order. */
  readonly trace: readonly AddressRule[];
}

export type AddressRule =
  | 'fragment'
  | 'host_case'
  | 'punycode'
  | 'host_dot'
  | 'default_port'
  | 'dot_segments'
  | 'percent'
  | 'tracking'
  | 'empty_query'
  | 'credentials'
  | 'spelling'
  | 'parameters'
  | 'slash'
  | 'index'
  | 'www';

const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|mc_cid|mc_eid|igshid|_ga|_gl|xtor|at_medium|at_campaign)$/i;
const INDEX = /(?:\/index\.(?:html?|php))+\/?$/i;
/** Only where a registrable name remains: `www.fr` is a name of its own. */
const WWW = /^(?:www\.)+(?=[^.]+\.)/;

/** What is fetched, or undefined for what is no http(s) address. `base` is what a relative one is relative to. */
export function normaliseAddress(uri: string, base?: string): NormalisedAddress | undefined {
  const clean = cleanAddress(uri, base);
  return clean && { address: join(clean), trace: inOrder(clean.rules) };
}

/** The identity of an address for finding duplicates, with every rule that led to it; not meant to be fetched. */
export function identifyAddress(uri: string): NormalisedAddress | undefined {
  const clean = cleanAddress(uri);
  if (!clean) return undefined;
  const { protocol, rules } = clean;
  const note = (rule: AddressRule, from: string, to: string) => {
    if (from !== to) rules.add(rule);
    return to;
  };
  const host = note('www', clean.host, clean.host.replace(WWW, ''));
  const file = note('index', clean.path, clean.path.replace(INDEX, '/'));
  const path = file === '/' ? file : note('slash', file, file.replace(/(?<!\/)\/$/, ''));
  const query = note('parameters', clean.query, sortParameters(clean.query));
  return { address: join({ protocol, host, path, query }), trace: inOrder(rules) };
}

/** `identifyAddress` without its trace; what is no http(s) address is its own identity. */
export const addressKey = (uri: string): string => identifyAddress(uri)?.address ?? uri;

/** `host:port`, the port always there, as `RunSettings.inputHosts` holds it. */
export function hostPort(uri: string): string | undefined {
  const url = parseAddress(uri);
  if (!url) return undefined;
  return `${url.hostname.replace(/\.+$/, '')}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

/**
 * The site that an address belongs to (scheme, host without `www.`, port) and its path with the query: what a prefix is
 * compared by, so that `http://a` cannot admit `http://a.evil`.
 */
export function splitAddress(uri: string): { readonly site: string; readonly path: string } | undefined {
  const clean = cleanAddress(uri);
  return clean && { site: `${clean.protocol}//${clean.host.replace(WWW, '')}`, path: clean.path + clean.query };
}

/** Writes the percent-encodings of letters, digits and `-._~` as themselves and the others in capitals. */
export function decodeUnreserved(text: string): string {
  return text.replace(/%[0-9a-f]{2}/gi, code => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

interface AddressParts {
  readonly protocol: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

const join = ({ protocol, host, path, query }: AddressParts): string => `${protocol}//${host}${path}${query}`;

/** All that is safe to change, with one parse: a page has hundreds of links. */
function cleanAddress(uri: string, base?: string): (AddressParts & { readonly rules: Set<AddressRule> }) | undefined {
  const url = parseAddress(uri, base);
  if (!url) return undefined;
  const rules = new Set<AddressRule>(base === undefined ? spellingRules(uri, url) : []);
  cleanHost(url, rules);
  const path = decodeUnreserved(url.pathname);
  if (path !== url.pathname) rules.add('percent');
  const query = cleanQuery(url, rules);
  if (url.hash !== '' || url.href.endsWith('#')) rules.add('fragment');
  return { protocol: url.protocol, host: url.host, path, query, rules };
}

function parseAddress(uri: string, base?: string): URL | undefined {
  const url = URL.parse(uri, base);
  return url && url.hostname !== '' && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** What the platform's parser has already changed, found by looking at what was written. */
function spellingRules(uri: string, url: URL): AddressRule[] {
  const [, scheme = '', authority = '', rest = ''] = /^([^:]*):\/\/([^/?#\\]*)([^?#]*)/.exec(uri) ?? [];
  if (authority === '') return ['spelling'];
  const [host = '', port] = authority.slice(authority.lastIndexOf('@') + 1).split(/:(?=\d*$)/);
  const rules: AddressRule[] = [];
  if (/[A-Z]/.test(scheme + host)) rules.push('host_case');
  if (/[^\0-\x7f]/.test(host)) rules.push('punycode');
  if (port !== undefined && url.port === '') rules.push('default_port');
  if (/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(rest)) rules.push('dot_segments');
  if (/[\s\\"<>`{}]|[^\0-\x7f]/.test(rest)) rules.push('spelling');
  return rules;
}

function cleanHost(url: URL, rules: Set<AddressRule>): void {
  // Only where there are any: to set them parses the address again.
  if (url.username !== '' || url.password !== '') {
    rules.add('credentials');
    url.username = '';
    url.password = '';
  }
  if (!url.hostname.endsWith('.')) return;
  rules.add('host_dot');
  url.hostname = url.hostname.replace(/\.+$/, '');
}

function cleanQuery(url: URL, rules: Set<AddressRule>): string {
  const search = decodeUnreserved(url.search);
  if (search !== url.search) rules.add('percent');
  const parameters = search.slice(1).split('&');
  const kept = parameters.filter(parameter => !TRACKING.test(parameter.split('=', 1)[0] ?? ''));
  if (kept.length < parameters.length) rules.add('tracking');
  const query = kept.join('&');
  if (query === '' && !rules.has('tracking') && /\?(?:#|$)/.test(url.href)) rules.add('empty_query');
  return query === '' ? '' : `?${query}`;
}

/** By name only, and stable: `a=1&a=2` may mean something else than `a=2&a=1`. */
function sortParameters(search: string): string {
  if (search === '') return '';
  const name = (parameter: string) => parameter.split('=', 1)[0] ?? '';
  const sorted = search
    .slice(1)
    .split('&')
    .filter(parameter => parameter !== '')
    .toSorted((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
  return sorted.length === 0 ? '' : `?${sorted.join('&')}`;
}

const ORDER: readonly AddressRule[] = [
  ...(['fragment', 'host_case', 'punycode', 'host_dot', 'default_port', 'dot_segments', 'percent'] as const),
  ...(['tracking', 'empty_query', 'credentials', 'spelling', 'parameters', 'slash', 'index', 'www'] as const),
];

const inOrder = (rules: ReadonlySet<AddressRule>): AddressRule[] => ORDER.filter(rule => rules.has(rule));
