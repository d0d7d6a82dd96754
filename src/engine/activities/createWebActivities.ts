import type { Activity, RunSettings } from '../activity.ts';
import type { Ports } from '../ports.ts';
import { createRobotsGate } from '../robotsGate.ts';
import { createCrawlSource } from './crawlSource.ts';
import { createScrapeSource } from './scrapeSource.ts';

export interface WebActivities {
  readonly crawlSource: Activity;
  readonly scrapeSource: Activity;
}

/** One a run: both share what each host's robots.txt says, and the turns at that host. */
export function createWebActivities(ports: Ports, settings: RunSettings): WebActivities {
  const gate = createRobotsGate(ports, settings);
  return { crawlSource: createCrawlSource(gate), scrapeSource: createScrapeSource(gate) };
}
