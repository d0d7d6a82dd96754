import type { Stage } from '../../model/stage.ts';
import type { Activity, RunSettings } from '../activity.ts';
import type { Ports } from '../ports.ts';
import { chunkSource } from './chunkSource.ts';
import { convertSource } from './convertSource.ts';
import { indexSource } from './indexSource.ts';
import { createWebActivities } from './createWebActivities.ts';

/** One set a run: the web ones share what they learn of each host. */
export function createActivities(ports: Ports, settings: RunSettings): Readonly<Record<Stage, Activity>> {
  const { crawlSource, scrapeSource } = createWebActivities(ports, settings);
  return {
    CRAWLING: crawlSource,
    SCRAPING: scrapeSource,
    CONVERTION: convertSource,
    CHUNKING: chunkSource,
    INDEXING: indexSource,
  };
}
