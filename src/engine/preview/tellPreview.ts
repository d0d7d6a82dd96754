import { isLoopback } from '../../model/network.ts';
import { countOutcomes } from '../../model/outcome.ts';
import {
  countLevels,
  estimateRun,
  type CrawlPreview,
  type Measured,
  type PreviewEntry,
  type PreviewHost,
} from '../../model/preview/preview.ts';
import { PER_HOST } from '../driveRun.ts';
import { entryOfLink } from './entryOfLink.ts';
import { entriesOfSources } from './entriesOfSources.ts';
import type { Notes } from './notes.ts';
import type { Told } from './told.ts';

/** All that is known when the run of CRAWLING has ended, or was stopped. */
export function tellPreview(told: Told): CrawlPreview {
  const { state, notes } = told;
  const links = [...notes.links.list()].flatMap(link => entryOfLink(told, link) ?? []);
  const entries = [...entriesOfSources(told), ...links].sort((a, b) => a.level - b.level);
  const hosts = hostsOf(entries, notes);
  const measured = measure(told);
  const pace = { concurrency: state.options.concurrency, perHost: PER_HOST };
  return {
    isCancelled: told.isCancelled,
    entries,
    levels: countLevels(entries),
    hosts,
    sitemaps: [...notes.sitemaps.values()],
    unlisted: notes.links.unlisted,
    unfollowed: entries.filter(({ action, followsLinks }) => action === 'fetch' && !followsLinks).length,
    open: countOutcomes(state).open,
    measured,
    // What the preview asked for besides pages a run asks for again: robots.txt and sitemaps.
    estimate: estimateRun(hosts, measured, pace, Math.max(0, measured.requests - measured.pages)),
  };
}

function measure({ notes, tally, durationMs }: Told): Measured {
  const sizes = [...notes.pages.values()].map(({ bytes }) => bytes);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return {
    requests: tally.count,
    pages: sizes.length,
    bytes,
    durationMs,
    requestMs: tally.count === 0 ? null : Math.round((tally.ms / tally.count) * 10) / 10,
    pageBytes: sizes.length === 0 ? null : Math.round(bytes / sizes.length),
  };
}

/** An alias by content is asked for, too: nobody knows before. */
function hostsOf(entries: readonly PreviewEntry[], { delays }: Notes): PreviewHost[] {
  const pages = new Map<string, number>();
  for (const entry of entries) {
    const origin = isAskedFor(entry) ? URL.parse(entry.uri)?.origin : undefined;
    if (origin !== undefined) pages.set(origin, (pages.get(origin) ?? 0) + 1);
  }
  return [...pages].map(([origin, count]) => ({
    ...{ origin, pages: count, delayMs: delays.get(origin) ?? 0 },
    isLocal: isLoopback(new URL(origin).hostname),
  }));
}

const isAskedFor = ({ action, reason, loaded }: PreviewEntry): boolean =>
  action === 'fetch' || action === 'fail' || loaded !== null || reason?.code === 'same_content';
