// Ours, and a bare sample that only calls activities of the same names with arguments of the same size.
import { proxyActivities } from '@temporalio/workflow';

export * from '../../src/temporal/workflows.ts';

const STAGES = ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'];

export async function Bare(sources: readonly unknown[], parallel: number, call: unknown): Promise<void> {
  const activities = proxyActivities<Record<string, (source: unknown, call: unknown) => Promise<unknown>>>({
    startToCloseTimeout: '1 hour',
    heartbeatTimeout: '3 seconds',
    retry: { maximumAttempts: 5 },
  });
  const waiting = sources.values();
  const lane = async (): Promise<void> => {
    for (const source of waiting) for (const stage of STAGES) await activities[stage]?.(source, call);
  };
  await Promise.all(Array.from({ length: parallel }, lane));
}
