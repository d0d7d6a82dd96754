import type { Activity } from '../../src/engine/activity.ts';
import { fail } from '../../src/model/problem.ts';
import type { Stage } from '../../src/model/stage.ts';
import { fakeActivity } from './run.ts';

export const SITE_ROOT = 'http://ville.test/';
/** A small site: who links to whom. `x` is not found, `p` and `q` are one page, `e` is empty. */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  '': ['a', 'p', 'x', 'e'],
  a: ['b', 'q', ''],
  p: ['c', 'b'],
  b: ['d'],
};
export const nameOf = (uri: string): string => uri.slice(SITE_ROOT.length);

/** How long each activity takes, by turns, in virtual milliseconds. */
type Delays = readonly number[];

export function linkedSite(delays: Delays): Partial<Record<Stage, Activity>> {
  let calls = 0;
  const late =
    (activity: Activity): Activity =>
    async (context, source) => {
      await context.ports.clock.sleep(delays[calls++ % delays.length] ?? 0);
      return activity(context, source);
    };
  return {
    CRAWLING: late(async (_context, source) => {
      const depth = (source.max_depth ?? 0) - 1;
      const found = depth < 0 ? [] : (LINKS[nameOf(source.uri)] ?? []);
      return {
        source,
        discovered: found.map(name => ({ uri: SITE_ROOT + name, max_depth: depth, parent_uri: source.uri })),
      };
    }),
    SCRAPING: late(async (context, source) => {
      const name = nameOf(source.uri);
      if (name === 'x') throw fail('data', 'http_status', { status: 404 });
      if (name === 'e') return { source, skipped: { code: 'empty_page', params: {} } };
      await context.ports.artifacts.write(context.artifactPath, name === 'q' ? 'p' : name);
      return { source: { ...source, raw_file_path: context.artifactPath } };
    }),
    CONVERTION: late(fakeActivity('CONVERTION')),
    INDEXING: late(fakeActivity('INDEXING')),
  };
}
