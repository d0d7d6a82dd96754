import type { Params, Reason } from '../problem.ts';

/**
 * What a run would do with an address. `alias`: the same page as another one; `skip`: it would not be asked for, or be
 * left out without fault; `fail`: it was tried, and a run would fail in the same way; `file`: INPUT brings it along.
 */
export const PREVIEW_ACTIONS = ['fetch', 'alias', 'skip', 'fail', 'file'] as const;
export type PreviewAction = (typeof PREVIEW_ACTIONS)[number];

/** Keys and positions from the root of INPUT. */
export type InputPath = readonly (string | number)[];

export interface PreviewEntry {
  readonly uri: string;
  readonly action: PreviewAction;
  /** Null where nothing needs a reason: `fetch`. */
  readonly reason: Reason | null;
  readonly aliasOf: string | null;
  /** Links followed from INPUT to here. */
  readonly level: number;
  /** The page, or sitemap, that names it; null: INPUT. */
  readonly foundOn: string | null;
  /** What in INPUT brings it in or keeps it out; null: nothing there. */
  readonly cause: InputPath | null;
  /** CRAWLING would look for links on it. */
  readonly followsLinks: boolean;
  /** Measured, as this page was loaded; null: it was not. */
  readonly loaded: LoadedPage | null;
}

export interface LoadedPage {
  readonly finalUri: string;
  readonly contentType: string | null;
  readonly bytes: number;
  /** Different links on it, kept or not. */
  readonly links: number;
}

export interface PreviewLevel extends Readonly<Record<PreviewAction, number>> {
  readonly level: number;
}

/** A host that pages are asked of. */
export interface PreviewHost {
  readonly origin: string;
  /** Requests to it that the run would make; robots.txt and sitemaps not counted. */
  readonly pages: number;
  /** What its robots.txt asks for between two requests. */
  readonly delayMs: number;
  /** This machine: nobody waits. */
  readonly isLocal: boolean;
}

/** What the preview itself did: facts. */
export interface Measured {
  readonly requests: number;
  /** Pages that were loaded. */
  readonly pages: number;
  /** Of those pages. */
  readonly bytes: number;
  readonly durationMs: number;
  /** Of one request, waiting for turns not counted; null when none was made. */
  readonly requestMs: number | null;
  readonly pageBytes: number | null;
}

/** What a run would take, as far as what was measured tells. */
export interface Estimate {
  readonly requests: number;
  /** Null when nothing was measured. */
  readonly seconds: number | null;
  readonly bytes: number | null;
}

export interface CrawlPreview {
  readonly isCancelled: boolean;
  /** By level, each level in the order in which a run would admit them, what is left out after that. */
  readonly entries: readonly PreviewEntry[];
  readonly levels: readonly PreviewLevel[];
  readonly hosts: readonly PreviewHost[];
  readonly sitemaps: readonly PreviewSitemap[];
  /** Links beyond those that are listed: at most so many different ones. */
  readonly unlisted: number;
  /** Pages of the last level: nobody looks at their links. */
  readonly unfollowed: number;
  /** Not looked at yet when it was stopped. */
  readonly open: number;
  readonly measured: Measured;
  readonly estimate: Estimate;
}

/** A sitemap that was asked for. */
export interface PreviewSitemap {
  readonly uri: string;
  readonly addresses: number;
  /** Why it gave none, or not all. */
  readonly problem: Reason | null;
}

export function countLevels(entries: readonly PreviewEntry[]): PreviewLevel[] {
  const levels = new Map<number, Record<PreviewAction, number>>();
  for (const { level, action } of entries) {
    const counts = levels.get(level) ?? { fetch: 0, alias: 0, skip: 0, fail: 0, file: 0 };
    counts[action] += 1;
    levels.set(level, counts);
  }
  return [...levels].map(([level, counts]) => ({ level, ...counts })).sort((a, b) => a.level - b.level);
}

/** Requests at a time, as a run has them. */
export interface Pace {
  readonly concurrency: number;
  readonly perHost: number;
}

/**
 * Each host at its own pace, all of them at the run's: the slowest of these says how long it takes. Pages are converted
 * while others load; that time is not in it.
 */
export function estimateRun(hosts: readonly PreviewHost[], measured: Measured, pace: Pace, more: number): Estimate {
  const pages = hosts.reduce((sum, host) => sum + host.pages, 0);
  const { requestMs, pageBytes } = measured;
  const times = hosts.map(host => hostMs(host, requestMs, pace));
  const known = times.filter(ms => ms !== null);
  const together = requestMs === null ? 0 : (pages * requestMs) / pace.concurrency;
  return {
    requests: pages + more,
    seconds: known.length < times.length ? null : Math.ceil(Math.max(together, 0, ...known) / 100) / 10,
    bytes: pageBytes === null ? (pages === 0 ? 0 : null) : Math.round(pages * pageBytes),
  };
}

function hostMs({ pages, delayMs, isLocal }: PreviewHost, requestMs: number | null, pace: Pace): number | null {
  if (pages === 0) return 0;
  const waiting = isLocal ? 0 : (pages - 1) * delayMs;
  if (requestMs === null) return waiting > 0 ? waiting : null;
  const atATime = isLocal ? pace.concurrency : Math.min(pace.concurrency, pace.perHost);
  return Math.max(waiting + requestMs, (pages * requestMs) / atATime);
}

/** Reasons that only a preview gives; the others are a run's own. */
const OWN = [
  ...['same_content', 'same_address', 'no_scraping', 'nofollow', 'not_http', 'not_a_page', 'other_site'],
  ...['not_in_prefixes', 'not_included', 'excluded', 'over_limit', 'max_pages', 'max_bytes', 'max_seconds'],
];

/** Which sentence says why, with what; null: there is nothing to say. */
export function reasonSaid({ uri, reason }: PreviewEntry): { readonly key: string; readonly params: Params } | null {
  if (!reason) return null;
  const { code, params } = reason;
  return { key: `${OWN.includes(code) ? 'preview' : 'error'}.${code}`, params: { uri, ...params } };
}
