import { hostPort } from '../model/address.ts';
import { isRedirectStatus } from '../model/httpStatus.ts';
import { isIpLiteral, isPrivateAddress } from '../model/network.ts';
import { fail } from '../model/problem.ts';
import type { RunSettings } from './activity.ts';
import type { HttpResponse, Ports } from './ports.ts';

/** As browsers' 20 and RFC 9309's 5: enough for every honest site. */
const MAX_REDIRECTS = 10;

export interface Request {
  readonly uri: string;
  readonly ports: Pick<Ports, 'http'>;
  readonly settings: Omit<RunSettings, 'maxPageBytes'>;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** Called before each exchange: says no by throwing, waits where politeness asks. */
  readonly beforeHop?: (uri: string) => Promise<void>;
  /** More headers for one hop: a condition belongs to the address that it was learnt from. */
  readonly headersFor?: (uri: string) => Readonly<Record<string, string>>;
}

export interface Answer extends HttpResponse {
  readonly finalUri: string;
  /** The addresses that were left, first one first. */
  readonly redirects: readonly string[];
}

/**
 * One GET with its redirects, each hop held to the same rules as the first.
 * Throws data `redirect_loop`, `redirect_refused`, `private_address`, and what `Http.get` throws.
 */
export async function followRedirects(request: Request): Promise<Answer> {
  const redirects: string[] = [];
  for (let uri = request.uri; ;) {
    await request.beforeHop?.(uri);
    await refusePrivate(request, uri);
    request.signal.throwIfAborted();
    const response = await getOnce(request, uri);
    const location = isRedirectStatus(response.status) ? response.headers['location'] : undefined;
    if (location === undefined) return { ...response, finalUri: uri, redirects };
    redirects.push(uri);
    uri = nextHop(location, redirects);
  }
}

function nextHop(location: string, redirects: readonly string[]): string {
  const from = redirects.at(-1) ?? '';
  const next = resolveLocation(location, from);
  if (next === undefined) throw fail('data', 'redirect_refused', { uri: from, location: location.slice(0, 200) });
  const uri = redirects[0] ?? from;
  if (redirects.length > MAX_REDIRECTS || redirects.includes(next)) {
    throw fail('data', 'redirect_loop', { uri, hops: redirects.length });
  }
  return next;
}

/** As written, not normalised: a server that adds a tracking parameter would seem to turn in a circle. */
function resolveLocation(location: string, from: string): string | undefined {
  const url = URL.parse(location, from);
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

function getOnce(request: Request, uri: string): Promise<HttpResponse> {
  const { settings, ports, maxBytes, signal } = request;
  const named = isNamedByInput(settings, uri) ? settings.headers : {};
  return ports.http.get({
    url: uri,
    headers: {
      accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5',
      ...request.headersFor?.(uri),
      ...named,
      'user-agent': settings.userAgent,
    },
    timeoutMs: settings.requestTimeoutMs,
    maxBytes,
    signal,
  });
}

const isNamedByInput = (settings: Request['settings'], uri: string): boolean =>
  settings.inputHosts.includes(hostPort(uri) ?? '');

/**
 * A page may not send us into the machine's own network. A name that cannot be looked up passes: behind a proxy
 * only the proxy knows it, and without one the GET that follows says best what is wrong. That name and GET each
 * look up for themselves remains (global fetch cannot be pinned to an address): a server that answers them
 * differently within milliseconds is not stopped here.
 */
export async function refusePrivate(
  { settings, ports }: Pick<Request, 'settings' | 'ports'>,
  uri: string,
): Promise<void> {
  if (settings.allowPrivateHosts || isNamedByInput(settings, uri)) return;
  const host = new URL(uri).hostname;
  const addresses = isIpLiteral(host) ? [host] : await ports.http.lookup(host).catch(() => []);
  if (addresses.some(isPrivateAddress)) throw fail('data', 'private_address', { uri, host });
}
