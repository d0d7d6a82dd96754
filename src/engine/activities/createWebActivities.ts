import type { Activity, RunSettings } from '../activity.ts';
import type { Ports } from '../ports.ts';
import { createRobotsGate, type RobotsGate } from '../robotsGate.ts';
import { createSitemaps } from '../sitemap/sitemaps.ts';
import { createCrawlSource } from './crawlSource.ts';
import { createScrapeSource } from './scrapeSource.ts';

export interface WebActivities {
  readonly gate: RobotsGate;
  readonly crawlSource: Activity;
  readonly scrapeSource: Activity;
}

/** One a run: both share what each host's robots.txt and sitemap say, and the turns at that host. */
export function createWebActivities(ports: Ports, settings: RunSettings): WebActivities {
  const gate = createRobotsGate(ports, settings);
  return {
    gate,
    crawlSource: createCrawlSource(gate, createSitemaps(ports, settings, gate)),
    scrapeSource: createScrapeSource(gate),
  };
}
