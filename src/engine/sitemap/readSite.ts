import { isPageStatus, problemOfStatus } from '../../model/httpStatus.ts';
import { ProblemError, type Reason, toProblem } from '../../model/problem.ts';
import type { ListedAddress } from '../discoverLinks.ts';
import { followRedirects } from '../followRedirects.ts';
import { readSitemap, type Sitemap } from './readSitemap.ts';
import { isGzip, unpackGzip } from './unpackGzip.ts';

import type { SiteListing, SitemapFile, SitemapWorld } from './listing.ts';

/** Of the protocol: of one file, unpacked. */
const MAX_BYTES = 50_000_000;
/** An honest site of a million pages has 20. */
const MAX_FILES = 500;
/** As many as are looked at on a page. */
const MAX_LISTED = 100_000;
/** Milliseconds before the second and third try of what may pass. */
const PAUSES_MS = [1_000, 2_000];

/**
 * The sitemaps that a host's robots.txt names, wherever they lie, else its `/sitemap.xml`. They are held to the rules of
 * any page: robots.txt, turns, redirects, private addresses. An index may name files of its own host only, and no other
 * index (sitemaps.org). One that cannot be read stops nothing: it is told.
 */
export async function readSite(world: SitemapWorld, uri: string): Promise<SiteListing> {
  const { origin } = new URL(uri);
  const { sitemaps } = await world.gate.look(uri, world.visit);
  const named = sitemaps.flatMap(written => URL.parse(written, `${origin}/robots.txt`)?.href ?? []);
  const open = [...new Set(named.length > 0 ? named : [`${origin}/sitemap.xml`])].map(at => ({ at, isPart: false }));
  const seen = new Set(open.map(({ at }) => at));
  const files: SitemapFile[] = [];
  const listed: ListedAddress[] = [];
  for (let next = open.shift(); next; next = open.shift()) {
    if (files.length >= MAX_FILES || listed.length >= MAX_LISTED) {
      files.push({ uri: next.at, addresses: 0, problem: { code: 'sitemap_left_out', params: { uri: next.at } } });
      break;
    }
    const { file, sitemap } = await readFile(world, next.at, next.isPart);
    files.push(file);
    if (sitemap?.kind === 'pages') take(listed, sitemap, next.at);
    else if (sitemap) open.push(...partsOf(sitemap, next.at, seen));
  }
  for (const { problem } of files) if (problem) world.ports.log.write('warn', problem.code, problem.params);
  return { listed, files };
}

function take(listed: ListedAddress[], { addresses }: Sitemap, by: string): void {
  for (const address of addresses.slice(0, MAX_LISTED - listed.length)) listed.push({ address, by });
}

function partsOf({ addresses }: Sitemap, index: string, seen: Set<string>): { at: string; isPart: boolean }[] {
  const { origin } = new URL(index);
  const parts = addresses.flatMap(address => {
    const url = URL.parse(address, index);
    return url?.origin === origin && !seen.has(url.href) ? [url.href] : [];
  });
  for (const at of parts) seen.add(at);
  return [...new Set(parts)].map(at => ({ at, isPart: true }));
}

interface FileRead {
  readonly file: SitemapFile;
  readonly sitemap?: Sitemap;
}

async function readFile(world: SitemapWorld, uri: string, isPart: boolean): Promise<FileRead> {
  try {
    const sitemap = readSitemap(await loadText(world, uri));
    const problem = flawOf(sitemap, uri, isPart);
    const isUsed = !(isPart && sitemap.kind === 'index');
    const file = { uri, addresses: isUsed ? sitemap.addresses.length : 0, problem };
    return isUsed ? { file, sitemap } : { file };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || world.visit.signal.aborted) throw thrown;
    const { code, params } = toProblem(thrown);
    return { file: { uri, addresses: 0, problem: { code, params: { uri, ...params } } } };
  }
}

function flawOf({ kind, isCut, over }: Sitemap, uri: string, isPart: boolean): Reason | null {
  if (kind === null) return { code: 'sitemap_unreadable', params: { uri } };
  if (isPart && kind === 'index') return { code: 'sitemap_nested', params: { uri } };
  if (over > 0) return { code: 'sitemap_too_long', params: { uri, count: over } };
  return isCut ? { code: 'sitemap_cut', params: { uri } } : null;
}

/** What may pass is tried three times. */
async function loadText(world: SitemapWorld, uri: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return new TextDecoder().decode(await load(world, uri));
    } catch (thrown) {
      const pause = PAUSES_MS[attempt];
      if (toProblem(thrown).kind !== 'transient' || pause === undefined) throw thrown;
      await world.ports.clock.sleep(pause, world.visit.signal);
      world.visit.signal.throwIfAborted();
    }
  }
}

async function load({ ports, settings, gate, visit }: SitemapWorld, uri: string): Promise<Uint8Array> {
  const { status, body, finalUri } = await followRedirects({
    ...{ uri, ports, settings, signal: visit.signal, maxBytes: MAX_BYTES },
    async beforeHop(hop) {
      visit.heartbeat();
      const refusal = await gate.pass(hop, visit);
      if (refusal) throw new ProblemError({ kind: 'data', ...refusal });
    },
  });
  if (status === 404 || status === 410)
    throw new ProblemError({ kind: 'data', code: 'sitemap_missing', params: { uri } });
  if (!isPageStatus(status)) throw new ProblemError(problemOfStatus(status, finalUri));
  return isGzip(body) ? unpackGzip(body, uri, MAX_BYTES) : body;
}
