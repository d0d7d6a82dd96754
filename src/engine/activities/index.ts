import type { Stage } from '../../model/stage.ts';
import type { Activity, RunSettings } from '../activity.ts';
import { NO_LEARNER, type Learner } from '../learner/learner.ts';
import type { Ports } from '../ports.ts';
import { chunkSource } from './chunkSource.ts';
import { convertSource } from './convertSource.ts';
import { indexSource } from './indexSource.ts';
import { createWebActivities } from './createWebActivities.ts';

/** One set a run: the web ones, the learner's included, share what they learn of each host. */
export function createActivities(
  ports: Ports,
  settings: RunSettings,
  learner: Learner = NO_LEARNER,
): Readonly<Record<Stage, Activity>> {
  const { crawlSource, scrapeSource, gate } = createWebActivities(ports, settings);
  const own = learner.stages.map(stage => [stage, learner.activity(stage, gate)]);
  return {
    CRAWLING: crawlSource,
    SCRAPING: scrapeSource,
    CONVERTION: convertSource,
    CHUNKING: chunkSource,
    INDEXING: indexSource,
    ...Object.fromEntries(own),
  };
}
