import { hostPort } from './address.ts';
import type { RunOptions } from './event.ts';
import type { IngestionWorkflowInput } from './generated/types.ts';
import { planSource } from './plan.ts';

/** How many Sources of an input a run asks this machine for, at one port. */
export function countFetched(
  input: IngestionWorkflowInput,
  options: Pick<RunOptions, 'only' | 'from' | 'sources'>,
  port: number,
): number {
  const here = [`127.0.0.1:${port}`, `localhost:${port}`];
  return input.sources.filter(source => {
    if (options.sources.length > 0 && !options.sources.includes(source.uri)) return false;
    const { CRAWLING, SCRAPING } = planSource(source, input, options);
    const isFetched = [CRAWLING, SCRAPING].some(mode => mode === 'run' || mode === 'force');
    return isFetched && here.includes(hostPort(source.uri) ?? '');
  }).length;
}
