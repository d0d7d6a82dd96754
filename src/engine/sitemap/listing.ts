import type { Reason } from '../../model/problem.ts';
import type { RunSettings } from '../activity.ts';
import type { ListedAddress } from '../discoverLinks.ts';
import type { Ports } from '../ports.ts';
import type { RobotsGate, Visit } from '../robotsGate.ts';

/** One file of a site's sitemap, as it was found. */
export interface SitemapFile {
  readonly uri: string;
  /** How many addresses it gave, of pages or of sitemaps. */
  readonly addresses: number;
  /** Why it gave none, or not all. */
  readonly problem: Reason | null;
}

export interface SiteListing {
  readonly listed: readonly ListedAddress[];
  readonly files: readonly SitemapFile[];
}

export interface SitemapWorld {
  readonly ports: Ports;
  readonly settings: RunSettings;
  readonly gate: RobotsGate;
  readonly visit: Visit;
}
